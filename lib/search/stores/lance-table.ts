import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type Table } from '@lancedb/lancedb';
import { explainLance, hasIndex, MAKING, mend, TABLE } from './lance-folder';
import { tableSchema } from './lance-rows';
import { assertSameStore, type StoreMark } from './store-mark';

/** Where the table says whose it is. */
const MARK = 'course-store';

/**
 * Opens the table of an index, and makes it where there is none.
 * @throws Error when the folder holds something else, is damaged, or was written by another encoder
 */
export async function openTable(folder: string, mark: StoreMark): Promise<Table> {
  if (!folder) throw new Error("openStore: the address 'lance:' names no folder, expected lance:FOLDER");
  const there = await hasIndex('openStore', folder);
  let table: Table;
  let written: string | undefined;
  try {
    if (!there) await makeTable(folder, mark);
    // 0: every call looks whether another process has written
    const connection = await connect(folder, { readConsistencyInterval: 0 });
    table = await connection.openTable(TABLE);
    written = (await table.schema()).metadata.get(MARK);
  } catch (error) {
    throw explainLance('openStore', folder, error as Error);
  }
  assertSameStore(`openStore: the index in ${folder}`, written, mark, mend(folder));
  return table;
}

/**
 * Makes an empty table elsewhere and moves it to its place, so that it is there whole or not at all, and two processes that make one at
 * once end with the same. (Where several tell LanceDB to make a table unless it is there, some get an error.)
 */
async function makeTable(folder: string, mark: StoreMark): Promise<void> {
  await mkdir(folder, { recursive: true });
  const making = await mkdtemp(join(folder, MAKING));
  try {
    const connection = await connect(making);
    const table = await connection.createEmptyTable(TABLE, tableSchema(mark.dim, { [MARK]: JSON.stringify(mark) }));
    table.close();
    await rename(join(making, `${TABLE}.lance`), join(folder, `${TABLE}.lance`));
  } catch (error) {
    if (!(await hasIndex('openStore', folder))) throw error; // else another process was quicker
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}
