import type { MimeBundle } from '../../lib/notebook/display';

/** What a cell displays as the notebook's kernel would be given it, in order, each update included. */
export function displayedBy(cell: () => void): MimeBundle[] {
  const shown: MimeBundle[] = [];
  const kernel = globalThis as { __tslab__?: unknown };
  kernel.__tslab__ = {
    require: () => ({ lastWriteDisplayData: ({ data }: { data: MimeBundle }) => void shown.push(data) }),
  };
  try {
    cell();
  } finally {
    delete kernel.__tslab__;
  }
  return shown;
}
