import { DataType, MilvusClient, type ResStatus } from '@zilliz/milvus2-sdk-node';
import { FIELD_BYTES } from './check-items';
import type { MilvusAddress } from './milvus-address';
import { assertSameStore, type StoreMark } from './store-mark';

/** Milliseconds after which a call is given up. */
const PATIENCE = 30_000;
/** Milliseconds between two looks at an index that is being built. */
const LOOK_AGAIN = 500;
const BUILD_PATIENCE = 3_600_000;
/** Of the graph: links a node, and candidates looked at when a node is put in (Malkov and Yashunin 2016, arXiv:1603.09320). */
const GRAPH = { M: 16, efConstruction: 200 };
/**
 * How a server that was away is found again. The client would share one connection among all stores of a process, and ask for it less and
 * less often, every two minutes in the end: a store opened on a server that has just started would be refused for as long.
 */
const RECONNECT = {
  retryDelay: 100, // milliseconds, doubled with each of three tries: 1.4 s together, longer than the connection waits
  channelOptions: {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 500,
  },
};

/** A collection of a Milvus server, ready to be asked. */
export interface MilvusCollection {
  client: MilvusClient;
  name: string;
  /** One call of the client. @throws Error in our words when the server cannot be reached or refuses */
  ask<T>(caller: string, work: (client: MilvusClient) => Promise<T>): Promise<T>;
}

/**
 * Connects to a server, and makes the collection with its index where there is none. Doing it twice, or in two processes at once, makes one.
 * @throws Error when the server does not answer, wants another token, or the collection is another encoder's or not the course's
 */
export async function openCollection(
  { server, collection, tls }: MilvusAddress,
  mark: StoreMark,
  token?: string,
): Promise<MilvusCollection> {
  const client = new MilvusClient({
    ...{ address: server, ssl: tls, token, timeout: PATIENCE, logLevel: 'none' },
    ...RECONNECT,
  });
  async function ask<T>(caller: string, work: (client: MilvusClient) => Promise<T>): Promise<T> {
    try {
      const answer = await work(client);
      const status = statusOf(answer);
      if (status && status.error_code !== 'Success' && status.code !== 0)
        throw new Error(status.reason || status.error_code.toString());
      return answer;
    } catch (error) {
      throw explainMilvus(caller, server, collection, error as Error);
    }
  }
  const opened = { client, name: collection, ask };
  try {
    await ask('openStore', ({ connectPromise }) => connectPromise);
    await makeReady(opened, server, mark);
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
  return opened;
}

async function makeReady({ ask, name }: MilvusCollection, server: string, mark: StoreMark): Promise<void> {
  const collection = { collection_name: name };
  const { value: there } = await ask('openStore', client => client.hasCollection(collection));
  if (!there) {
    const text = (field: keyof typeof FIELD_BYTES) => ({
      name: field,
      data_type: DataType.VarChar,
      max_length: FIELD_BYTES[field],
    });
    const fields = [
      { ...text('id'), is_primary_key: true },
      { name: 'modality', data_type: DataType.VarChar, max_length: 16 },
      ...(['source', 'title', 'label', 'hash'] as const).map(text),
      { name: 'vector', data_type: DataType.FloatVector, dim: mark.dim },
    ];
    // Strong is what a call gets that asks for nothing else; the client sends no Strong of its own (it is its 0).
    await ask('openStore', client =>
      client.createCollection({
        ...collection,
        description: JSON.stringify(mark),
        fields,
        consistency_level: 'Strong',
      }),
    );
  }
  const { schema } = await ask('openStore', client => client.describeCollection(collection));
  const mend = `drop the collection ${name} and index again`;
  assertSameStore(`openStore: the collection ${name} of ${server}`, schema.description, mark, mend);
  await ask('openStore', client =>
    client.createIndex({
      ...collection,
      field_name: 'vector',
      index_name: 'vector',
      index_type: 'HNSW',
      metric_type: 'COSINE',
      params: GRAPH,
    }),
  );
  await ask('openStore', client => client.loadCollectionSync(collection));
}

/**
 * Waits until what has been stored is in the index, and the index is what is searched: some twenty seconds. Until then the server looks
 * for what is new in a makeshift that misses some neighbours.
 * @throws Error when it takes longer than an hour
 */
export async function finishIndex({ ask, name }: MilvusCollection): Promise<void> {
  const collection = { collection_name: name };
  const begin = performance.now();
  await ask('buildIndex', client => client.flushSync({ collection_names: [name] }));
  while (!(await isBuilt()) || !(await isLoaded())) {
    if (performance.now() - begin > BUILD_PATIENCE) {
      throw new Error(
        `buildIndex: Milvus has not built the index of ${name} in an hour; look at its logs, and call it again`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN));
  }

  async function isBuilt(): Promise<boolean> {
    const { index_descriptions } = await ask('buildIndex', client => client.describeIndex(collection));
    const [index] = index_descriptions;
    if (index.state === 'Failed') {
      throw new Error(`buildIndex: Milvus could not build the index of ${name}: ${index.index_state_fail_reason}`);
    }
    return Number(index.pending_index_rows) === 0 && index.state === 'Finished';
  }

  async function isLoaded(): Promise<boolean> {
    const stored = await ask('buildIndex', client => client.getPersistentSegmentInfo({ collectionName: name }));
    const searched = await ask('buildIndex', client => client.getQuerySegmentInfo({ collectionName: name }));
    // the client's types say numbers, and it gives names
    const loaded = new Set(
      searched.infos.filter(({ state }) => String(state) === 'Sealed').map(info => info.segmentID),
    );
    return stored.infos.every(({ state, segmentID }) => state !== 'Flushed' || loaded.has(segmentID));
  }
}

/** Some calls answer with a status, others with one among other things. */
function statusOf(answer: unknown): ResStatus | undefined {
  const { status, error_code } = (answer ?? {}) as { status?: ResStatus; error_code?: string };
  return error_code === undefined ? status : (answer as ResStatus);
}

/** What a reader can do about an error of the server or the way to it, whose own words come last. */
function explainMilvus(caller: string, server: string, collection: string, error: Error): Error {
  const words = error.message.split('\n')[0];
  const reason = /UNAVAILABLE|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT/i.test(words)
    ? `no Milvus server answers at ${server}; start it, or correct the address. What was acknowledged is stored`
    : /DEADLINE_EXCEEDED/i.test(words)
      ? `the Milvus server at ${server} has not answered for ${PATIENCE / 1000} s; look whether it is overloaded and try again`
      : /UNAUTHENTICATED|auth check|PERMISSION_DENIED|permission/i.test(words)
        ? `the Milvus server at ${server} wants another user and password; pass them as token: 'USER:PASSWORD'`
        : `the Milvus server at ${server} refused a call for the collection ${collection}`;
  return new Error(`${caller}: ${reason} (Milvus: ${words})`, { cause: error });
}
