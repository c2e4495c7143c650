"""Writes fixtures/sounds/: one second of a tone of 440 Hz, in the formats that readers bring, for tests/data/sound-file.test.ts.

Written with Python 3.11 and Debian 12's flac 1.4.2, lame 3.100, vorbis-tools 1.4.2 and opus-tools 0.2:
    apt-get install flac lame vorbis-tools opus-tools
    python tests/reference/sound-files.py
"""
import io
import math
import struct
import subprocess
import wave
from pathlib import Path

RATE, SECONDS, HERTZ = 22050, 1, 440
folder = Path(__file__).parent / 'fixtures' / 'sounds'
folder.mkdir(parents=True, exist_ok=True)


def tone(channels):
    """The right channel is half as loud as the left."""
    out = io.BytesIO()
    with wave.open(out, 'wb') as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for i in range(RATE * SECONDS):
            x = 0.5 * math.sin(2 * math.pi * HERTZ * i / RATE)
            file.writeframes(b''.join(struct.pack('<h', round(32767 * x / (1 + channel))) for channel in range(channels)))
    return out.getvalue()


for name, command in {
    'tone.flac': ['flac', '--silent', '--stdout', '-'],
    'tone.ogg': ['oggenc', '--quiet', '--serial', '1', '--quality', '3', '--output', '-', '-'],
    'tone.opus': ['opusenc', '--quiet', '--serial', '1', '--bitrate', '32', '-', '-'],
    'tone.mp3': ['lame', '--silent', '-b', '64', '-', '-'],
    'tone-vbr.mp3': ['lame', '--silent', '-V', '5', '--tt', 'tone', '--add-id3v2', '-', '-'],
}.items():
    for channels, prefix in ((1, ''), (2, 'stereo-')):
        if channels == 2 and name not in ('tone.mp3', 'tone.flac'):
            continue
        done = subprocess.run(command, input=tone(channels), stdout=subprocess.PIPE, check=True)
        (folder / (prefix + name)).write_bytes(done.stdout)
