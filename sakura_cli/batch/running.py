"""Sharing records out: to one engine of this process, or to a cluster of Ray."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sakura_cli.batch.records import Record
from sakura_cli.batch.task_batch import RESULT_COLUMNS, TaskBatch
from sakura_cli.errors import EngineError, UsageError
from sakura_cli.localization import gettext as _

BATCH_RECORDS = 32


def run_local(records: Sequence[Record], task: str, keywords: Mapping[str, Any]) -> Iterator[list[Record]]:
    """Yield the records with their results, a batch at a time, in their order. Raises what `TaskBatch` raises."""
    column = str(keywords["column"])
    batch = TaskBatch(task, **keywords)
    try:
        for start in range(0, len(records), BATCH_RECORDS):
            part = records[start : start + BATCH_RECORDS]
            made = batch({column: [record.get(column) for record in part]})
            yield [_add(record, made, place) for place, record in enumerate(part)]
    finally:
        batch.close()


def run_on_ray(
    records: Sequence[Record], task: str, keywords: Mapping[str, Any], *, address: str | None, actors: int | None
) -> Iterator[list[Record]]:
    """Yield the records with their results as a cluster gives them, each once, also where a node is lost meanwhile.

    Only the texts travel. Without an `address` the cluster that this process is connected to is used. Raises UsageError
    where Ray is not installed, and EngineError for what ends the whole run: weights that a node lacks, above all.
    """
    # Set before it is imported: Ray tells its makers how it is used.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError:
        message = _("Ray is not installed")
        raise UsageError(message, hint="pip install 'sakura-cli[ray]'", kind="missing-extra") from None
    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False)
    column = str(keywords["column"])
    rows = [{"place": place, column: record.get(column)} for place, record in enumerate(records)]
    size = actors or max(1, len(ray.nodes()))
    blocks = max(size, -(-len(rows) // BATCH_RECORDS))
    data = ray.data.from_items(rows, override_num_blocks=min(blocks, len(rows)))
    mapped = data.map_batches(
        TaskBatch,
        fn_constructor_args=(task,),
        fn_constructor_kwargs=dict(keywords),
        batch_size=BATCH_RECORDS,
        compute=ray.data.ActorPoolStrategy(size=size),
    )
    try:
        for made in mapped.iter_batches(batch_size=None, batch_format="pandas"):
            columns = {name: list(made[name]) for name in ("place", *RESULT_COLUMNS)}
            yield [_add(records[int(place)], columns, row) for row, place in enumerate(columns["place"])]
    except ray.exceptions.RayError as error:
        message = _("the run on the cluster ended: {reason}").format(reason=type(error).__name__)
        hint = _("weights and sakura have to be on every node; sakura --debug shows more")
        raise EngineError(message, hint=hint, kind="cluster", detail=str(error)) from error


def _add(record: Record, columns: Mapping[str, Sequence[Any]], place: int) -> Record:
    return {**record, **{name: columns[name][place] for name in RESULT_COLUMNS}}
