"""Writes fixtures/log-mel.json: mel power and decibels by librosa, for sounds that tests/data/log-mel.test.ts makes again.

Written with Python 3.11, librosa 0.11.0, numpy 2.4.6:
    pip install librosa==0.11.0 numpy==2.4.6
    python tests/reference/log-mel.py > tests/reference/fixtures/log-mel.json

Every third frame is kept, to six digits.
"""
import json
from importlib.metadata import version

import librosa
import numpy as np

from batches import uniform


def sound(kind, seed, count, rate):
    """`count` samples, float32."""
    t = np.arange(count) / rate
    noise = uniform(seed, count).astype(np.float64)
    if kind == 'noise':
        x = noise
    elif kind == 'sweep':  # 100 Hz to 0.4 of the rate
        x = 0.5 * np.sin(2 * np.pi * (100 * t + (0.4 * rate - 100) * t * t / (2 * count / rate)))
    elif kind == 'decay':  # a note with partials, and a little noise
        x = np.exp(-4 * t) * sum(np.sin(2 * np.pi * 220 * k * t) / k for k in range(1, 6)) / 2 + noise / 1000
    else:
        assert kind == 'click'  # one sample, and exact silence around it
        x = np.where(np.arange(count) == count // 3, 0.9, 0)
    return x.astype(np.float32)


out = {'written by': 'tests/reference/log-mel.py', 'librosa': version('librosa'), 'sounds': []}
for kind, seed, count, rate, window, hop, bands, low, high, floor in [
    ('noise', 1, 6400, 8000, 256, 128, 40, 0, 4000, 40),
    ('sweep', 2, 6400, 8000, 256, 128, 40, 0, 4000, 40),
    ('decay', 3, 6399, 8000, 256, 128, 40, 0, 4000, 40),
    ('click', 4, 6400, 8000, 256, 128, 40, 0, 4000, 40),
    ('noise', 5, 19200, 16000, 1024, 320, 40, 50, 8000, 60),
    ('decay', 6, 19200, 16000, 1024, 320, 40, 50, 8000, 60),
    ('sweep', 7, 22050, 44100, 2048, 512, 128, 20, 16000, 80),
    ('decay', 8, 100, 8000, 256, 128, 20, 0, 4000, 40),
]:
    x = sound(kind, seed, count, rate).astype(np.float64)
    power = librosa.feature.melspectrogram(y=x, sr=rate, n_fft=window, hop_length=hop, n_mels=bands, fmin=low, fmax=high, dtype=np.float64)
    decibels = librosa.power_to_db(power, ref=np.max, top_db=floor)
    keep = lambda rows: [[float(f'{v:.6g}') for v in row] for row in rows.T[::3]]
    out['sounds'].append({'kind': kind, 'seed': seed, 'count': count, 'rate': rate, 'window': window, 'hop': hop, 'bands': bands,
                          'low': low, 'high': high, 'floor': floor, 'frames': power.shape[1], 'power': keep(power), 'decibels': keep(decibels)})
print(json.dumps(out, separators=(',', ':')))
