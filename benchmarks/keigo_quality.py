"""Measure keigo on a folder of JSONL data: register, rewriting, checking and speed of the rules; with a model, more.

Usage: python -m benchmarks.keigo_quality DATA_DIR [--json] [--model NAME [--sentences N]]

DATA_DIR holds keico_casual.jsonl, keico_polite.jsonl, keicot.jsonl, transformations.jsonl, errors.jsonl and
accept.jsonl. With a model, N sentences of keicot.jsonl are rewritten in four ways: by the plain prompt, by rules, by
the command (rules, and the model where they leave a doubt), and by a model asked about every sentence behind the same
gate.
"""

from __future__ import annotations

import argparse
import json
import re
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


def measure_model(folder: Path, model: str, sentences: int) -> Row:
    """Return, for each way of rewriting, chrF to the references, polite, unchanged and numbers kept, in percent."""
    from sakura_cli.api.engine import model_key
    from sakura_cli.documents.document import Document
    from sakura_cli.inference.client import WorkerEngine
    from sakura_cli.inference.options import EngineOptions
    from sakura_cli.inference.requests import Message, MessagePart, Prompt
    from sakura_cli.models.reference import resolve
    from sakura_cli.options.keigo import KeigoOptions
    from sakura_cli.tasks.framework.prompts import load_prompt
    from sakura_cli.tasks.framework.steps import run_steps
    from sakura_cli.tasks.keigo.gate import Wanted, find_objections
    from sakura_cli.tasks.keigo.rewrite import rewrite_keigo

    rows = read_rows(folder, "keicot.jsonl")[:sentences]
    casual = [row["regular_sentence"] for row in rows]
    rules = [rewrite(text, level=Level.BUSINESS, audience=Audience.SUPERIOR).text for text in casual]
    template = load_prompt("keigo-business")
    shown = [
        template.phrase("shown", source=text, draft=draft, flaws=draft)
        for text, draft in zip(casual, rules, strict=True)
    ]
    asked = [Prompt((Message("user", (MessagePart(_PLAIN_PROMPT + text),)),)) for text in casual]
    weights = resolve(model)
    with WorkerEngine() as engine:
        engine.load(weights.path, model_key(weights), EngineOptions(), None)
        plain = complete_all(engine, asked)
        everywhere = complete_all(engine, [template.render({"document": each}) for each in shown])
        options = KeigoOptions(level="business", audience="superior")
        documents = [Document("", text, "utf-8", "\n", False) for text in casual]
        command = dict(run_steps(engine, [rewrite_keigo(document, options) for document in documents]))
    gated = [
        answer if not find_objections(answer, Wanted(text, draft, Level.BUSINESS, Audience.SUPERIOR)) else draft
        for text, draft, answer in zip(casual, rules, everywhere, strict=True)
    ]
    by_command = [getattr(command[index], "text", "") for index in range(len(casual))]
    ways = {"plain_prompt": plain, "rules": rules, "command": by_command, "model_everywhere": gated}
    return {name: _score(rows, results) for name, results in ways.items()}


_PLAIN_PROMPT = "次の文を敬語に書き換えてください。書き換えた文だけを出力してください。\n\n"


def complete_all(engine: Any, prompts: Iterable[Any]) -> list[str]:
    """Return the completions of prompts, each one line."""
    from sakura_cli.inference.requests import Finished, GenerationRequest

    requests = [GenerationRequest(prompt, 96, language="ja", is_single_line=True) for prompt in prompts]
    events = (event for event in engine.generate(requests) if isinstance(event, Finished))
    texts = {event.index: event.completion.text.strip() for event in events}
    return [texts[index] for index in range(len(requests))]


def _score(rows: list[Row], results: list[str]) -> Row:
    from sacrebleu import corpus_chrf

    casual = [row["regular_sentence"] for row in rows]
    kept = sum(re.findall(r"\d+", a) == re.findall(r"\d+", b) for a, b in zip(casual, results, strict=True))
    return {
        "chrf": round(corpus_chrf(results, [[row["honorific_sentence"] for row in rows]]).score, 1),
        "polite": rate(sum(map(is_polite, results)), len(rows)),
        "unchanged": sum(a == b for a, b in zip(casual, results, strict=True)),
        "numbers_kept": rate(kept, len(rows)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--model", metavar="NAME", help="also rewrite with this model")
    parser.add_argument("--sentences", type=int, default=25, metavar="N", help="sentences to rewrite with it")
    arguments = parser.parse_args()
    folder: Path = arguments.data_dir
    figures = {
        "register": measure_register(folder),
        "transformations": measure_transformations(read_rows(folder, "transformations.jsonl")),
        "checker": measure_checker(folder),
        "rewriting": measure_rewriting(folder),
        "speed": measure_speed(folder),
    }
    if arguments.model:
        figures["model"] = measure_model(folder, arguments.model, arguments.sentences)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, values in figures.items():
        print(f"{name:16}" + "  ".join(f"{key} {value}" for key, value in values.items()))


if __name__ == "__main__":
    main()
