/**
 * The set `passages-gcompris`: what GCompris says of the course's concepts, beside its own pictures and sounds. Which texts, and what each
 * is about, says passages/gcompris.tsv; every one was read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GamePassage } from '../../lib/data/passages';
import { SENTENCE_WIDTH, startSentences } from '../../lib/encoders/sentences';
import type { BuiltSet } from './built-set';
import { readConcepts } from './emojibase';
import { formatJson } from './format-json';
import { GCOMPRIS } from './games';
import { debianPackage } from './packages';
import { kindsOf } from './passages/kinds';
import { sentenceVectors } from './passages/vectors';
import { contentOf, readQtResources } from './qt-resources';

const RESOURCES = join('usr', 'share', 'gcompris-qt', 'rcc');
const ACTIVITIES = 'gcompris/src/activities/';
const SOURCES = `https://sources.debian.org/src/gcompris-qt/${GCOMPRIS.version}/src/activities/`;

/** A text of an activity, beside the picture and the sound that are shown and played with it. */
const ENTRY = /"title": qsTr\("(?<title>[^"]*)"\),\s*"text": qsTr\("(?<text>[^"]*)"\),(?<rest>[^}]*)/g;
const MEDIUM = (name: string) => new RegExp(`"${name}":[^"]*"qrc:/${ACTIVITIES}([^"]*)"`);
/** What stands for the ending of a sound: each system has its own. */
const SOUND_ENDING = '$CA';

export async function buildGamePassages(): Promise<BuiltSet> {
  const texts = readTexts();
  const ids = new Map(readConcepts().map(({ id, name }) => [name, id]));
  const kinds = kindsOf();
  const [photographs, recordings] = [readColumns('gcompris-photographs.tsv'), readColumns('recordings.tsv')];
  const passages = readColumns(join('passages', 'gcompris.tsv')).map(
    ([from, title, concept, likeArticle, otherPicture]) => {
      const entry = texts.get(`${from}\t${title}`);
      if (!entry) throw new Error(`gcompris.tsv: there is no text '${title}' in ${from}`);
      if (!ids.has(concept)) throw new Error(`gcompris.tsv: no concept '${concept}'`);
      const picture = otherPicture === '-' ? entry.picture : otherPicture;
      const sound = recordings.find(
        ([, , , , , origin]) => entry.sound && origin.endsWith(`${ACTIVITIES}${entry.sound}`),
      );
      return {
        title,
        link: `${SOURCES}${from}`,
        concepts: [ids.get(concept)!],
        kinds: kinds(likeArticle),
        text: entry.text,
        from,
        ...(photographs.some(([path]) => path === picture) && { picture }),
        ...(sound && { sound: sound[5] }),
      } satisfies GamePassage;
    },
  );
  const model = startSentences();
  try {
    return {
      name: 'passages-gcompris',
      licence: 'GPL-3.0-or-later',
      sources: [GCOMPRIS],
      files: {
        'passages.json': Buffer.from(formatJson(passages)),
        'vectors.bin': await sentenceVectors(passages, model),
      },
      index: {
        items: passages.length,
        provenance: 'the file of the activity that each names, in usr/share/gcompris-qt/rcc/',
        attribution: `GCompris (Debian ${GCOMPRIS.package} ${GCOMPRIS.version}), GPL-3.0-or-later`,
        vectors: { file: 'vectors.bin', dim: SENTENCE_WIDTH },
      },
    };
  } finally {
    await model.close();
  }
}

/** The texts of all activities, by file and title. */
function readTexts(): Map<string, { text: string; picture?: string; sound?: string }> {
  const folder = join(debianPackage(GCOMPRIS), RESOURCES);
  const texts = new Map<string, { text: string; picture?: string; sound?: string }>();
  for (const resource of readdirSync(folder).filter(file => file.startsWith('explore_'))) {
    for (const [path, entry] of readQtResources(readFileSync(join(folder, resource)))) {
      if (!path.endsWith('.qml')) continue;
      for (const { groups } of contentOf(entry).toString('utf8').matchAll(ENTRY)) {
        const { title, text, rest } = groups!;
        texts.set(`${path.slice(ACTIVITIES.length)}\t${title}`, {
          text,
          picture: MEDIUM('image2').exec(rest)?.[1],
          sound: MEDIUM('audio').exec(rest)?.[1].replace(SOUND_ENDING, 'ogg'),
        });
      }
    }
  }
  return texts;
}

const readColumns = (table: string): string[][] =>
  readFileSync(join(__dirname, table), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('\t'));
