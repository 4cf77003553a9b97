"""What weights can do, as `sakura bench --quality` and `sakura models info` show it: figures and a verdict a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sakura_cli.cli.views.columns import pad
from sakura_cli.inference.strength.figures import Strength, TaskFigures, Verdict
from sakura_cli.localization import gettext as _

VERDICTS: Mapping[Verdict, str] = {"strong": _("strong"), "weak": _("weak")}
_TASK, _FIGURE, _VERDICT = 14, 9, 8


def describe_strength(strength: Strength) -> dict[str, Any]:
    """Return figures as JSON values."""
    return {
        "measured_on": strength.measured_on,
        "tasks": {task: _describe(figures) for task, figures in strength.tasks.items()},
    }


def _describe(figures: TaskFigures) -> dict[str, Any]:
    return {
        "cases": figures.cases,
        "passages": figures.passages,
        "whole": figures.whole,
        "verdict": figures.verdict,
    }


def show_verdicts(strength: Strength) -> str:
    """Return the verdicts in a line, with the day they were measured on."""
    told = (f"{task} {VERDICTS[figures.verdict]} ({figures.best:.2f})" for task, figures in strength.tasks.items())
    return f"{', '.join(told)} [{strength.measured_on}]"


def list_figures(strength: Strength, beside: Mapping[str, Strength]) -> list[str]:
    """Return a table: a line a task, with the best figures of other weights beside."""
    names = [*beside]
    widths = [max(_FIGURE, len(name)) for name in names]
    heads = [
        pad("", _TASK),
        pad(_("passages"), _FIGURE, to_right=True),
        pad(_("whole"), _FIGURE, to_right=True),
        pad(_("verdict"), _VERDICT),
        *(pad(name, width, to_right=True) for name, width in zip(names, widths, strict=True)),
    ]
    lines = ["  ".join(heads).rstrip()]
    for task, figures in strength.tasks.items():
        row = [pad(task, _TASK), _number(figures.passages), _number(figures.whole)]
        row.append(pad(VERDICTS[figures.verdict], _VERDICT))
        for name, width in zip(names, widths, strict=True):
            other = beside[name].tasks.get(task)
            row.append(pad(_number(other.best if other else None).strip(), width, to_right=True))
        lines.append("  ".join(row).rstrip())
    return lines


def _number(value: float | None) -> str:
    return pad("-" if value is None else f"{value:.2f}", _FIGURE, to_right=True)
