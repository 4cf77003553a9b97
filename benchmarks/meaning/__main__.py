"""How many sentences that misstate their source are found: `python -m benchmarks.meaning PART [-v]`.

By kind of fault, beside the right sentences that are doubted. With --summaries a scripted engine answers with the
sentence, and a fault counts as found where the summary has a finding or no longer holds it. -v prints what went wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable

from benchmarks.meaning.cases import KINDS, Case, read_cases
from sakura_cli.documents.document import Document
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.tasks.framework.grounding import find_flaws
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.summary.summarize import summarize
from tests.fakes.engine import ScriptedEngine

Doubts = Callable[[str, str], list[str]]


def main() -> None:
    """Score one half and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", choices=("dev", "held", "fresh", "sealed", "last"))
    parser.add_argument("--summaries", action="store_true", help="through summaries of a scripted engine")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the faults missed and the false alarms")
    options = parser.parse_args()
    doubts = _doubt_summary if options.summaries else doubt_sentence
    cases = read_cases(options.data)
    found, total, alarms, right = score(cases, doubts, is_verbose=options.verbose)
    for kind in KINDS:
        print(f"{kind:10} {found[kind]:3} of {total[kind]:3} ({found[kind] / max(1, total[kind]):.0%})")
    everything = sum(total.values())
    print(f"{'all':10} {sum(found.values()):3} of {everything:3} ({sum(found.values()) / everything:.1%})")
    print(f"false alarms: {alarms} of {right} right sentences ({alarms / right:.1%}); {len(cases)} documents")


def score(
    cases: list[Case], doubts: Doubts, *, is_verbose: bool = False
) -> tuple[Counter[str], Counter[str], int, int]:
    """Return the faults found and all faults, by kind, and how many of the right sentences were doubted."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    alarms = right = 0
    for case in cases:
        for kind, sentence in case.wrong:
            total[kind] += 1
            if doubts(sentence, case.text):
                found[kind] += 1
            elif is_verbose:
                print(f"missed {kind}: {sentence}  [{case.title}]")
        for sentence in case.right:
            right += 1
            if doubted := doubts(sentence, case.text):
                alarms += 1
                if is_verbose:
                    print(f"false alarm: {sentence}  {doubted}  [{case.title}]")
    return found, total, alarms, right


def doubt_sentence(sentence: str, text: str) -> list[str]:
    """Return what the check says of a sentence of a summary."""
    return [f"{flaw.kind} {flaw.span.cut(sentence)}" for flaw in find_flaws(sentence, text)]


def _doubt_summary(sentence: str, text: str) -> list[str]:
    """Return the findings of the summary by a model that says the sentence, or what it became."""
    engine = ScriptedEngine(lambda request: sentence)
    document = Document("document.txt", text, "utf-8", "\n", False)
    result = complete(engine, summarize(document, SummaryOptions(points=1), engine.count_text_tokens))
    if sentence.rstrip("。") not in result.text:
        return [result.text]
    return [finding.kind for finding in result.findings if finding.excerpt]


if __name__ == "__main__":
    main()
