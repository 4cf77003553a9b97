"""A class that loads an engine once and takes batches: columns in, columns out, an error as a column.

Ray Data makes it in each of its actors (`map_batches(TaskBatch, fn_constructor_kwargs=…)`); Dask and Spark carry one
that was made, whose engine starts where the first batch is worked on. A batch is a mapping of columns, a DataFrame of
pandas or a table of pyarrow, and comes back as the same. Left out: how records are read, shared out and written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sakura_cli.api.documents import make_document
from sakura_cli.api.json import to_json
from sakura_cli.api.results import Result
from sakura_cli.api.sakura import Sakura
from sakura_cli.documents.document import Document
from sakura_cli.errors import BadInputError, SakuraError, UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.models.reference import resolve
from sakura_cli.paths import config_file
from sakura_cli.settings import Settings

# The tasks by the names of their commands, and the methods that do them.
METHODS = {
    "summarize": "summarize_many",
    "translate": "translate_many",
    "extract": "extract_many",
    "keigo-rewrite": "rewrite_keigo_many",
    "keigo-check": "check_keigo_many",
    "keigo-fix": "fix_keigo_many",
    "read": "read_many",
    "ask": "ask_many",
    "reply": "reply_many",
    "search": "search",
    "run": "run_many",
}
_WITHOUT_MODEL = frozenset({"keigo-check", "keigo-fix", "read", "search"})
# What a batch gets besides its own columns.
RESULT_COLUMNS = ("result", "details", "findings", "error")

_Row = dict[str, str | None]


class TaskBatch:
    """A task with its options and engine; call it with a batch.

    Each row gets `result` (the text), `details` and `findings` (JSON), and `error`: null, or JSON with `code`, `kind`,
    `message` and `hint` where there is no result. Nothing is raised for a row.
    """

    def __init__(
        self,
        task: str,
        *,
        column: str = "text",
        options: Mapping[str, Any] | None = None,
        engine: Mapping[str, Any] | None = None,
        checks_weights: bool = True,
    ):
        """Prepare a task of `METHODS` on the texts of a column.

        `options` are the keywords of the task's method of `Sakura`, `paths` of `ask`, `reply` and `search` as texts;
        `engine` are those of `Sakura` itself. Raises UsageError for another task, and, unless `checks_weights` is off,
        what keeps weights from being used here: before the first batch.
        """
        if task not in METHODS:
            raise UsageError(
                _("there is no task named {name}").format(name=task),
                hint=_("one of {names}").format(names=", ".join(METHODS)),
            )
        self._task = task
        self._column = column
        self._options = dict(options or {})
        self._engine = dict(engine or {})
        self._sakura: Sakura | None = None
        if checks_weights and task not in _WITHOUT_MODEL:
            settings = Settings.resolve({"model": self._engine.get("model")}, config_file=config_file())
            if not (self._engine.get("engine") or settings.engine):
                resolve(settings.model)

    def __call__(self, batch: Any) -> Any:
        """Return a batch with the columns of the results."""
        if hasattr(batch, "to_pydict"):
            return type(batch).from_pydict(self._work(batch.to_pydict()))
        if hasattr(batch, "assign"):
            made = self._work({self._column: list(batch[self._column])})
            return batch.assign(**{name: made[name] for name in RESULT_COLUMNS})
        return self._work(batch)

    def each(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield a batch for each of `batches`: what `mapInPandas` of Spark wants."""
        for batch in batches:
            yield self(batch)

    def close(self) -> None:
        """End the engine; a later batch starts another."""
        if self._sakura is not None:
            self._sakura.close()
            self._sakura = None

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_sakura": None}

    def _work(self, columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
        if self._column not in columns:
            raise UsageError(_("there is no column named {name}").format(name=self._column))
        texts = columns[self._column]
        rows: list[_Row] = [_fail(BadInputError(_("there is no text in the record")))] * len(texts)
        documents: dict[int, Document] = {}
        for place, text in enumerate(texts):
            if isinstance(text, str):
                try:
                    # By the same name wherever in a batch it stands: a result does not depend on its neighbours.
                    documents[place] = make_document(text)
                except SakuraError as error:
                    rows[place] = _fail(error)
        places = list(documents)
        errors: dict[int, SakuraError] = {}
        try:
            results = self._run(list(documents.values()), errors)
        except SakuraError as error:
            # What keeps the whole batch from being worked on is the error of each of its rows.
            results, errors = [], dict.fromkeys(range(len(places)), error)
        sound = [place for number, place in enumerate(places) if number not in errors]
        for place, result in zip(sound, results, strict=True):
            rows[place] = _describe(result)
        for number, failure in errors.items():
            rows[places[number]] = _fail(failure)
        made = {name: [row[name] for row in rows] for name in RESULT_COLUMNS}
        return {**columns, **made}

    def _run(self, texts: Sequence[Document], errors: dict[int, SakuraError]) -> list[Result[Any]]:
        """Return the results of the texts that have one, in order; the others' errors go into `errors`."""
        sakura = self._open()
        options = dict(self._options)
        if "paths" in options:
            options["paths"] = _read_paths(options["paths"])
        if self._task == "search":
            return [
                result
                for place, text in enumerate(texts)
                if (result := _search(sakura, place, text.text, options, errors))
            ]
        method = getattr(sakura, METHODS[self._task])
        return list(method(texts, on_error=errors.__setitem__, **options))

    def _open(self) -> Sakura:
        if self._sakura is None:
            self._sakura = Sakura(**self._engine)
        return self._sakura


def _search(
    sakura: Sakura, place: int, text: str, options: Mapping[str, Any], errors: dict[int, SakuraError]
) -> Result[Any] | None:
    try:
        return sakura.search(text, **options)
    except SakuraError as error:
        errors[place] = error
        return None


def _read_paths(paths: str | Sequence[str]) -> list[Path]:
    return [Path(each) for each in ([paths] if isinstance(paths, str) else paths)]


def _describe(result: Result[Any]) -> _Row:
    findings = to_json(list(result.findings), result.document)
    return {
        "result": result.text,
        "details": json.dumps(result.details, ensure_ascii=False),
        "findings": json.dumps(findings, ensure_ascii=False),
        "error": None,
    }


def _fail(error: SakuraError) -> _Row:
    told = {"code": error.exit_status, "kind": error.kind, "message": error.message, "hint": error.hint}
    return {"result": None, "details": None, "findings": None, "error": json.dumps(told, ensure_ascii=False)}
