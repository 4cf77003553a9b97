"""What weights can do: the figures of `sakura bench --quality`, kept by the hash of the weights, and their verdict.

What is kept is scores, nothing of a text. The cases they are of are in `sakura_cli.api.quality`.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from sakura_cli.paths import cache_dir, private_directory

Verdict = Literal["strong", "weak"]

# Below this, of what a case asks for, a task is better done in small steps with a check after each.
_FLOOR = 0.7
# So much less, by chance of a few cases, is no reason against what costs fewer requests.
_CHANCE = 0.02


@dataclass(frozen=True)
class TaskFigures:
    """The scores of a task, from 0 to 1: done by passages, and with a document in one request where it can be."""

    cases: int
    passages: float
    whole: float | None = None

    @property
    def best(self) -> float:
        """The better score."""
        return max(self.passages, self.whole or 0.0)

    @property
    def verdict(self) -> Verdict:
        """Whether the weights do the task well, and, where that can be, as well in one request."""
        score = self.passages if self.whole is None else self.whole
        return "strong" if score >= _FLOOR and score >= self.passages - _CHANCE else "weak"


@dataclass(frozen=True)
class Strength:
    """What was measured of weights, and on which day; nothing where it was not."""

    measured_on: str = ""
    tasks: Mapping[str, TaskFigures] = field(default_factory=dict)

    def verdict(self, task: str) -> Verdict | None:
        """Return what the weights are at a task; None where it was not measured."""
        return self.tasks[task].verdict if task in self.tasks else None


def strength_file() -> Path:
    """Return the file that keeps what was measured of this user's weights."""
    return cache_dir() / "quality.json"


def load_strength(file: Path, model_key: str) -> Strength:
    """Return what was measured of weights; nothing where it was not, or cannot be read."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return strength_from_json(json.loads(file.read_text(encoding="utf-8"))[model_key])
    return Strength()


def strength_from_json(data: Mapping[str, Any]) -> Strength:
    """Rebuild figures from JSON values."""
    tasks = {
        str(name): TaskFigures(int(each["cases"]), float(each["passages"]), each.get("whole"))
        for name, each in data["tasks"].items()
    }
    return Strength(str(data["measured_on"]), tasks)


def save_strength(file: Path, model_key: str, strength: Strength) -> None:
    """Keep figures beside those of other weights. Raises OSError."""
    entries: dict[str, object] = {}
    with contextlib.suppress(OSError, ValueError):
        entries = dict(json.loads(file.read_text(encoding="utf-8")))
    entries[model_key] = asdict(strength)
    private_directory(file.parent)
    temporary = file.with_suffix(".tmp")
    temporary.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(file)
