/** Plays notes of a sound font, dry: without the synthesiser's own echo. */
import { readFileSync } from 'node:fs';
import { SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { resample } from '../../lib/data/resample';

/** The synthesiser does not filter what it plays faster, so it works at twice the rate that is wanted. */
const OVERSAMPLING = 2;
const VELOCITY = 100;
const SECONDS_HELD = 0.9;
/** Channel 10, counted from 0, is the drums'. */
const DRUMS = 9;
/** Samples at a time. */
const BLOCK = 128;

export interface PlayedPreset {
  /** 'bank:program', or 'kit:program'. */
  number: string;
  /** What the sound font calls it. */
  name: string;
  /** How much faster and higher than as it is. */
  speed: number;
}

export interface Player {
  /**
   * @returns `samples` samples, mono
   * @throws Error when the sound font has another preset there
   */
  play(preset: PlayedPreset, key: number, samples: number): Float32Array;
}

/** Opens a sound font (SF2) to play at `rate` samples a second. */
export async function openSoundFont(file: string, rate: number): Promise<Player> {
  const bytes = readFileSync(file);
  const bank = SoundBankLoader.fromArrayBuffer(Uint8Array.from(bytes).buffer);
  const synthesiser = new SpessaSynthProcessor(rate * OVERSAMPLING, { effectsEnabled: false, eventsEnabled: false });
  await synthesiser.processorInitialized;
  synthesiser.soundBankManager.addSoundBank(bank, 'main');

  return {
    play({ number, name, speed }, key, samples) {
      const inner = Math.round(rate * OVERSAMPLING * speed);
      const [kind, program] = number.split(':');
      const channel = kind === 'kit' ? DRUMS : 0;
      synthesiser.stopAllChannels(true);
      if (kind !== 'kit') synthesiser.controllerChange(channel, 0, Number(kind));
      synthesiser.programChange(channel, Number(program));
      const playing = synthesiser.midiChannels[channel].preset?.name;
      if (playing !== name) throw new Error(`the sound font has ${playing} at ${number}, expected ${name}`);

      const left = new Float32Array(Math.ceil((samples * inner) / rate));
      const right = new Float32Array(left.length);
      const release = Math.round((SECONDS_HELD * inner) / BLOCK) * BLOCK;
      synthesiser.noteOn(channel, key, VELOCITY);
      for (let at = 0; at < left.length; at += BLOCK) {
        if (at === release) synthesiser.noteOff(channel, key);
        synthesiser.process(left, right, at, Math.min(BLOCK, left.length - at));
      }
      const mono = left.map((sample, i) => (sample + right[i]) / 2);
      return resample(mono, inner, rate).subarray(0, samples);
    },
  };
}
