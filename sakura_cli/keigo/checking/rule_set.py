"""All rules of the checker, from the files in `rules/`, in the order of the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from sakura_cli.keigo.checking.conditions import check_conditions
from sakura_cli.keigo.checking.rule import Pattern, Rule
from sakura_cli.keigo.checking.rule_files import Node, leave_out_examples, parse_rules
from sakura_cli.keigo.types import Severity

FOLDER: Final = Path(__file__).parent / "rules"
GROUPS: Final = (
    "double",
    "forms",
    "direction",
    "things",
    "inout",
    "verb_forms",
    "manual",
    "address",
    "wording",
    "taste",
)
_KINDS: Final = ("match", "text", "find")
_KEYS: Final = frozenset((*_KINDS, "has", "needs", "then", "if", "unless", "except", "suggest", "message"))


@lru_cache(maxsize=2)
def all_rules(*, with_examples: bool = False) -> tuple[Rule, ...]:
    """Return every rule, in the order of the documentation; its sentences, right and wrong, only when asked for."""
    texts = [(FOLDER / f"{group}.yaml").read_text(encoding="utf-8") for group in GROUPS]
    if not with_examples:
        texts = [leave_out_examples(text) for text in texts]
    return tuple(_make_rule(node) for text in texts for node in parse_rules(text))


def _make_rule(node: Mapping[str, Node]) -> Rule:
    return Rule(
        name=_text(node, "name"),
        severity=Severity(_text(node, "severity")),
        source=_text(node, "source"),
        summary=_text(node, "summary"),
        patterns=tuple(_make_pattern(each, node) for each in _list(node, "patterns") if isinstance(each, dict)),
        right=_texts(node, "right"),
        wrong=_texts(node, "wrong"),
        is_of_text=_text(node, "scope") == "text",
        is_default=_text(node, "default") != "off",
    )


def _make_pattern(node: Mapping[str, Node], rule: Mapping[str, Node]) -> Pattern:
    unknown = node.keys() - _KEYS
    kind = next((key for key in _KINDS if key in node), "")
    if unknown or not kind:
        raise ValueError(f"no pattern of a rule: {' '.join(node)}")
    wanted, unwanted = ({**_mapping(rule, key), **_mapping(node, key)} for key in ("if", "unless"))
    check_conditions({**wanted, **unwanted})
    return Pattern(
        kind=kind,
        source=_text(node, kind),
        has=tuple(filter(None, _text(node, "has").split("|"))),
        needs=_texts(node, "needs"),
        then=_text(node, "then"),
        wanted=wanted,
        unwanted=unwanted,
        exceptions=(*_texts(rule, "except"), *_texts(node, "except")),
        suggestions=_texts(node, "suggest") or _texts(rule, "suggest"),
        message=_text(node, "message") or _text(rule, "message"),
    )


def _text(node: Mapping[str, Node], key: str) -> str:
    value = node.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} of a rule is no text")
    return value


def _list(node: Mapping[str, Node], key: str) -> Sequence[Node]:
    value = node.get(key, [])
    return value if isinstance(value, list) else [value]


def _texts(node: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return tuple(each for each in _list(node, key) if isinstance(each, str))


def _mapping(node: Mapping[str, Node], key: str) -> dict[str, str]:
    value = node.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"{key} of a rule is no mapping")
    return {name: each for name, each in value.items() if isinstance(each, str)}
