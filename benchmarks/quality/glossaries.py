"""Scoring obedience to glossaries: how many terms stand in the translations as asked, and whether a miss is told.

A term counts as obeyed where its words are in the translation of their sentence, whatever their capitals or ending.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, field

from benchmarks.quality.glossary_cases import GLOSSARIES, SENTENCES
from sakura_cli.documents.document import Document
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.models.reference import resolve
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.paths import cache_dir
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.translate import translate
from sakura_cli.text.glossary import Term
from sakura_cli.text.languages import LanguageCode


@dataclass
class Obedience:
    """How many terms occurred and were obeyed, the misses as (source, translation, term), and those nobody told of."""

    occurrences: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    untold: int = 0


def measure_obedience(engine: Engine, target: LanguageCode) -> Obedience:
    """Translate the sentences of the other language into `target`, field by field with its glossary."""
    source: LanguageCode = "ja" if target == "en" else "en"
    counted = Obedience()
    for name, pairs in GLOSSARIES.items():
        terms = [Term(ja, en) if source == "ja" else Term(en, ja) for ja, en in pairs]
        lines = [text for each, language, text in SENTENCES if (each, language) == (name, source)]
        document = Document("terms.txt", "\n\n".join(lines), "utf-8", "\n", False)
        result = complete(engine, translate(document, TranslationOptions(target, source=source, format="text"), terms))
        told = sum(finding.kind == "term-missing" for finding in result.findings)
        missed = 0
        for line, translation in zip(lines, result.text.split("\n\n"), strict=True):
            for term in (term for term in terms if term.source.lower() in line.lower()):
                counted.occurrences += 1
                if term.target.lower() not in translation.lower():
                    missed += 1
                    counted.missed.append((line, translation, term.target))
        counted.untold += max(0, missed - told)
    return counted


def add_glossary_parser(tasks: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command line of this benchmark."""
    parser = tasks.add_parser("glossary", help="terms obeyed in translations, and misses that were not told")
    parser.add_argument("--to", choices=("en", "ja"), action="append")
    parser.add_argument("--model")
    parser.add_argument("--threads", type=int)


def report_glossaries(arguments: argparse.Namespace) -> int:
    """Translate with glossaries in the directions the command line names and print what was obeyed."""
    model = resolve(arguments.model)
    print(f"model: {model.name} · sentences: {len(SENTENCES)}")
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        engine.load(model.path, key, EngineOptions(threads=arguments.threads), cache_dir() / "prompts")
        for target in arguments.to or ("en", "ja"):
            started = time.perf_counter()
            counted = measure_obedience(engine, target)
            obeyed = counted.occurrences - len(counted.missed)
            print(
                f"to {target}: {obeyed} of {counted.occurrences} obeyed ({100 * obeyed / counted.occurrences:.1f}%)"
                f" · misses not told {counted.untold} · seconds {time.perf_counter() - started:.1f}",
                flush=True,
            )
            for missed in counted.missed:
                print("  " + "\n  ".join(missed))
    return 0
