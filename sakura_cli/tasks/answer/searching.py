"""Search: the ranked passages of documents, without a model."""

from __future__ import annotations

from sakura_cli.documents.document import Document
from sakura_cli.options.answer import SearchOptions
from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.answer.result import SearchPayload, show_passage
from sakura_cli.tasks.answer.versions import put_newer_first
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps


def search(words: Document, index: PassageIndex, options: SearchOptions) -> Steps[SearchPayload]:
    """Return the passages nearest to words; a search that finds none fails."""
    yield from ()
    found = [show_passage(hit.passage, hit.score) for hit in put_newer_first(index.search(words.text, options.top))]
    text = "\n".join(passage.line for passage in found)
    return TaskResult(text, SearchPayload(found), has_text=False, fails_check=not found)
