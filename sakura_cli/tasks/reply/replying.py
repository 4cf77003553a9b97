"""What the sources say to each point of a mail: found by all its words, else by asking a model for the passage.

What a model quotes counts only where it is about the point. Left out: what a point is (`points`), how answers are
found (`tasks.answer`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sakura_cli.documents.document import Document
from sakura_cli.options.answer import AskOptions
from sakura_cli.options.sampling import Sampling
from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.tasks.answer.answering import answer
from sakura_cli.tasks.answer.result import GroundedPayload
from sakura_cli.tasks.answer.statements import Statement
from sakura_cli.tasks.answer.versions import leave_out_older
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.reply.points import Point, asks_of_case
from sakura_cli.tasks.reply.relevance import (
    PointWords,
    find_certain,
    find_nearer,
    find_rows,
    find_value,
    is_about,
    is_named,
    read_wanted,
)
from sakura_cli.tasks.reply.routing import Route, find_route, is_of_case, search_around
from sakura_cli.tasks.reply.stating import Stated, state, state_rows

_HITS = 20


@dataclass(frozen=True)
class PointPayload:
    """What is stated to a point, None where the sources have no answer."""

    stated: Stated | None = None


def answer_point(point: Point, index: PassageIndex, sampling: Sampling) -> Steps[PointPayload]:
    """Return what the sources say to a point."""
    if asks_of_case(point.text):
        return _make_result(point, [])
    wanted = read_wanted(point, index)
    hits = leave_out_older(index.search(wanted.question.text, _HITS))
    route = find_route(wanted, search_around(point, wanted, index))
    if route is not None and not is_of_case(wanted, route.statement):
        route = None
    certain = _keep_of_case(wanted, find_certain(wanted, hits))
    if route is not None and route.is_clear and (certain is None or not route.is_beside(certain)):
        return _make_routed(point, route)
    if certain is not None:
        return _make_result(point, [certain])
    is_near = route is not None and route.is_near and is_about(wanted, route.statement.passage)
    # Nothing that a model could quote would count.
    if not is_near and not is_named(wanted, hits):
        return _make_result(point, [])
    asked = Document("question", wanted.question.text, "utf-8", "\n", has_bom=False)
    result: TaskResult[GroundedPayload] = yield from answer(asked, index, AskOptions(), sampling)
    statements = result.payload.statements
    quoted = statements[0] if statements else result.payload.doubted
    if route is not None and quoted is not None and route.is_at(quoted) and (route.rows or is_near):
        return _make_routed(point, route)
    if statements and is_about(wanted, statements[0].passage):
        nearer = find_nearer(wanted, statements[0])
        return _make_result(point, statements if nearer == statements[0] else [nearer], result.findings)
    certain = _keep_of_case(wanted, find_certain(wanted, hits, is_refused=True) or _find_value(wanted, hits, route))
    if certain is not None and route is not None and route.rows and route.is_at(certain):
        return _make_routed(point, route)
    rows = find_rows(wanted, hits) if certain is None else []
    if rows and route is not None and route.is_beside(rows[0]):
        return TaskResult("", PointPayload(state_rows(rows, point.asked, point.theme)), has_text=False)
    return _make_result(point, [certain] if certain is not None else [])


def _find_value(wanted: PointWords, hits: Sequence[Hit], route: Route | None) -> Statement | None:
    """Return the only value of what is asked about, where the point leads there, too."""
    found = find_value(wanted, hits)
    return found if found is not None and route is not None and route.is_beside(found) else None


def _keep_of_case(wanted: PointWords, statement: Statement | None) -> Statement | None:
    """Return a statement that was found by its words, unless it holds in another case than the mail's."""
    return statement if statement is not None and is_of_case(wanted, statement) else None


def _make_routed(point: Point, route: Route) -> TaskResult[PointPayload]:
    stated = (
        state_rows(route.rows, point.asked, point.theme)
        if route.rows
        else state([route.statement], point.asked, point.theme)
    )
    return TaskResult("", PointPayload(stated), has_text=False)


def _make_result(
    point: Point, statements: Sequence[Statement], findings: Sequence[Finding] = ()
) -> TaskResult[PointPayload]:
    return TaskResult(
        "", PointPayload(state(statements, point.asked, point.theme) if statements else None), findings, has_text=False
    )
