/** Where a Milvus server is, and which of its collections is meant. */
export interface MilvusAddress {
  /** 'HOST:PORT' */
  server: string;
  collection: string;
  tls: boolean;
}

const EXPECTED = 'expected milvus://HOST:PORT/COLLECTION, or milvus+tls:// for an encrypted connection';
const DEFAULT_PORT = '19530';

/** @throws Error when it names no server or no collection, or has a password in it */
export function readMilvusAddress(address: string): MilvusAddress {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new Error(`openStore: the address '${address}' cannot be read, ${EXPECTED}`);
  }
  if (url.username || url.password) {
    throw new Error('openStore: the address has a user or password in it, which would be shown; pass them as token');
  }
  const collection = url.pathname.slice(1);
  if (!url.hostname || url.search || url.hash || !/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(collection)) {
    throw new Error(
      `openStore: the address '${address}' names no server or no collection (letters, digits and _), ${EXPECTED}`,
    );
  }
  return { server: `${url.hostname}:${url.port || DEFAULT_PORT}`, collection, tls: url.protocol === 'milvus+tls:' };
}
