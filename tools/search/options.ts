import type { FastifySchema } from 'fastify';
import type { Filter } from '../../lib/search/stores/vector-store';
import type { Among, Modality } from './answers';

/** The most that are found at once: as many as anybody looks through. */
export const MOST_FOUND = 200;
const FOUND = 24;
const MOST_WORDS = 2_000;

/** What follows the question mark of a search. */
export interface SearchOptions {
  words?: string;
  /** An item that others are like. */
  id?: string;
  among: Among;
  k: number;
  modality?: Modality;
  source?: string;
}

const options = {
  among: { enum: ['concepts', 'digits', 'folder'], default: 'concepts', description: 'concepts, digits or folder' },
  k: {
    ...{ type: 'integer', minimum: 1, maximum: MOST_FOUND, default: FOUND },
    description: `a whole number from 1 to ${MOST_FOUND}`,
  },
  modality: { enum: ['image', 'text', 'audio', 'video'], description: 'image, text, audio or video' },
  source: { type: 'string', pattern: '^[^\\p{Cc}]{1,64}$', description: 'the name of one set' },
};

/** What somebody typed. */
const typed = (what: string) => ({
  ...{ type: 'string', pattern: '\\S', maxLength: MOST_WORDS },
  description: `${what} of at most ${MOST_WORDS.toLocaleString('en')} characters`,
});

const id = { type: 'string', minLength: 1, maxLength: 256, description: 'the id of an item' };

/** Of a search whose query travels as a file. */
export const UPLOAD_SCHEMA: FastifySchema = {
  querystring: { type: 'object', properties: options, additionalProperties: false },
};

/** Of a search for words, or for what is like an item. */
export const QUERY_SCHEMA: FastifySchema = {
  querystring: {
    type: 'object',
    properties: {
      ...options,
      words: typed('a word or a sentence'),
      id,
    },
    additionalProperties: false,
    oneOf: [{ required: ['words'] }, { required: ['id'] }],
  },
};

/** What follows the question mark of a question, which a file or an item may be beside. */
export interface AskOptions {
  question: string;
  /** An item that is asked about. */
  id?: string;
}

const question = typed('a question');

/** Of a question about a file. */
export const FILE_QUESTION_SCHEMA: FastifySchema = {
  querystring: { type: 'object', properties: { question }, additionalProperties: false, required: ['question'] },
};

/** Of a question in words alone, or about an item. */
export const QUESTION_SCHEMA: FastifySchema = {
  querystring: {
    type: 'object',
    properties: { question, id },
    additionalProperties: false,
    required: ['question'],
  },
};

export const filterOf = ({ modality, source }: SearchOptions): Filter => ({
  ...(modality && { modality }),
  ...(source && { source }),
});
