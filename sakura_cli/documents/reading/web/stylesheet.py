"""The style sheets inside a page, as far as they say of an element by itself what hides it: p, .note, #id, p.note.

Left out: rules for certain screens or for printing, selectors that ask for more than the element, and sheets in other
files, which are not fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sakura_cli.documents.reading.web.visibility import parse_declarations

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
# A rule of rules: what is for all screens holds, everything else is passed over.
_AT_RULE = re.compile(r"@(?P<head>[^{};@]*)(?:;|\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\})")
_FOR_ALL = re.compile(r"\s*media\s+(?:only\s+)?(?:all|screen)\s*")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<mark>[.#][\w-]+)?")
_MOST_CHARACTERS = 1 << 18


@dataclass
class PageStyles:
    """The rules of a page by selector; `has_others` where rules are not known: another file, a selector of more."""

    has_others: bool = False
    _rules: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Add the rules of a style element, later ones over earlier ones."""
        css = _COMMENT.sub("", text[:_MOST_CHARACTERS]).lower()
        for match in _AT_RULE.finditer(css):
            if match["body"] and _FOR_ALL.fullmatch(match["head"]):
                self._add_rules(match["body"])
        self._add_rules(_AT_RULE.sub("", css))

    def style_of(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return the declarations for an element, those of its own style attribute over all others."""
        style: dict[str, str] = {}
        if self._rules:
            marks = [f".{name}" for name in attributes.get("class", "").lower().split()[:50]]
            if attributes.get("id"):
                marks.append(f"#{attributes['id'].lower()}")
            for selector in ("*", tag, *(part for mark in marks for part in (mark, f"*{mark}", f"{tag}{mark}"))):
                style.update(self._rules.get(selector, {}))
        style.update(parse_declarations(attributes.get("style", "")))
        return style

    def _add_rules(self, css: str) -> None:
        for rule in css.split("}"):
            selectors, _, body = rule.partition("{")
            declared = parse_declarations(body)
            for selector in selectors.split(",") if declared else ():
                selector = selector.strip()
                if selector and _SELECTOR.fullmatch(selector):
                    self._rules.setdefault(selector, {}).update(declared)
                elif any(name.startswith("background") for name in declared):
                    self.has_others = True
