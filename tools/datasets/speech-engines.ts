/** The five speech engines: a word in a setting becomes a sound of 8 kHz that begins and ends with the word. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resample } from '../../lib/data/resample';
import { DIGIT_SOUND } from '../../lib/data/spoken-digits';
import { trimSilence } from '../../lib/data/trim-silence';
import { decodeWav } from '../../lib/data/wav';
import { withoutOffset } from '../../lib/data/without-offset';
import type { Engine, Setting } from './speech-settings';

const PEAK = 0.8;

/** Speaks one word. */
export function speak(setting: Setting, word: string): Float32Array {
  const { engine } = setting;
  if (engine === 'festival') return speakAll([{ setting, word }])[0];
  return inFolder(folder => {
    const file = join(folder, 'word.wav');
    sayWith[engine](setting, word, file);
    return finished(readFileSync(file), setting.tract);
  });
}

const sayWith: Record<Exclude<Engine, 'festival'>, (setting: Setting, word: string, file: string) => void> = {
  'espeak-ng'({ accent, voice, rate, pitch, punctuation }, word, file) {
    execFileSync('espeak-ng', [
      ...['-v', `${accent}+${voice}`, '-s', String(rate), '-p', String(pitch), '-w', file],
      word + punctuation,
    ]);
  },
  flite({ voice, rate, pitch, tract }, word, file) {
    execFileSync('flite', [
      ...['-voice', voice, '--setf', `duration_stretch=${(rate * tract).toFixed(3)}`],
      ...['--setf', `int_f0_target_mean=${(pitch / tract).toFixed(1)}`, '-t', word, '-o', file],
    ]);
  },
  rhvoice({ voice, rate, pitch, tract }, word, file) {
    const [speed, height] = [100 / (rate * tract), pitch / tract].map(percent => String(Math.round(percent)));
    execFileSync('RHVoice-test', ['-p', voice, '-r', speed, '-t', height, '-o', file], { input: word });
  },
  pico({ voice, rate, pitch, tract }, word, file) {
    const [speed, height] = [100 / (rate * tract), pitch / tract].map(Math.round);
    const text = `<speed level='${speed}'><pitch level='${height}'>${word}</pitch></speed>`;
    execFileSync('pico2wave', ['-l', voice, '-w', file, text]);
  },
};

/** Speaks many words with festival, which takes long to start, in one process. */
export function speakAll(jobs: { setting: Setting; word: string }[]): Float32Array[] {
  return inFolder(folder => {
    const script = jobs.flatMap(({ setting: { voice, rate, pitch, tract }, word }, i) => [
      `(voice_${voice})`,
      `(Parameter.set 'Duration_Stretch ${(rate * tract).toFixed(3)})`,
      // how far the pitch moves: this diphone voice is made for less
      `(set! int_lr_params '((target_f0_mean ${(pitch / tract).toFixed(1)}) (target_f0_std ${voice.startsWith('ked') ? 15 : 34}) (model_f0_mean 170) (model_f0_std 34)))`,
      `(utt.save.wave (SynthText "${word}") "${join(folder, `${i}.wav`)}" 'riff)`,
    ]);
    writeFileSync(join(folder, 'words.scm'), script.join('\n'));
    execFileSync('festival', ['-b', join(folder, 'words.scm')], { stdio: ['ignore', 'ignore', 'inherit'] });
    return jobs.map(({ setting }, i) => finished(readFileSync(join(folder, `${i}.wav`)), setting.tract));
  });
}

/** To the set's rate; played faster and higher by `tract`; silence cut away; as loud as all the others. */
function finished(wav: Buffer, tract: number): Float32Array {
  const { channels, rate } = decodeWav(wav);
  const sound = withoutOffset(resample(channels[0], Math.round(rate * tract), DIGIT_SOUND.rate));
  const word = trimSilence(sound, DIGIT_SOUND.rate);
  const peak = word.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return word.map(sample => (sample / peak) * PEAK);
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
