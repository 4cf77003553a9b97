"""How many planted faults a summary's check finds, and how often it cries over the same facts in another spelling.

    python -m benchmarks.quality.faults DATA...

DATA are text files, folders of them, or JSONL files whose records hold `doc` and one text a language. A scripted engine
answers every request of a summary with a sentence of its passage: with one fact changed (the summary must lack it or
have a finding) and with facts respelled (there must be no finding). Left out: what a model would write.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.cases import read_cases
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.aozora import strip_aozora
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.summary.summarize import summarize
from sakura_cli.text.facts import Fact, find_facts, is_japanese
from tests.fakes.engine import ScriptedEngine

_NUMBERS = {"number", "amount", "percent", "date", "time"}
_ALARMS = {"unsupported", "replaced", "reversed"}
_PER_DOCUMENT = 12
_PASSAGE = 1500
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBERING = re.compile(r"[\s#*・\-]*[(（]?\d{1,2}(?:[.．](?!\d)|[)）])")
_KANJI = "〇一二三四五六七八九"


def main() -> None:
    """Plant faults and respellings in every document and print how the check took them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print the faults missed and the false alarms")
    arguments = parser.parse_args()
    documents = [document for data in arguments.data for document in _read(data)]
    counts: Counter[str] = Counter(documents=len(documents))
    for document in documents:
        chance = random.Random(f"{arguments.seed} {document.source}")  # noqa: S311
        _plant(document, chance, counts, shows=arguments.show)
    for name, total, hits in (
        ("planted faults caught", counts["planted"], counts["caught"]),
        ("false alarms on respelled facts", counts["respelled"], counts["alarms"]),
        ("false alarms on the source's sentences", counts["verbatim"], counts["verbatim alarms"]),
    ):
        print(f"{name}: {hits} of {total} ({hits / max(1, total):.1%})")
    print(f"documents: {counts['documents']}")


def _plant(document: Document, chance: random.Random, counts: Counter[str], *, shows: bool) -> None:
    spans = [span for span in split_sentences(document.text) if 12 <= span.end - span.start <= 160]
    for span in chance.sample(spans, min(_PER_DOCUMENT, len(spans))):
        sentence = span.cut(document.text).replace("\n", "")
        numbering = _NUMBERING.match(sentence)
        start = numbering.end() if numbering else 0
        facts = [fact for fact in find_facts(sentence) if fact.kind in _NUMBERS and fact.span.start >= start]
        numbers = [fact for fact in facts if re.search(r"\d", fact.form)]
        cases = [("verbatim", "verbatim alarms", sentence)]
        if is_japanese(sentence, numbers) and (respelled := _respell(sentence, numbers)) != sentence:
            cases.append(("respelled", "alarms", respelled))
        for total, hit, answer in cases:
            counts[total] += 1
            if _is_doubted(document, span.start, answer):
                counts[hit] += 1
                if shows:
                    print(f"{hit}: {sentence} -> {answer}")
        changed = _change(sentence, numbers, document.text, chance)
        if changed is not None:
            counts["planted"] += 1
            sentence_changed, words = changed
            if _is_doubted(document, span.start, sentence_changed, words):
                counts["caught"] += 1
            elif shows:
                print(f"missed: {sentence} -> {sentence_changed}")


def _is_doubted(document: Document, position: int, answer: str, fault: str | None = None) -> bool:
    """Say whether the summary by a model that answers so has a finding, or does not hold the fault in the answer."""
    start = max(0, position - _PASSAGE // 2)
    passage = Document(document.source, document.text[start : start + _PASSAGE], "utf-8", "\n", False)
    options = SummaryOptions(points=1, lang="ja" if is_japanese(answer, []) else "en")
    engine = ScriptedEngine(lambda request: answer)
    result = complete(engine, summarize(passage, options, engine.count_text_tokens))
    is_absent = fault is not None and fault not in result.text
    return is_absent or any(finding.kind in _ALARMS for finding in result.findings)


def _change(sentence: str, numbers: Sequence[Fact], source: str, chance: random.Random) -> tuple[str, str] | None:
    """Return a sentence with one digit of a number changed to one that no number of the source has, and the number."""
    places = [fact for fact in numbers if re.search(r"[0-9０-９]", fact.span.cut(sentence))]
    if not places:
        return None
    fact = chance.choice(places)
    words = fact.span.cut(sentence).translate(_HALF_WIDTH)
    forms = " ".join(fact.form for fact in find_facts(source))
    known = set(re.findall(r"\d+", f"{source.translate(_HALF_WIDTH).replace(',', '')} {forms}"))
    for _ in range(20):
        match = chance.choice(list(re.finditer(r"\d", words)))
        digit = chance.choice([each for each in "123456789" if each != match.group()])
        changed = words[: match.start()] + digit + words[match.end() :]
        if not set(re.findall(r"\d+", changed.replace(",", ""))) <= known and _is_possible(changed):
            return sentence[: fact.span.start] + changed + sentence[fact.span.end :], changed
    return None


def _is_possible(words: str) -> bool:
    """Say whether months, days and hours are such as exist: the others are no dates or times at all."""
    limits = {"月": 12, "日": 31, "時": 24, "分": 59}
    return all(1 <= int(number) <= limits[unit] for number, unit in re.findall(r"(\d{1,4})([月日時分])", words))


def _respell(sentence: str, numbers: Sequence[Fact]) -> str:
    """Return a sentence with its numbers in other digits: full width, Chinese, with or without separators."""
    for fact in reversed(numbers):
        words = fact.span.cut(sentence)
        if re.search(r"[A-Za-z]", words):
            continue
        if fact.kind == "date":
            words = re.sub(r"(?<!\d)\d{1,2}(?=[月日])", lambda match: _in_kanji(int(match.group())), words)
        elif re.search(r"\d,\d", words):
            words = words.replace(",", "")
        elif re.search(r"\d{4}", words) and fact.kind in ("number", "amount") and "年" not in words:
            words = re.sub(r"\d{4,}", lambda match: f"{int(match.group()):,}", words)
        else:
            words = words.translate(_FULL_WIDTH)
        sentence = sentence[: fact.span.start] + words + sentence[fact.span.end :]
    return sentence


def _in_kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_KANJI[tens]}十"
    return head + (_KANJI[ones] if ones or not tens else "")


def _read(data: Path) -> Iterator[Document]:
    if data.suffix != ".jsonl":
        for case in read_cases(data, None):
            # A summary leaves the notes of Aozora Bunko out: what they say is no part of its source.
            text = strip_aozora(case.document.text).text
            yield Document(case.document.source, text, "utf-8", "\n", False)
        return
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for line in data.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for language in ("ja", "en"):
            if language in record:
                texts[f"{record.get('doc', data.stem)}.{language}"].append(record[language])
    for name, lines in texts.items():
        yield Document(name, "\n".join(lines), "utf-8", "\n", False)


if __name__ == "__main__":
    main()
