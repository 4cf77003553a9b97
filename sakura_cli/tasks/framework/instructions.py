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
from sakura_cli.tasks.framework.result import Finding, P_co, TaskResult
from sakura_cli.tasks.framework.steps import Steps

if TYPE_CHECKING:
    from sakura_cli.text.evidence import Instruction

# Says whether a result shows that an instruction of the document was followed, or that its words were taken.
IsMoved = Callable[[TaskResult[P_co], Sequence["Instruction"]], bool]
MakeSteps = Callable[[Document], Steps[P_co]]


def resist(
    make_steps: MakeSteps[P_co], document: Document, is_moved: IsMoved[P_co], makes_again: IsMoved[P_co] | None = None
) -> Steps[P_co]:
    """Run a task on a document, and once more without the instructions in it if the result was moved by them.

    What is left out is blank, so that spans stay those of the document. Where `makes_again` says no it is only told:
    who asks in words of their own may want to know of the instructions.
    """
    # Imported here: what is asked of a document when its result is there.
    from sakura_cli.text.evidence import find_instructions, list_moving

    result = yield from make_steps(document)
    instructions = find_instructions(document.text)
    if not instructions or not is_moved(result, instructions):
        return result
    instructions = list_moving(document.text, result.text, instructions)
    if not is_moved(result, instructions):
        return result
    without = _blank(document, instructions)
    is_made_again = makes_again is None or makes_again(result, instructions)
    if is_made_again and without.text.strip():
        again = yield from make_steps(without)
        if (again.text, again.payload) == (result.text, result.payload):
            # They moved nothing.
            return result
        result = again
    findings = [_tell(document, instruction, is_left_out=is_made_again) for instruction in instructions]
    return replace(result, findings=[*result.findings, *findings])


def _blank(document: Document, instructions: Sequence[Instruction]) -> Document:
    pieces: list[str] = []
    position = 0
    for instruction in instructions:
        start, end = instruction.span
        words = document.text[start:end]
        pieces += [document.text[position:start], "".join(char if char.isspace() else " " for char in words)]
        position = end
    return replace(document, text="".join([*pieces, document.text[position:]]))


def _tell(document: Document, instruction: Instruction, *, is_left_out: bool) -> Finding:
    message = (
        _("an instruction to whoever processes the text, at {place} of the input, was left out")
        if is_left_out
        else _("the result may do what an instruction in the text wants, at {place} of the input")
    )
    return Finding("instruction", message.format(place=document.origin(instruction.span).place))
