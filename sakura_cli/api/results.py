"""What the API returns: the text, what verification found in it, and what the task knows besides.

Results are views of what the tasks return; spans are half-open, in code points: of `document.text` where they tell of
the source, of `text` where they tell of the result. A notebook shows them as HTML (`sakura_cli.api.html`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic

from sakura_cli.api.json import to_json
from sakura_cli.documents.document import Document
from sakura_cli.tasks.answer.result import Citation, FoundPassage, GroundedPayload, SearchPayload
from sakura_cli.tasks.custom.result import AnswerPayload, DataPayload
from sakura_cli.tasks.extraction.result import ExtractionPayload, ValueSpan
from sakura_cli.tasks.framework.result import Finding, P_co, TaskResult, Usage
from sakura_cli.tasks.keigo.result import CheckPayload, FixPayload, KeigoPayload, KeigoProblem
from sakura_cli.tasks.reading.result import ReadBlock, ReadingPayload
from sakura_cli.tasks.reply.result import RepliedQuestion, ReplyPayload, ReplyTo
from sakura_cli.tasks.summary.result import Coverage, SummaryPayload, Support
from sakura_cli.tasks.translation.result import TranslatedSegment, TranslationPayload

# The rules of keigo take a while to be read: no other result waits for them.
if TYPE_CHECKING:
    from sakura_cli.keigo import Change


@dataclass(frozen=True)
class Model:
    """The weights a result was made with; `sha256` is None for a file given by its path."""

    name: str
    sha256: str | None
    quantization: str


@dataclass(frozen=True, repr=False)
class Result(Generic[P_co]):
    """A finished task on one document; `model` is None where no weights were needed."""

    outcome: TaskResult[P_co]
    document: Document
    model: Model | None = None

    @property
    def text(self) -> str:
        """The result as text."""
        return self.outcome.text

    @property
    def findings(self) -> Sequence[Finding]:
        """What verification found; their spans are in `text`."""
        return self.outcome.findings

    @property
    def usage(self) -> Usage:
        """Tokens and seconds the result took."""
        return self.outcome.usage

    @property
    def details(self) -> dict[str, Any]:
        """The task's own keys, as the command's JSON has them."""
        details: dict[str, Any] = to_json(self.outcome.payload, self.document)
        return details

    def save(self, path: Path) -> None:
        """Write the result to a file: a document with the new words under a name of its kind, else the text in UTF-8.

        A translated report.docx is saved as a .docx. Raises OutputRefusedError for the name of another kind of
        document, and StorageError.
        """
        from sakura_cli.api.saving import encode_result, write_file

        write_file(path, encode_result(replace(self.outcome, text=self.text), self.document, None, path))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        kinds = ", ".join(finding.kind for finding in self.findings)
        return f"{type(self).__name__}({self.text!r}, findings=[{kinds}])"

    def _repr_html_(self) -> str:
        # Imported here, as below: only notebooks ask for it.
        from sakura_cli.api.html import show_findings

        return "\n".join(filter(None, (*self._show(), show_findings(self.findings))))

    def _show(self) -> Sequence[str]:
        """Return what a notebook shows of the result, as HTML, but its list of findings."""
        from sakura_cli.api.html import show_marked

        return [show_marked(self.text, self.findings)]


class Summary(Result[SummaryPayload]):
    """A summary."""

    @property
    def coverage(self) -> Coverage:
        """How many of the document's parts were read."""
        return self.outcome.payload.coverage

    @property
    def left_out(self) -> Sequence[str]:
        """What of the document was not summarised: kinds of marks, mail headers, quotes, signatures."""
        return tuple(self.outcome.payload.left_out or ())

    @property
    def support(self) -> Sequence[Support]:
        """Where the source says each sentence; empty unless `explain` asked for it."""
        return tuple(self.outcome.payload.support or ())


class Translation(Result[TranslationPayload]):
    """A translation."""

    @property
    def segments(self) -> Sequence[TranslatedSegment]:
        """The stretches that were translated, with their spans in the source."""
        return tuple(self.outcome.payload.segments)


