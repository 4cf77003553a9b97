"""The rules of the checker, grouped by what they look at; `ALL_RULES` lists them in the order of the documentation."""

from __future__ import annotations

from functools import lru_cache

from sakura_cli.keigo.checking.rules.base import Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return every rule."""
    from sakura_cli.keigo.checking.rules import (
        address,
        direction,
        double,
        forms,
        inout,
        manual,
        things,
        verb_forms,
        wording,
    )

    return (
        *double.RULES,
        *forms.RULES,
        *direction.RULES,
        *things.RULES,
        *inout.RULES,
        *verb_forms.RULES,
        *manual.RULES,
        *address.RULES,
        *wording.RULES,
    )
