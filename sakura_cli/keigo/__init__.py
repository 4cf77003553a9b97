"""Keigo by rule: `check` finds what is wrong, `rewrite` puts text into keigo, `analyze` tells register and honorifics.

Pure: no model, no file, no network. The parts are imported on first use, so that importing this package costs little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakura_cli.keigo.types import (
    Analysis,
    Audience,
    Change,
    Expression,
    HonorificClass,
    Level,
    Problem,
    Register,
    Rewrite,
    RuleDescription,
    SentenceRegister,
    SentenceRewrite,
    Severity,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "Analysis",
    "Audience",
    "Change",
    "Expression",
    "HonorificClass",
    "Level",
    "Problem",
    "Register",
    "Rewrite",
    "RuleDescription",
    "SentenceRegister",
    "SentenceRewrite",
    "Severity",
    "Side",
    "analyze",
    "check",
    "describe_rules",
    "find_registers",
    "rewrite",
    "rewrite_sentences",
    "rule_names",
]


def rewrite(text: str, *, level: Level | str = Level.BUSINESS, audience: Audience | str = Audience.EXTERNAL) -> Rewrite:
    """Rewrite `text` at `level` for `audience` by rules alone."""
    level, audience = Level(level), Audience(audience)
    if level is Level.PLAIN:
        from sakura_cli.keigo.rewriting.plain import rewrite_to_plain

        return rewrite_to_plain(text, audience)
    from sakura_cli.keigo.rewriting.engine import rewrite_text

    return rewrite_text(text, level, audience)


def rewrite_sentences(text: str, *, level: Level, audience: Audience) -> list[SentenceRewrite]:
    """Rewrite by rules alone each sentence of `text` that may be rewritten; not for `Level.PLAIN`."""
    from sakura_cli.keigo.rewriting.engine import rewrite_each

    return rewrite_each(text, level, audience)


def check(
    text: str,
    *,
    audience: Audience | str = Audience.EXTERNAL,
    enabled: Collection[str] | None = None,
    disabled: Collection[str] = (),
    also: Collection[str] = (),
) -> list[Problem]:
    """Find keigo problems, in order of position.

    `enabled` names the only rules to run (all but those of taste when None), `disabled` rules to leave out, `also` more
    to run; an unknown name raises ValueError.
    """
    from sakura_cli.keigo.checking.checker import check_text

    return check_text(text, Audience(audience), enabled, disabled, also)


def rule_names() -> list[str]:
    """Return the names of all rules of the check."""
    from sakura_cli.keigo.checking import checker

    return checker.rule_names()


def describe_rules() -> dict[str, RuleDescription]:
    """Return what each rule of the check finds, by its name."""
    from sakura_cli.keigo.checking import checker

    return checker.describe_rules()


def find_registers(text: str) -> list[SentenceRegister]:
    """Return the register of every sentence of `text`."""
    from sakura_cli.keigo import register

    return register.find_registers(text)


def analyze(text: str, *, audience: Audience | str = Audience.EXTERNAL) -> Analysis:
    """Tell the register of a text and its sentences, and find its honorific expressions with their actors."""
    from sakura_cli.keigo.honorifics import analyze_text

    return analyze_text(text, Audience(audience))
