const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Root may read everything: it becomes somebody else for as long as this takes. */
export async function asNobody(work: () => Promise<void>): Promise<void> {
  if (isRoot) process.seteuid!(NOBODY);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

/** Not on Windows; nor as root with a Node that may use io_uring, as Debian's does: that one keeps the account that it has. */
export const canBeNobody: boolean = process.platform !== 'win32' && (!isRoot || mayChange());

function mayChange(): boolean {
  try {
    process.seteuid!(NOBODY);
    process.seteuid!(0);
    return true;
  } catch {
    return false;
  }
}
