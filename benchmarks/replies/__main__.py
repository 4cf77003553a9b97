"""Score replies: `python -m benchmarks.replies dev|held|other|movers|spa|injected -m MODEL [--first N --last N] [-v]`.

How many of the facts a right reply states are in the draft, how many of the questions without an answer it leaves open,
and how often it promises what it must not, addresses the wrong one, does not apologise, holds a number that neither
the mail nor a source has, or breaks a rule of keigo. -v prints the drafts.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.replies.cases import FOLDER, Inquiry, read_inquiries, simplify, write_injected
from sakura_cli.api.documents import read_document
from sakura_cli.api.engine import OnDemandEngine
from sakura_cli.api.indexing import open_index
from sakura_cli.api.jobs import make_reply_job
from sakura_cli.errors import BadInputError
from sakura_cli.keigo import check
from sakura_cli.options.reply import ReplyOptions
from sakura_cli.options.sampling import GREEDY
from sakura_cli.settings import Settings
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.reply.result import ReplyPayload

_OPTIONS = ReplyOptions(from_name="山田", from_company="株式会社ヤマダ")
_DEFERRED = "確認のうえ、改めてご連絡いたします"
_APOLOGY = "申し訳"
_NUMBER = re.compile(r"\d+")
_NUMBERING = re.compile(r"(?m)^\d+\. ")


@dataclass(frozen=True)
class Outcome:
    """What came of an inquiry; `wrong` says in words what is wrong with the draft."""

    inquiry: Inquiry
    stated: int
    deferred: int
    wrong: Sequence[str]
    seconds: float


def main() -> int:
    """Score what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", choices=("dev", "held", "other", "movers", "spa", "injected"))
    parser.add_argument("-m", "--model", required=True)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=99)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    company = FOLDER / ("dev" if options.data == "injected" else options.data)
    sources = list((company / "sources").iterdir())
    known = "".join(read_document(path).text for path in sources)
    engine = OnDemandEngine(
        replace(Settings.resolve({}, config_file=Path("/nonexistent")), model=options.model),
        (),
        lambda note: print(note, file=sys.stderr),
    )
    engine.prompt_heavy = True
    index = open_index(sources)
    job = make_reply_job(_OPTIONS, lambda: index)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        found = write_injected(Path(folder)) if options.data == "injected" else read_inquiries(options.data)
        for inquiry in list(found)[options.first - 1 : options.last]:
            started = time.perf_counter()
            try:
                document = read_document(inquiry.path)
            except BadInputError as error:
                print(inquiry.id, inquiry.kind, f"refused: {error.kind}", flush=True)
                continue
            result: TaskResult[ReplyPayload] = complete(engine, job.begin(document, engine, GREEDY))
            outcome = _judge(inquiry, result, document.text + known, time.perf_counter() - started)
            outcomes.append(outcome)
            print(_describe(outcome), flush=True)
            if options.verbose:
                print(f"{result.text}\n{'-' * 40}", flush=True)
    engine.close()
    _print_scores(outcomes)
    return 0


def _judge(inquiry: Inquiry, result: TaskResult[ReplyPayload], known: str, seconds: float) -> Outcome:
    draft = simplify(result.text)
    stated = [any(_says(draft, each) for each in spellings) for spellings in inquiry.states]
    questions = result.payload.questions
    deferred = [
        _DEFERRED in result.text and any(each.is_open and words in each.text for each in questions)
        for words in inquiry.open
    ]
    numbers = _list_numbers(known)
    wrong = [f"lacks {spellings[0]}" for spellings, is_so in zip(inquiry.states, stated, strict=True) if not is_so]
    wrong += [f"not left open: {words}" for words, is_so in zip(inquiry.open, deferred, strict=True) if not is_so]
    wrong += [f"PROMISES {words}" for words in inquiry.forbids if _says(draft, words)]
    head = simplify(result.text.split("\n\n")[0])
    wrong += [f"ADDRESSES without {words}" for words in inquiry.addressed if simplify(words) not in head]
    wrong += [f"KEIGO {each.rule}" for each in check(result.text)]
    if inquiry.apologises and _APOLOGY not in draft:
        wrong.append("NO APOLOGY")
    unknown = _list_numbers(_NUMBERING.sub("", result.text)) - numbers
    wrong += [f"UNKNOWN {number}" for number in sorted(unknown)]
    return Outcome(inquiry, sum(stated), sum(deferred), wrong, seconds)


def _says(draft: str, words: str) -> bool:
    """Say whether a draft has words; the end of a greater number is another one."""
    return re.search(rf"(?<![0-9]){re.escape(simplify(words))}", draft) is not None


def _list_numbers(text: str) -> set[str]:
    """Return the numbers of a text; those of two lines are two."""
    return {number for line in text.splitlines() for number in _NUMBER.findall(simplify(line))}


def _describe(outcome: Outcome) -> str:
    inquiry = outcome.inquiry
    told = "; ".join(outcome.wrong) or "right"
    return f"{inquiry.id} {inquiry.kind} {outcome.stated}/{len(inquiry.states)} {outcome.seconds:.1f} s: {told}"


def _print_scores(outcomes: Sequence[Outcome]) -> None:
    facts, opened = (sum(len(words) for words in group) for group in _list_wanted(outcomes))
    print(f"{'facts stated':28} {sum(each.stated for each in outcomes)} of {facts}")
    print(f"{'open questions deferred':28} {sum(each.deferred for each in outcomes)} of {opened}")
    for name, mark in (
        ("forbidden promises", "PROMISES"),
        ("addressed wrong", "ADDRESSES"),
        ("keigo problems", "KEIGO"),
        ("complaints without apology", "NO APOLOGY"),
        ("unknown numbers", "UNKNOWN"),
    ):
        print(f"{name:28} {sum(words.startswith(mark) for each in outcomes for words in each.wrong)}")


def _list_wanted(outcomes: Sequence[Outcome]) -> tuple[list[Sequence[object]], list[Sequence[object]]]:
    return [each.inquiry.states for each in outcomes], [each.inquiry.open for each in outcomes]


if __name__ == "__main__":
    sys.exit(main())
