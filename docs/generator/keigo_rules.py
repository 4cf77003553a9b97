"""The page of the keigo rules, made from their files."""

from __future__ import annotations

import re
from typing import Final

from sakura_cli.keigo.checking.rule_set import all_rules

_MARKED: Final = re.compile(r"〔(?P<wrong>[^→〕]*)(?:→(?P<after>[^〕]*))?〕")
_HEAD: Final = """\
# What `sakura keigo --check` looks for

`sakura keigo --check FILE` prints `file:line:column: rule: message → suggestion` and exits with 1 when it finds an
error; problems of usage in change (shifting) and of style leave the status 0 unless `--strict` is given.
`--rule NAME` and `--no-rule NAME` choose, `--explain` adds each rule's source, `--fix` applies the suggestions.
`敬語の指針` is the report of the Council for Cultural Affairs of 2007; `慣用` is business usage, which it leaves open.
さ入れ and れ足す are outside the 指針 too; they count as errors because they break the rules of conjugation.

Quotations, code, URLs, quoted mail and headings are not checked. In a comment of any kind `sakura:ignore` silences its
line, `sakura:ignore RULE, RULE` only these rules, `sakura:ignore-next` the following line, and
`sakura:ignore-start` … `sakura:ignore-end` a block.

Rules of taste (`off`) are looked for only where `--rule` or a project file names them.

| rule | severity | finds | for example | source |
|---|---|---|---|---|
"""

_TAIL: Final = """
# How a rewriting is made

Rules rewrite every sentence. A model is asked only about a sentence that then still ends in 常体, breaks a rule above
or keeps slang, and its answer stands only if it passes the checker, reaches the level and keeps numbers, dates, names,
negation, modality, question or statement, quotations and content words. No sentence in doubt, no model: nothing is
loaded. Asking it about every sentence was tried and given up: on KeiCOT's 25 development pairs (chrF to the references,
`qwen2.5-coder-1.5b`) rules reach 54.8, the model with examples 36.6, the model polishing the rules' version 51.2, and
the same behind the gate 54.9, which is the rules' version and one full stop, at seconds a sentence.
`--rules-only` also leaves out the check of the result for keigo errors that were in the text before.
"""


def make_rules_page() -> str:
    """Return the page as Markdown: a line for each rule, in the order of `rule_names`."""
    rows = [
        f"| `{rule.name}` | {rule.severity.value}{', off' * (not rule.is_default)} | {rule.summary} |"
        f" {_show(rule.wrong[0])} | {rule.source} |\n"
        for rule in all_rules(with_examples=True)
    ]
    return _HEAD + "".join(rows) + _TAIL


def _show(example: str) -> str:
    """Return a wrong sentence with what is reported struck out, and what is suggested after it."""
    return _MARKED.sub(lambda found: f"~~{found['wrong']}~~{found['after'] or ''}", example)
