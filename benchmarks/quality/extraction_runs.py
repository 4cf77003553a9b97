"""Many extractions nobody chose: how many results do not fit their shape, how many values are not in the source.

The plain prompt gets the same schema and the same passage, without grammar and grounding.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.extraction_jobs import Job, draw_jobs
from benchmarks.quality.extraction_validity import find_mismatch, find_ungrounded, is_in, list_values
from benchmarks.quality.plain_answers import ask_plainly, strip_fence
from sakura_cli.cli.views.extraction import ExtractView, render_result
from sakura_cli.inference.client import Engine
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import run_steps

SAKURA = "sakura"
PLAIN = "plain prompt"
PLAIN_PROMPT = (
    "次の文書から、JSON Schema に合う JSON だけを出力してください。書かれていない項目は null にしてください。\n\n"
    "JSON Schema:\n{schema}\n\n文書:\n{text}"
)
_PLAIN_TOKENS = 512


def run_jobs(engine: Engine, log: CaseLog, data: Path, numbers: Sequence[int], *, seed: int, size: int) -> None:
    """Extract what the jobs of these numbers want, side by side, and add each to the log."""
    todo = [number for number in numbers if not log.has(SAKURA, str(number))]
    jobs = list(draw_jobs(data, todo, seed=seed, max_characters=size))
    log.start_clock()
    tasks = (
        extract(job.document, job.shape, job.options, engine.count_text_tokens, job.template, job.sampling)
        for job in jobs
    )
    for index, outcome in run_steps(engine, tasks):
        job = jobs[index]
        if not isinstance(outcome, TaskResult):
            figures: dict[str, float] = {"invalid": 1, "values": 0, "ungrounded": 0}
            wrong = [type(outcome).__name__, str(outcome)]
        else:
            figures, wrong = check_result(job, outcome)
        log.add(SAKURA, str(todo[index]), figures, job=job.name, wrong=wrong)


def check_result(job: Job, result: TaskResult) -> tuple[dict[str, float], list[str]]:
    """Return the figures of a result, read back from the text a user gets, and what is wrong with it."""
    asked = int(result.usage.completion_tokens > 0)
    try:
        content = json.loads(render_result(ExtractView(job.shape, "json"), job.document, result))
        mismatch = find_mismatch(content["data"], job.schema)
    except (ValueError, LookupError, TypeError) as error:
        return {"invalid": 1, "values": 0, "ungrounded": 0, "asked": asked}, [repr(error)]
    ungrounded = find_ungrounded(content, job.document.text, job.quoted)
    figures: dict[str, float] = {
        "invalid": int(mismatch is not None),
        "values": len(list(list_values(content["data"]))),
        "ungrounded": len(ungrounded),
        "asked": asked,
        "findings": len(result.findings),
    }
    return figures, ([mismatch] if mismatch else []) + ungrounded


def run_jobs_plainly(engine: Engine, log: CaseLog, data: Path, numbers: Sequence[int], *, seed: int, size: int) -> None:
    """Ask for the same with a plain prompt, one after the other."""
    todo = [number for number in numbers if not log.has(PLAIN, str(number))]
    jobs = list(draw_jobs(data, todo, seed=seed, max_characters=size))
    log.start_clock()
    for number, job in zip(todo, jobs, strict=True):
        schema = json.dumps(job.schema, ensure_ascii=False)
        answer = ask_plainly(engine, PLAIN_PROMPT.format(schema=schema, text=job.document.text), _PLAIN_TOKENS)
        try:
            data_found = json.loads(strip_fence(answer))
            mismatch = find_mismatch(data_found, job.schema)
        except ValueError:
            data_found, mismatch = None, "no JSON"
        # Only words can be held against the text: a date in another form is not invented.
        values = [value for _, value in list_values(data_found)]
        ungrounded = [value for value in values if isinstance(value, str) and not is_in(job.document.text, value)]
        figures = {"invalid": int(mismatch is not None), "values": len(values), "ungrounded": len(ungrounded)}
        log.add(PLAIN, str(number), figures, job=job.name, wrong=[mismatch] if mismatch else [], ungrounded=ungrounded)
