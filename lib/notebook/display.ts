import { randomBytes } from 'node:crypto';

/** One output in several forms, by MIME type; a viewer takes the richest that it knows. */
export interface MimeBundle {
  /** What terminals and screen readers get; required. */
  'text/plain': string;
  [mimeType: string]: unknown;
}

/** An output that stands in the notebook and can be replaced where it stands. */
export interface Display {
  update(data: MimeBundle, metadata?: object): void;
}

type Writer = (content: { data: MimeBundle; metadata: object; transient: object }, update?: boolean) => void;

/**
 * Shows an output. tslab's own `display` sends one MIME type a call; this sends them as one output.
 * Outside a notebook (scripts, tests) the plain text goes to stdout.
 */
export function display(data: MimeBundle, metadata: object = {}): Display {
  // The writer belongs to the cell that runs now. It is kept, so that a later update still counts as that cell's.
  const write = kernelWriter() ?? printPlainText;
  const transient = { display_id: randomBytes(8).toString('hex') };
  write({ data, metadata, transient });
  return { update: (next, nextMetadata = {}) => write({ data: next, metadata: nextMetadata, transient }, true) };
}

/** Whether this code runs in the notebook's kernel. */
export function inKernel(): boolean {
  return kernel() !== undefined;
}

/** tslab leaves its `require` in this global; a module taken through it is the kernel's own instance. */
function kernel(): { require(id: string): unknown } | undefined {
  return (globalThis as { __tslab__?: { require(id: string): unknown } }).__tslab__;
}

function kernelWriter(): Writer | undefined {
  const jupyter = kernel()?.require('tslab/dist/jupyter') as { lastWriteDisplayData: Writer | null } | undefined;
  return jupyter?.lastWriteDisplayData ?? undefined;
}

function printPlainText({ data }: { data: MimeBundle }): void {
  console.log(data['text/plain']);
}
