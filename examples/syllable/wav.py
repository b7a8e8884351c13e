"""Sound as WAV, made rather than recorded."""

from __future__ import annotations

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 44_100
"""Samples a second, each of two bytes, on one channel."""
LOUDNESS = 8_000
NOTES = (440, 330)
"""What is heard in turn, each for a second, in hertz."""


def write_wav(path: Path, seconds: int) -> None:
    """Write a WAV file of that length: 88,200 bytes a second, and a head."""
    notes = [tone(frequency) for frequency in NOTES]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for second in range(seconds):
            file.writeframes(notes[second % len(notes)])


def tone(frequency: int) -> bytes:
    """A second of one tone, as 16-bit samples, the lower byte first."""
    samples = array("h", (round(LOUDNESS * math.sin(math.tau * frequency * at / RATE)) for at in range(RATE)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
