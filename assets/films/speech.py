"""Speech from espeak-ng: one sound for each sentence, so that it is known when each begins and ends."""

import array
import re
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 22050
WORDS_A_MINUTE, PITCH = 143, 42
QUIET = 200
"""Samples below this are silence (of 32 767)."""

LEAD, BETWEEN, TURN, TAIL = 1.0, 0.42, 1.0, 1.8
"""Seconds of silence before all, between sentences, where the slide changes, and after all."""

SAID = (("112", "ett, ett, två"), ("1177", "elva, sjuttiosju"), ("…", ","), ("”", ""))


@dataclass(frozen=True)
class Spoken:
    """All that is said, and when each sentence begins and ends, in seconds."""

    sound: bytes
    times: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        """How long all of it takes."""
        return len(self.sound) / 2 / RATE

    def write(self, path: Path) -> None:
        """Write it as a WAV file."""
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(self.sound)


def speak(slides: list[list[str]]) -> Spoken:
    """The sentences of all slides, one after the other."""
    sound, times = bytearray(_silence(LEAD)), []
    for sentences in slides:
        for number, sentence in enumerate(sentences):
            said = _said(sentence)
            start = len(sound) / 2 / RATE
            sound += said
            times.append((start, len(sound) / 2 / RATE))
            sound += _silence(TURN if number == len(sentences) - 1 else BETWEEN)
    return Spoken(bytes(sound + _silence(TAIL - TURN)), tuple(times))


def _said(sentence: str) -> bytes:
    for written, spoken in SAID:
        sentence = re.sub(rf"(?<!\d){re.escape(written)}(?!\d)", spoken, sentence)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentence.wav"
        options = ["-v", "sv", "-s", str(WORDS_A_MINUTE), "-p", str(PITCH), "-g", "1", "-w", str(path)]
        subprocess.run(["espeak-ng", *options, "--", sentence], check=True)  # noqa: S603, S607 - an own tool, own words
        with wave.open(str(path)) as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
                raise RuntimeError("espeak-ng speaks in another format than before")
            return _trimmed(file.readframes(file.getnframes()))


def _trimmed(sound: bytes) -> bytes:
    samples = array.array("h", sound)
    if sys.byteorder == "big":
        samples.byteswap()
    loud = [index for index, sample in enumerate(samples) if abs(sample) > QUIET]
    margin = RATE // 50
    return sound[2 * max(0, loud[0] - margin) : 2 * (loud[-1] + margin)]


def _silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))
