"""The options of `sakura extract` and `Sakura.extract`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option


def read_day(text: str) -> datetime.date:
    """Return the day that somebody typed. Raises UsageError."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        hint = f"--reference-date {datetime.date.today().isoformat()}"
        raise UsageError(_("--reference-date wants a date like 2026-03-05"), hint=hint) from None


@dataclass(frozen=True, kw_only=True)
class ExtractionOptions(Options):
    """What to look for, which is one of `fields`, `schema` and `preset`, and how."""

    fields: str | None = field(
        default=None,
        kw_only=False,
        metadata=option(help=_("What to look for: '氏名, 日付:date, 明細[]:{品名, 単価:amount}'."), metavar="SPEC"),
    )
    schema: Mapping[str, Any] | Path | None = field(
        default=None, metadata=option(help=_("The same as a JSON Schema, in JSON or YAML."), metavar="FILE")
    )
    preset: str | None = field(
        default=None,
        metadata=option(
            help=_("invoice, receipt, contract, minutes, entities and others, or a prompt of your own."),
            metavar="NAME|FILE",
        ),
    )
    many: bool = field(default=False, metadata=option(help=_("Find every occurrence, not just one of each field.")))
    normalize: bool = field(default=True, metadata=option(help=_("Leave values as they are written.")))
    reference_date: datetime.date | None = field(
        default=None,
        metadata=option(help=_("The day from which 来週火曜 and 3日後 count."), metavar="YYYY-MM-DD", read=read_day),
    )
