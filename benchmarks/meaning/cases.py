"""Documents of our own, each with sentences that sum it up rightly and sentences that do so wrongly, by kind.

A document begins at `%% title`; `= sentence` is right, `! kind sentence` is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent

# What can be wrong with a sentence: joined statements, exchanged roles, denial, a dropped condition, the direction of a
# figure, a plan told as done, an opinion told as fact, what belongs to another, a dropped place or subject.
KINDS = ("join", "roles", "negation", "condition", "direction", "plan", "opinion", "attachment", "scope")


@dataclass
class Case:
    """A document with right sentences about it, and wrong ones with their kinds."""

    title: str
    text: str = ""
    right: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read_cases(name: str) -> list[Case]:
    """Return the documents of a part: `dev`, `held`, `fresh`, `sealed` or `last`."""
    return list(_parse((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def _parse(text: str) -> Iterator[Case]:
    for part in text.split("%% ")[1:]:
        title, *lines = part.rstrip("\n").split("\n")
        case = Case(title)
        for line in lines:
            mark, _, rest = line.partition(" ")
            if mark == "=":
                case.right.append(rest)
            elif mark == "!":
                kind, _, sentence = rest.partition(" ")
                case.wrong.append((kind, sentence))
            else:
                case.text += f"{line}\n"
        yield case
