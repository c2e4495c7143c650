/** A notebook's file, brought to where it can be read. */
export interface Brought {
  file: string;
  /** Takes away what was made for it. */
  release(): void;
}

interface Named {
  /** The path below what was named, with slashes; one inside a ZIP goes on behind the ZIP's name. */
  name: string;
}

export interface NotebookEntry extends Named {
  is: 'notebook';
  /** @throws Error that says why it cannot be read */
  bring(signal?: AbortSignal): Promise<Brought>;
  /** When it was last changed, by the file system or the ZIP. */
  changed: Date;
  notes: string[];
}

/** What lies in a folder that is graded, at any depth. */
export type Entry =
  | NotebookEntry
  | (Named & { is: 'problem'; problem: string })
  | (Named & { is: 'ignored'; rule: string })
  /** Another file: of no importance beside a notebook, and named where there is none. */
  | (Named & { is: 'other'; what: string })
  /** A folder or a ZIP that holds nothing. */
  | (Named & { is: 'empty' });

/** What is found, and which of the names are ZIPs. */
export interface Entries {
  list: Entry[];
  zips: Set<string>;
}
