import { createRequire } from 'node:module';
import type { Field as FieldOf, Schema as SchemaOf, Table as TableOf } from 'apache-arrow';
import { DETAILS } from './check-items';
import type { StoredItem } from './vector-store';

// Required, as LanceDB does: what imports the package gets its other build, whose classes LanceDB does not know.
const { Field, FixedSizeList, Float32, makeData, RecordBatch, Schema, Struct, Table, Utf8, vectorFromArray } =
  createRequire(__filename)('apache-arrow') as typeof import('apache-arrow');

/** LanceDB refuses, and tries again, what would put in an id that another process has put in meanwhile. */
const UNIQUE = new Map([['lance-schema:unenforced-primary-key', 'true']]);

/** The columns of a new table: texts, of which the id is unique, and vectors of fixed length. */
export function tableSchema(dim: number, metadata: Record<string, string>): SchemaOf {
  const [id, ...others] = columns(dim);
  return new Schema([id.clone({ metadata: UNIQUE }), ...others], new Map(Object.entries(metadata)));
}

/** Items as Arrow lays them out: column by column, the vectors in one array. No object a row is made. */
export function batchOf(items: readonly StoredItem[], dim: number): TableOf {
  const schema = new Schema(columns(dim));
  const length = items.length;
  const numbers = new Float32Array(length * dim);
  items.forEach(({ vector }, i) => {
    numbers.set(vector, i * dim);
  });
  const child = makeData({ type: new Float32(), length: numbers.length, nullCount: 0, data: numbers });
  const vectors = makeData({ type: vectorType(dim), length, nullCount: 0, child });
  const texts = DETAILS.map(
    name =>
      vectorFromArray(
        items.map(item => item[name]),
        new Utf8(),
      ).data[0],
  );
  const type = new Struct(schema.fields);
  return new Table(schema, [
    new RecordBatch(schema, makeData({ type, length, nullCount: 0, children: [...texts, vectors] })),
  ]);
}

const columns = (dim: number): FieldOf[] => [
  ...DETAILS.map(name => new Field(name, new Utf8(), false)),
  new Field('vector', vectorType(dim), false),
];

const vectorType = (dim: number) => new FixedSizeList(dim, new Field('item', new Float32(), true));
