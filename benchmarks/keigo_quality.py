"""Measure the keigo rules on a folder of JSONL data: register, rewriting, checking and speed. No model takes part.

Usage: python benchmarks/keigo_quality.py DATA_DIR [--json]

DATA_DIR holds keico_casual.jsonl, keico_polite.jsonl, keicot.jsonl, transformations.jsonl, errors.jsonl and
accept.jsonl.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sakura_cli.keigo import Audience, Level, Register, Rewrite, Severity, analyze, check, rewrite

Row = dict[str, Any]


def read_rows(folder: Path, name: str) -> list[Row]:
    """Return the rows of a JSONL file; none where the file is missing."""
    path = folder / name
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_polite(text: str) -> bool:
    """Tell whether the last judged sentence of `text` is in です・ます."""
    judged = [s.register for s in analyze(text).sentences if s.register is not Register.NONE]
    return bool(judged) and judged[-1] is not Register.PLAIN


def audience_of(context: str) -> Audience:
    """Return the audience a context names: 上司 and 社内 inside the firm, everybody else outside."""
    if any(word in context for word in ("上司", "部長", "社長に", "先生に", "目上")):
        return Audience.SUPERIOR
    return Audience.INTERNAL if "社内" in context or "同僚" in context else Audience.EXTERNAL


def rate(hits: int, total: int) -> float:
    return round(100 * hits / total, 1) if total else 0.0


def measure_register(folder: Path) -> Row:
    """Return precision and recall of 敬体 on KeiCO: level 4 is casual, 1 to 3 polite."""
    casual, polite = read_rows(folder, "keico_casual.jsonl"), read_rows(folder, "keico_polite.jsonl")
    false = sum(is_polite(row["text"]) for row in casual)
    true = sum(is_polite(row["text"]) for row in polite)
    return {
        "sentences": len(casual) + len(polite),
        "precision": rate(true, true + false),
        "recall": rate(true, len(polite)),
        "accuracy": rate(true + len(casual) - false, len(casual) + len(polite)),
    }


def measure_transformations(rows: Iterable[Row]) -> Row:
    rows = list(rows)
    texts = [
        rewrite(row["casual"], level=Level.BUSINESS, audience=audience_of(row.get("context", ""))).text for row in rows
    ]
    accepted = sum(any(form in text for form in row["ok_any"]) for row, text in zip(rows, texts, strict=True))
    forbidden = sum(any(form in text for form in row["avoid"]) for row, text in zip(rows, texts, strict=True))
    return {"sentences": len(rows), "accepted": rate(accepted, len(rows)), "forbidden": rate(forbidden, len(rows))}


def mend(text: str) -> str:
    """Return `text` with every suggestion of the checker applied."""
    for problem in sorted(check(text), key=lambda p: -p.start):
        if problem.suggestion:
            text = text[: problem.start] + problem.suggestion + text[problem.end :]
    return text


def measure_checker(folder: Path) -> Row:
    errors, accept = read_rows(folder, "errors.jsonl"), read_rows(folder, "accept.jsonl")
    polite = [row["text"] for row in read_rows(folder, "keico_polite.jsonl")]
    polite += [row["honorific_sentence"] for row in read_rows(folder, "keicot.jsonl")]
    found = sum(bool(check(row["wrong"])) for row in errors)
    alarms = sum(bool(check(row["text"])) for row in accept)
    mended = sum(any(form in mend(row["wrong"]) for form in row["right_any"]) for row in errors)
    flagged = sum(any(p.severity is Severity.ERROR for p in check(text)) for text in polite)
    return {
        "errors": len(errors),
        "recall": rate(found, len(errors)),
        "mended": rate(mended, len(errors)),
        "precision": rate(found, found + alarms),
        "false_alarms": alarms,
        "accepted_forms": len(accept),
        "polite_sentences_flagged": rate(flagged, len(polite)),
    }


def measure_rewriting(folder: Path) -> Row:
    """Return polite rate, unchanged sentences and chrF to KeiCOT's references."""
    rows = read_rows(folder, "keicot.jsonl")
    casual = [row["regular_sentence"] for row in rows] + [
        row["text"] for row in read_rows(folder, "keico_casual.jsonl")
    ]
    results = [rewrite(text, level=Level.BUSINESS, audience=Audience.SUPERIOR).text for text in casual]
    polite = sum(map(is_polite, results))
    unchanged = sum(a == b and not is_polite(a) for a, b in zip(casual, results, strict=True))
    scores = {}
    if rows:
        from sacrebleu import corpus_chrf

        references = [[row["honorific_sentence"] for row in rows]]
        for level in (Level.POLITE, Level.BUSINESS):
            mine = [rewrite(row["regular_sentence"], level=level, audience=Audience.SUPERIOR).text for row in rows]
            scores[f"chrf_{level.value}"] = round(corpus_chrf(mine, references).score, 1)
        scores["chrf_unchanged"] = round(corpus_chrf([row["regular_sentence"] for row in rows], references).score, 1)
    return {"sentences": len(casual), "polite": rate(polite, len(casual)), "unchanged": unchanged, **scores}


def measure_speed(folder: Path) -> Row:
    """Return sentences a second, the best of three passes."""
    texts = [row["text"] for name in ("keico_casual.jsonl", "keico_polite.jsonl") for row in read_rows(folder, name)]
    if not texts:
        return {}

    def best(act: Callable[[str], Rewrite | object]) -> int:
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            for text in texts:
                act(text)
            seconds.append(time.perf_counter() - start)
        return int(len(texts) / min(seconds))

    return {"rewrite_per_second": best(rewrite), "check_per_second": best(check), "analyze_per_second": best(analyze)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    folder: Path = arguments.data_dir
    figures = {
        "register": measure_register(folder),
        "transformations": measure_transformations(read_rows(folder, "transformations.jsonl")),
        "checker": measure_checker(folder),
        "rewriting": measure_rewriting(folder),
        "speed": measure_speed(folder),
    }
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, values in figures.items():
        print(f"{name:16}" + "  ".join(f"{key} {value}" for key, value in values.items()))


if __name__ == "__main__":
    main()
