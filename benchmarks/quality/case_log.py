"""The figures of a benchmark case by case: written as they come, so that a run can be cut and gone on with later.

A line of the log is one case of one system. Seconds are those between two lines; cases of a round of the engine end
together, so only their sum means anything.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CASES_PER_LINE = 20


class CaseLog:
    """Collects cases, in a file where one is given; what that has already counts, and need not be run again."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._cases: dict[tuple[str, str], dict[str, Any]] = {}
        self._last = time.perf_counter()
        if file is not None and file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                self._cases[case["system"], case["id"]] = case

    def has(self, system: str, case: str) -> bool:
        """Return whether a case is done."""
        return (system, case) in self._cases

    def start_clock(self) -> None:
        """Count seconds from now."""
        self._last = time.perf_counter()

    def add(self, system: str, case: str, figures: Mapping[str, float], **said: Any) -> None:
        """Add a case: figures to be summed, and whatever should be read beside them."""
        now = time.perf_counter()
        line = {"system": system, "id": case, "figures": {**figures, "seconds": now - self._last}, **said}
        self._last = now
        self._cases[system, case] = line
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        totals = self.totals()[system]
        if totals["cases"] % _CASES_PER_LINE == 0:
            shown = " ".join(f"{name} {value:g}" for name, value in totals.items())
            print(f"{system}: {shown}", file=sys.stderr, flush=True)

    def totals(self) -> dict[str, dict[str, float]]:
        """Return the sums of each system's figures, with the number of its cases."""
        systems: dict[str, dict[str, float]] = {}
        for (system, _), case in self._cases.items():
            totals = systems.setdefault(system, {"cases": 0})
            totals["cases"] += 1
            for name, value in case["figures"].items():
                totals[name] = round(totals.get(name, 0) + value, 3)
        return systems