class KeigoRewrite(Result[KeigoPayload]):
    """A text in another register."""

    @property
    def changes(self) -> Sequence[Change]:
        """What was changed, located in the source, and why."""
        return tuple(self.outcome.payload.changes)

    def _show(self) -> Sequence[str]:
        from sakura_cli.api.html import show_changes, show_marked

        return [show_marked(self.text, self.findings), show_changes(self.changes)]


class KeigoCheck(Result[CheckPayload]):
    """The keigo problems of a text; `text` has one a line."""

    @property
    def problems(self) -> Sequence[KeigoProblem]:
        """The problems of the source, in order."""
        return tuple(self.outcome.payload.problems)

    @property
    def is_passed(self) -> bool:
        """Whether no errors are left; problems of style and of usage in change count with `strict` only."""
        return not self.outcome.fails_check

    def _show(self) -> Sequence[str]:
        from sakura_cli.api.html import show_problems

        return [show_problems(self.problems)]


class KeigoFix(KeigoCheck, KeigoRewrite):
    """A text with the suggestions of a check in their places; `findings` are the problems that are left."""

    outcome: TaskResult[FixPayload]


class Answer(Result[AnswerPayload]):
    """What a prompt of the user's own was answered."""

    @property
    def data(self) -> Any:
        """The answer as a value where the prompt has an `output_schema`, else None."""
        payload = self.outcome.payload
        return payload.data if isinstance(payload, DataPayload) else None


class ReadDocument(Result[ReadingPayload]):
    """A document as it is read."""

    @property
    def blocks(self) -> Sequence[ReadBlock]:
        """Its headings, paragraphs, items, tables and the like, in order, with their spans in `document.text`."""
        return tuple(self.outcome.payload.blocks)


class PassageSearch(Result[SearchPayload]):
    """What a search found; `document` holds the words that were looked for."""

    @property
    def passages(self) -> Sequence[FoundPassage]:
        """The passages, best first, with their spans in the texts of their files."""
        return tuple(self.outcome.payload.passages)


class GroundedAnswer(Result[GroundedPayload]):
    """What documents say to a question, in their own words; `document` holds the question."""

    @property
    def answer(self) -> str | None:
        """The answer, every word of which is in a citation; None where the documents have none."""
        return self.outcome.payload.answer

    @property
    def citations(self) -> Sequence[Citation]:
        """Where the answer stands, with what limits it."""
        return tuple(self.outcome.payload.citations)

    @property
    def nearest(self) -> Sequence[FoundPassage]:
        """The passages nearest to a question that has no answer."""
        return tuple(self.outcome.payload.nearest or ())

    @property
    def older(self) -> Sequence[Citation]:
        """What earlier versions of the cited document say in its place."""
        return tuple(self.outcome.payload.older or ())


class Reply(Result[ReplyPayload]):
    """The draft of a reply to a mail; `text` is what it says, without the original."""

    @property
    def questions(self) -> Sequence[RepliedQuestion]:
        """The questions and wishes of the mail, with what the draft says to them; what is open has no answer."""
        return tuple(self.outcome.payload.questions)

    @property
    def open_points(self) -> Sequence[RepliedQuestion]:
        """The questions that the sources do not answer."""
        return tuple(each for each in self.questions if each.is_open)

    @property
    def addressee(self) -> ReplyTo:
        """Whom the draft is for."""
        return self.outcome.payload.addressee

    @property
    def is_complaint(self) -> bool:
        """Whether the mail complains."""
        return self.outcome.payload.is_complaint


class Extraction(Result[ExtractionPayload]):
    """Values found in a text; `text` is the JSON of `data`."""

    @property
    def text(self) -> str:
        """The values as JSON."""
        return json.dumps(self.data, ensure_ascii=False, indent=2)

    @property
    def data(self) -> Any:
        """The values, exactly in the shape that was asked for."""
        return self.outcome.payload.data

    @property
    def spans(self) -> Sequence[ValueSpan]:
        """Where in the source every value of `data` stands."""
        return tuple(self.outcome.payload.spans)

    def _show(self) -> Sequence[str]:
        from sakura_cli.api.html import show_text, show_values

        return [show_text(self.text), show_values(self.spans)]
