"""The options of `sakura keigo-rewrite`: of rewriting (`Sakura.rewrite_keigo`), checking and fixing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option

KeigoLevel = Literal["polite", "business", "formal", "plain"]
KeigoAudience = Literal["external", "internal", "superior"]

_AUDIENCE = option(help=_("Outside one's organisation, inside it, or one's superiors in it."))


@dataclass(frozen=True, kw_only=True)
class KeigoOptions(Options):
    """How to rewrite; with `rules_only` no model takes part."""

    level: KeigoLevel = field(
        default="business",
        metadata=option(help=_("polite: です・ます; business: mail to clients; formal: ceremony; plain: 常体.")),
    )
    audience: KeigoAudience = field(default="external", metadata=_AUDIENCE)
    rules_only: bool = field(
        default=False, metadata=option(help=_("Rewrite by rules in no time; no model takes part."))
    )


@dataclass(frozen=True, kw_only=True)
class FixOptions(Options):
    """What to look for: all rules, or those in `rules`, without those in `no_rules`, and those of taste in `also`.

    What is reported inside of one of `words` is allowed.

    With `strict`, which on the command line every task has, problems of style and of usage in change count too.
    """

    audience: KeigoAudience = field(default="external", metadata=_AUDIENCE)
    rules: Sequence[str] | None = field(
        default=None, metadata=option(help=_("Check this rule only; may be repeated."), flag="--rule", metavar="NAME")
    )
    no_rules: Sequence[str] = field(
        default=(),
        metadata=option(help=_("Leave this rule out of the check; may be repeated."), flag="--no-rule", metavar="NAME"),
    )
    also: Sequence[str] = ()
    words: Sequence[str] = ()
    strict: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckOptions(FixOptions):
    """Those of fixing; `explain`, which on the command line explains rewritings too, names each rule's source."""

    explain: bool = False
