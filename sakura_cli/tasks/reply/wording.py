"""The sources' words as a letter to a customer has them: put into keigo by the house's own rewriting, and held to them.

What does not come out polite, free of problems and with every fact of its source is quoted instead. Left out: which
words of the sources are stated (`stating`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.document import Document
from sakura_cli.keigo import Audience, check
from sakura_cli.keigo.doubts import find_flaws
from sakura_cli.options.keigo import KeigoOptions
from sakura_cli.options.sampling import Sampling
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.keigo.result import KeigoPayload
from sakura_cli.tasks.keigo.rewrite import rewrite_keigo
from sakura_cli.tasks.reply.stating import StatedLine
from sakura_cli.text.facts import find_unsupported, missing_facts

_EXTERNAL = KeigoOptions(audience="external")


def put_into_keigo(lines: Sequence[str], sampling: Sampling) -> Steps[KeigoPayload]:
    """Return the rewriting of lines, each a sentence of its own, for people outside."""
    document = Document("<draft>", "\n\n".join(lines), "utf-8", "\n", has_bom=False)
    return rewrite_keigo(document, _EXTERNAL, sampling=sampling)


def read_lines(result: TaskResult[KeigoPayload], lines: Sequence[str]) -> list[str]:
    """Return the lines of a rewriting; those that were written, where it lost one."""
    written = result.text.split("\n\n")
    return written if len(written) == len(lines) else list(lines)


def word_line(line: StatedLine, rewritten: str, template: PromptTemplate) -> str:
    """Return a line as it stands in the draft: in keigo, as an item, as a cell with its label, else quoted."""
    if line.label:
        return template.phrase("row", label=line.label, value=line.words)
    if line.is_item or line.statement.passage.cells:
        return template.phrase("item", words=line.words)
    return rewritten if is_sound(line.words, rewritten) else quote(line, template)


def quote(line: StatedLine, template: PromptTemplate) -> str:
    """Return a line in the very words of its source, in quotation marks: what they hold no rule is for."""
    words = line.words.replace("「", "『").replace("」", "』")
    if line.label:
        return template.phrase("row", label=line.label, value=f"「{words}」")
    if line.is_item or line.statement.passage.cells:
        return template.phrase("item", words=f"「{words}」")
    return template.phrase("stated", words=words.rstrip("。．"))


def is_sound(source: str, rewritten: str) -> bool:
    """Say whether a rewritten sentence may stand: polite, without a problem, and with the facts of its source."""
    if find_flaws(rewritten, Audience.EXTERNAL) or check(rewritten, audience=Audience.EXTERNAL):
        return False
    return not find_unsupported(rewritten, source) and not missing_facts(source, rewritten)
