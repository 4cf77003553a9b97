"""Which weight layout and how many sequences at once: decided by what was measured on this machine.

llama.cpp can repack weights while loading. That costs time and memory and speeds up decoding; prefill, too, except with
AVX-512, where it is faster from the layout of the file. `sakura bench --tune` measures both; before that there are
defaults.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sakura_cli.errors import EngineError
from sakura_cli.inference.hardware import processor_name, usable_cores
from sakura_cli.inference.library import find_library
from sakura_cli.paths import cache_dir, private_directory

# Aggregate speed of so many sequences over that of one, on two x86 cores; from eight on llama.cpp takes another kernel
# for the product with the weights, which pays only when there are many more.
_DEFAULT_SCALING = {1: 1.0, 2: 1.1, 4: 1.25, 6: 1.3, 8: 0.85, 16: 1.6}
# On an accelerator more is faster, as far as memory reaches.
_ACCELERATED_SCALING = {1: 1.0, 4: 3.0, 16: 8.0, 32: 12.0}


@dataclass(frozen=True)
class LayoutSpeed:
    """What was measured with one weight layout: seconds, and tokens a second; `decode` by number of sequences."""

    load_seconds: float
    prefill: float
    decode: Mapping[int, float]


@dataclass(frozen=True)
class Calibration:
    """The speeds of both layouts; None where nothing was measured."""

    repacked: LayoutSpeed | None = None
    plain: LayoutSpeed | None = None

    def prefers_repacking(self, *, prompt_heavy: bool) -> bool:
        """Tell which layout is faster for a job of which most tokens are read, or written."""
        if not can_repack():
            return False
        if self.repacked is None or self.plain is None:
            # With AVX2, two cores of an EPYC, 1.5B: prefill 1.65 times as fast, decoding 1.28 times.
            return not prompt_heavy or not _library_knows_avx512()
        read, written = (800, 150) if prompt_heavy else (300, 400)

        def seconds(speed: LayoutSpeed) -> float:
            return speed.load_seconds + read / speed.prefill + written / speed.decode[1]

        return seconds(self.repacked) < seconds(self.plain)

    def best_parallel(self, jobs: int, *, repacked: bool, accelerated: bool) -> int:
        """Return how many of so many jobs to run at once to be done with all of them soonest.

        A number that was not measured is taken to be as fast as the next lower one that was.
        """
        speed = self.repacked if repacked else self.plain
        measured = _ACCELERATED_SCALING if accelerated else speed.decode if speed else _DEFAULT_SCALING

        def seconds(count: int) -> float:
            waves, rest = divmod(jobs, count)
            return waves * count / _speed_of(count, measured) + (rest / _speed_of(rest, measured) if rest else 0.0)

        return min(range(1, min(jobs, max(measured)) + 1), key=lambda count: (seconds(count), count), default=1)


def _speed_of(count: int, measured: Mapping[int, float]) -> float:
    return measured[max((each for each in measured if each <= count), default=min(measured))]


def calibration_file() -> Path:
    """Return the file that keeps the measurements of this user's machines and models."""
    return cache_dir() / "calibration.json"


def calibration_key(model_key: str) -> str:
    """Return what a measurement is valid for: this machine, this library, these weights."""
    return f"{processor_name()}|{usable_cores()}|{_library_key()}|{model_key}"


def _library_key() -> str:
    try:
        return find_library().key
    except EngineError:
        # Whoever loads it says what is wrong with it.
        return ""


def can_repack() -> bool:
    """Say whether the library can work with repacked weights on this processor."""
    try:
        return find_library().can_repack
    except (EngineError, OSError):
        return True


def _library_knows_avx512() -> bool:
    try:
        return find_library().knows_avx512
    except EngineError:
        return False


def load_calibration(file: Path, key: str) -> Calibration:
    """Return what was measured under a key; an empty calibration when nothing was, or it cannot be read."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        entry = json.loads(file.read_text(encoding="utf-8"))[key]
        return calibration_from_json(entry)
    return Calibration()


def calibration_from_json(data: Mapping[str, Any]) -> Calibration:
    """Rebuild a calibration from JSON values, whose numbers of sequences are texts."""
    return Calibration(**{name: speed_from_json(value) if value else None for name, value in data.items()})


def save_calibration(file: Path, key: str, calibration: Calibration) -> None:
    """Keep a measurement beside those of other models. Raises OSError."""
    entries: dict[str, object] = {}
    with contextlib.suppress(OSError, ValueError):
        entries = json.loads(file.read_text(encoding="utf-8"))
    entries[key] = asdict(calibration)
    private_directory(file.parent)
    temporary = file.with_suffix(".tmp")
    temporary.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(file)


def speed_from_json(value: Mapping[str, Any]) -> LayoutSpeed:
    """Rebuild the speeds of a layout from JSON values."""
    decode = {int(count): float(speed) for count, speed in value["decode"].items()}
    return LayoutSpeed(float(value["load_seconds"]), float(value["prefill"]), decode)
