/**
 * The set `passages-gcompris`: what GCompris says of the course's concepts, beside its own pictures and sounds. Which texts, and what each
 * is about, says passages/gcompris.tsv; every one was read.
 */
import type { GamePassage } from '../../lib/data/passages';
import { SENTENCE_WIDTH, startSentences } from '../../lib/encoders/sentences';
import type { BuiltSet } from './built-set';
import { readConcepts } from './emojibase';
import { formatJson } from './format-json';
import { ACTIVITIES, activityFiles, GCOMPRIS } from './games';
import { kindsOf } from './passages/kinds';
import { sentenceVectors } from './passages/vectors';
import { GAME_PHOTOGRAPHS } from './photographs';
import { contentOf } from './qt-resources';
import { readRecordings } from './recordings';
import { readTable } from './table';

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
  const photographs = new Set(readTable(GAME_PHOTOGRAPHS).map(([path]) => path));
  const recordings = readRecordings();
  const passages = readTable('passages/gcompris.tsv').map(([from, title, concept, likeArticle, otherPicture]) => {
    const entry = texts.get(`${from}\t${title}`);
    if (!entry) throw new Error(`gcompris.tsv: there is no text '${title}' in ${from}`);
    if (!ids.has(concept)) throw new Error(`gcompris.tsv: no concept '${concept}'`);
    const picture = otherPicture === '-' ? entry.picture : otherPicture;
    const { sound } = entry;
    const recording = sound && recordings.find(({ origin }) => origin.endsWith(`${ACTIVITIES}${sound}`));
    return {
      title,
      link: `${SOURCES}${from}`,
      concepts: [ids.get(concept)!],
      kinds: kinds(likeArticle),
      text: entry.text,
      from,
      ...(photographs.has(picture!) && { picture }),
      ...(recording && { sound: recording.origin }),
    } satisfies GamePassage;
  });
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
  const texts = new Map<string, { text: string; picture?: string; sound?: string }>();
  for (const [path, file] of activityFiles('explore_')) {
    if (!path.endsWith('.qml')) continue;
    for (const { groups } of contentOf(file).toString('utf8').matchAll(ENTRY)) {
      const { title, text, rest } = groups!;
      texts.set(`${path}\t${title}`, {
        text,
        picture: MEDIUM('image2').exec(rest)?.[1],
        sound: MEDIUM('audio').exec(rest)?.[1].replace(SOUND_ENDING, 'ogg'),
      });
    }
  }
  return texts;
}
