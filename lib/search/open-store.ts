import { describe } from '../engine/rows';
import { memoryStore } from './stores/memory-store';
import { FORMAT, type StoreMark } from './stores/store-mark';
import type { VectorStore } from './stores/vector-store';

export type { Filter, Hit, ItemDetails, Modality, SearchOptions, StoredItem, VectorStore } from './stores/vector-store';

export interface OpenStoreOptions {
  /** Length of a vector. */
  dim: number;
  /**
   * Of the encoder that the vectors come from. A store keeps the one that it was made for, and opens for no other.
   */
  fingerprint: string;
  /** 'USER:PASSWORD' or a key, for a Milvus server that wants one. */
  token?: string;
}

/**
 * Opens the store at an address, and makes it where there is none:
 *
 * - 'memory:' compares with every vector, exactly, and is gone with the process;
 * - 'lance:FOLDER' is LanceDB in a folder of this machine, from the current folder on unless it is absolute;
 * - 'milvus://HOST:PORT/COLLECTION' is a Milvus server, 'milvus+tls://…' one with an encrypted connection.
 * @throws Error when the address is none of these, when the place cannot be read or is damaged, or when the store was made for another
 *   encoder; RangeError for a dim that is no whole number from 1 on
 */
export async function openStore(address: string, { dim, fingerprint, token }: OpenStoreOptions): Promise<VectorStore> {
  if (!Number.isInteger(dim) || dim < 1 || dim > 32_768) {
    throw new RangeError(
      `openStore: dim is ${describe(dim)}, expected a whole number from 1 to 32768: the length of a vector`,
    );
  }
  if (typeof fingerprint !== 'string' || fingerprint === '' || fingerprint.length > 1024) {
    throw new TypeError(
      `openStore: fingerprint is ${describe(fingerprint)}, expected the fingerprint of the encoder that the vectors come from`,
    );
  }
  const mark: StoreMark = { format: FORMAT, dim, fingerprint };
  if (address === 'memory:') return memoryStore(address, dim);
  const kind = typeof address === 'string' ? address.split(':')[0] : '';
  // The others are loaded when they are asked for: LanceDB is a library of 150 MB.
  if (kind === 'lance') {
    const { lanceStore } = await import('./stores/lance-store').catch(explainMissing);
    return lanceStore(address, address.slice('lance:'.length), mark);
  }
  if (kind === 'milvus' || kind === 'milvus+tls') {
    const { milvusStore } = await import('./stores/milvus-store');
    return milvusStore(address, mark, token);
  }
  throw new Error(
    `openStore: the address is ${describe(address)}, expected memory:, lance:FOLDER or milvus://HOST:PORT/COLLECTION`,
  );
}

/** LanceDB is compiled, for most machines but not all (none for Macs with an Intel processor). */
function explainMissing(error: Error): never {
  throw new Error(
    `openStore: LanceDB cannot be loaded on ${process.platform} ${process.arch} (${error.message.split('\n')[0]}); ` +
      'run npm ci if it should be there, or open memory: or a Milvus server instead',
    { cause: error },
  );
}
