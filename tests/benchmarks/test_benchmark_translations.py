"""The benchmarks of translation count what they say: terms obeyed, structure kept, the same work in both ways."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.quality.glossaries import measure_obedience
from benchmarks.quality.glossary_cases import GLOSSARIES, SENTENCES
from benchmarks.quality.translations import Pair, read_pairs, score_translations, translate_with_sakura
from benchmarks.round_trip import outline, translate_there_and_back, write_readme
from benchmarks.translate_throughput import OneByOne, measure, write_document
from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.translate import translate
from tests.fakes.engine import ScriptedEngine, last_turn


def shown(request: GenerationRequest) -> str:
    """Return what of the document a request shows."""
    match = re.search(r"\[(\w{4,})\]\n(.*)\n\[/\1\]", last_turn(request), re.DOTALL)
    assert match
    return match[2]


def obey(request: GenerationRequest) -> str:
    """Write the terms of every glossary that a Japanese sentence holds, in words of its length."""
    terms = [en for pairs in GLOSSARIES.values() for ja, en in pairs if ja in shown(request)]
    return f"This is about the {' and the '.join(terms)} and what was said of them."


def test_every_sentence_of_the_glossary_benchmark_has_two_terms() -> None:
    for field, language, sentence in SENTENCES:
        sources = [pair[0] if language == "ja" else pair[1] for pair in GLOSSARIES[field]]
        assert sum(source.lower() in sentence.lower() for source in sources) == 2


def test_terms_that_are_obeyed_and_missed_are_counted_and_every_miss_is_told() -> None:
    obeyed = measure_obedience(ScriptedEngine(obey), "en")
    assert obeyed.occurrences == 26 and not obeyed.missed and not obeyed.untold
    missed = measure_obedience(ScriptedEngine(lambda request: "This is about something else and so on."), "en")
    assert len(missed.missed) == 26 and not missed.untold


def test_the_readme_of_the_round_trip_has_its_structure_compared() -> None:
    text = write_readme(300)
    assert 300 <= text.count("\n") < 330
    assert outline(text) != outline(text.replace("docs/guide.md", "docs/other.md"))
    assert outline(text) != outline(text.replace("## 検索", "### 検索"))
    assert outline(text) != outline(text.replace("売上.csv", "sales.csv"))

    def words(request: GenerationRequest) -> str:
        text = shown(request)
        if re.search(r"[ぁ-ん一-龠]", text):
            return re.sub(r"[ぁ-ヺー一-龠、。]+", "word", text)
        return re.sub(r"[A-Za-z]{3,} ?", "言葉", text)

    figures = translate_there_and_back(
        ScriptedEngine(words), Document("README.md", write_readme(40), "utf-8", "\n", False)
    )
    assert figures["same in English"] and figures["same again in Japanese"]


def test_one_segment_after_the_other_is_the_same_work_as_all_side_by_side() -> None:
    figures = measure(ScriptedEngine(lambda request: "The storeroom light was checked."), 30, "en")
    assert figures["together tokens written"] == figures["apart tokens written"]
    assert figures["together segments"] == figures["apart segments"] == 30
    engine = ScriptedEngine(lambda request: "The storeroom light was checked.")
    complete(OneByOne(engine), translate(write_document(5, "ja"), TranslationOptions("en", source="ja", format="text")))
    assert [len(requests) for requests in engine.rounds] == [1] * 5


def test_pairs_are_read_from_a_place_on_and_each_so_many_th(tmp_path: Path) -> None:
    data = tmp_path / "pairs.jsonl"
    records = [{"id": number, "ja": f"{number}番", "en": f"No. {number}"} for number in range(12)]
    data.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    pairs = read_pairs(data, "en", skip=3, every=4, limit=2)
    assert [(pair.name, pair.source, pair.reference) for pair in pairs] == [
        ("3", "3番", "No. 3"),
        ("7", "7番", "No. 7"),
    ]


def test_a_lost_number_counts_as_said_only_in_the_line_it_is_reported_for() -> None:
    pairs = [
        Pair("a", "会議を開いた。", "They met."),
        Pair("b", "48個を数えた。", "They counted 48."),
        Pair("c", "3割減った。", "It fell by 30%."),
    ]
    answers = {"会議を開いた。": "They met.", "3割減った。": "It fell by 30%."}
    done = translate_with_sakura(ScriptedEngine(lambda request: answers.get(shown(request), "They did.")), pairs, "en")
    assert list(done.texts) == ["They met.", "They did.", "It fell by 30%."] and done.reported == {1}
    scores = score_translations(pairs, done, "en")
    assert (scores["numbers_kept"], scores["numbers_lost_unsaid"]) == (2, 0)
