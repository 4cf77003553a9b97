"""A result that an instruction in the document had its way with is made again without that sentence, and told.

Left out: which sentences are instructions (`text.evidence`), and what of a result shows that one was followed, which
each task says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sakura_cli.documents.document import Document
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import Finding, P_co, TaskResult
from sakura_cli.tasks.framework.steps import Steps

if TYPE_CHECKING:
    from sakura_cli.text.evidence import Instruction

# Says whether a result shows that an instruction of the document was followed, or that its words were taken.
IsMoved = Callable[[TaskResult[P_co], Sequence["Instruction"]], bool]
# What a finding of one is called.
INSTRUCTION = "instruction"
# A result is made so many times at most.
_MOST_TURNS = 3
MakeSteps = Callable[[Document], Steps[P_co]]


def resist(
    make_steps: MakeSteps[P_co], document: Document, is_moved: IsMoved[P_co], makes_again: IsMoved[P_co] | None = None
) -> Steps[P_co]:
    """Run a task on a document, and again without the instructions in it as long as the result was moved by some.

    What is left out is blank, so that spans stay those of the document. Where `makes_again` says no it is only told:
    who asks in words of their own may want to know of the instructions.
    """
    result = yield from make_steps(document)
    shown, findings = document, list[Finding]()
    for turn in range(_MOST_TURNS):
        moving = _list_moving(shown, result, is_moved)
        if not moving:
            break
        without = _blank(shown, moving)
        is_last = turn + 1 == _MOST_TURNS or not without.text.strip()
        if is_last or not (makes_again is None or makes_again(result, moving)):
            message = _("the result may do what an instruction in the text wants, at {place} of the input")
            findings += _tell(document, moving, message)
            break
        again = yield from make_steps(without)
        if (again.text, again.payload) == (result.text, result.payload):
            # They moved nothing.
            break
        result, shown = again, without
        message = _("an instruction to whoever processes the text, at {place} of the input, was left out")
        if all(each.is_echoed for each in moving):
            message = _("what may be an instruction, at {place} of the input, was left out: the result said only that")
        findings += _tell(document, moving, message)
    return replace(result, findings=[*result.findings, *findings])


def _list_moving(document: Document, result: TaskResult[P_co], is_moved: IsMoved[P_co]) -> list[Instruction]:
    """Return the instructions of a document that may have moved a result; none if it was not moved."""
    # Imported here: what is asked of a document when its result is there.
    from sakura_cli.text.evidence import find_echoed, find_instructions, list_moving

    instructions = [*find_instructions(document.text), *find_echoed(document.text, result.text)]
    if not instructions or not is_moved(result, instructions):
        return []
    moving = list_moving(document.text, result.text, instructions)
    return moving if is_moved(result, moving) else []


def _join(instructions: Sequence[Instruction]) -> list[Span]:
    """Return where instructions stand, once for those that share a sentence."""
    spans: list[Span] = []
    for each in sorted(instruction.span for instruction in instructions):
        if spans and each.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, each.end))
        else:
            spans.append(each)
    return spans


def _blank(document: Document, instructions: Sequence[Instruction]) -> Document:
    pieces: list[str] = []
    position = 0
    for span in _join(instructions):
        pieces += [
            document.text[position : span.start],
            "".join(char if char.isspace() else " " for char in span.cut(document.text)),
        ]
        position = span.end
    return replace(document, text="".join([*pieces, document.text[position:]]))


def _tell(document: Document, instructions: Sequence[Instruction], message: str) -> list[Finding]:
    places = (document.origin(span).place for span in _join(instructions))
    return [Finding(INSTRUCTION, message.format(place=place)) for place in places]
