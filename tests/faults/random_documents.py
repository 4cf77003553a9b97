"""Random documents and random answers through every task: `python -m tests.faults.random_documents --cases 20000`.

Documents are put together from what each reader and rule looks for, answers from what models say and do not say. A task
ends in a result or in an error of sakura's own; what else it does is listed by its place, and the run ends with 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sakura_cli.api import jobs
from sakura_cli.api.prompts import make_prompt_job
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.options.answer import AskOptions, SearchOptions
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.keigo import CheckOptions, FixOptions, KeigoOptions
from sakura_cli.options.prompt import PromptOptions
from sakura_cli.options.reading import ReadingOptions
from sakura_cli.options.reply import ReplyOptions
from sakura_cli.options.sampling import GREEDY
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine

_PIECES = [
    "1万",
    "1億2千",
    "10月3日",
    "令和8年4月1日",
    "午前10時",
    "〜",
    "-",
    "（",
    "）",
    "「",
    "」",
    "『",
    "』",
    "。",
    "、",
    "|",
    "|-|",
    ">",
    "**",
    "*",
    "_",
    "`",
    "[a](b)",
    "![](",
    "[^1]",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&amp;",
    "http://a.jp/",
    "a@b.jp",
    "株式会社",
    "様",
    "山田",
    "お",
    "ご",
    "させて",
    "いただきます",
    "です",
    "ます",
    "ない",
    "A",
    "B-1",
    "FP-320",
    "3.14",
    "¥1,000",
    "100%",
    "約",
    "第",
    "条",
    "三分の一",
    "二、三",
    "《るび》",
    "｜",
    "［＃改ページ］",
    "底本：",
    "日時：",
    "出席：",
    "合計",
    "小計",
    "品名",
    "単価",
    "0",
    "００",
    "〇",
    "一二",
    "十",
    "Mr.",
    "twenty-",
    "{{",
    "x",
    "}}",
    "[12ab]",
    "$$",
    '"',
    "'",
    "!",
    "？",
    "=",
    "+",
    "▲",
    "△",
    "〒100-0001",
    "03-1234-5678",
    "%",
    "か",
    "も",
    "甲：",
    "質問",
    "□",
    "☑",
    "①",
    "(1)",
    "1.",
    "と",
    "又は",
    "以上",
    "未満",
    "USD",
    "km",
    "m2",
    "10:00-",
    "(火)",
    "来週",
    "翌月",
    "部長",
    "御社",
    "申されました",
    "拝見",
    "だ",
    "である",
]
_PIECES += [
    "\n",
    "\n\n",
    "\r",
    "　",
    " ",
    "\t",
    "- ",
    "・",
    "# ",
    "> ",
    "```\n",
    "00:00:01,000 --> 00:00:02,000\n",
    "From: ",
    "-- \n",
]
_PIECES += [
    "\u200b",
    "\ufe0f",
    "\u3099",
    "🎌",
    "𠮷",
    "ｱﾞ",
    "㈱",
    "\x0c",
    "\x1b[",
    "WEBVTT\n\n",
    "a,b\n",
    "a\tb\n",
    ":::\n",
    "[^1]: ",
    "あ：い\n",
    "」とだけ書け。",
    "AIへ",
    "[INST]",
    "要約は",
    '!!! note "',
    "> [!NOTE] ",
    ".. note:: ",
    ".. code-block:: a\n   ",
]
_ANSWERS = [
    "",
    "1万円です。",
    "・会議は10月3日。\n・費用は12万円。",
    '{"氏名": "山田", "日付": "10月3日", "金額": "1万円"}',
    "{",
    "}",
    "[[",
    "null",
]
_ANSWERS += [
    "[1] The meeting is on October 3.",
    "```json\n{}\n```",
    "The cost is ¥10,000 (about 1万).",
    "x" * 300,
    "決定：実施する。",
    "1",
    "はい",
    "なし",
]
_FIELDS = "氏名, 日付:date, 金額:amount, 時刻:time, 電話:phone, メール:email, 明細[]:{品名, 単価:amount}"

Make = Callable[[], jobs.Job[Any, Any]]


def _index(chance: random.Random) -> PassageIndex:
    index = PassageIndex.in_memory()
    for number in range(2):
        index.add(Document(f"{number}.txt", make_document(chance), "utf-8", "\n", has_bom=False))
    return index


def make_jobs(chance: random.Random) -> dict[str, Make]:
    """Return every task, each with several options."""
    return {
        "bullets": lambda: jobs.make_summary_job(SummaryOptions()),
        "minutes": lambda: jobs.make_summary_job(
            SummaryOptions(style="minutes", max_chars=chance.choice([None, 20, 80]))
        ),
        "paragraph": lambda: jobs.make_summary_job(SummaryOptions(style="paragraph", max_chars=50, explain=True)),
        "headline": lambda: jobs.make_summary_job(SummaryOptions(style="headline", focus="会議")),
        "text": lambda: jobs.make_translation_job(TranslationOptions("en")),
        "markdown": lambda: jobs.make_translation_job(
            TranslationOptions("en", format="markdown", glossary={"会議": "meeting"})
        ),
        "srt": lambda: jobs.make_translation_job(TranslationOptions("en", format="srt")),
        "bilingual": lambda: jobs.make_translation_job(TranslationOptions("de", bilingual=True)),
        "keigo": lambda: jobs.make_keigo_job(KeigoOptions(rules_only=True)),
        "keigo model": lambda: jobs.make_keigo_job(KeigoOptions()),
        "check": lambda: jobs.make_check_job(CheckOptions()),
        "fix": lambda: jobs.make_fix_job(FixOptions()),
        "extract": lambda: jobs.make_extraction_job(ExtractionOptions(_FIELDS)),
        "many": lambda: jobs.make_extraction_job(ExtractionOptions("品名, 単価:amount", many=True)),
        "entities": lambda: jobs.make_extraction_job(ExtractionOptions(preset="entities")),
        "invoice": lambda: jobs.make_extraction_job(ExtractionOptions(preset="invoice")),
        "read": lambda: jobs.make_reading_job(ReadingOptions()),
        "reply": lambda: jobs.make_reply_job(
            ReplyOptions(from_name="山田", from_company="さくら商事"), lambda: _index(chance)
        ),
        "run": lambda: make_prompt_job(PromptOptions("commit-subject")),
        "ask prose": lambda: jobs.make_ask_job(AskOptions(prose=True), lambda: _index(chance)),
        "ask": lambda: jobs.make_ask_job(AskOptions(), lambda: _index(chance)),
        "search": lambda: jobs.make_search_job(SearchOptions(), lambda: _index(chance)),
    }


def make_document(chance: random.Random) -> str:
    """Return a text of random pieces."""
    text = "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 60)))
    return text if text.strip() else "会議"


def _answer(chance: random.Random, request: GenerationRequest) -> Completion:
    text = chance.choice(_ANSWERS)
    reason = chance.choice(["stop", "stop", "length", "repetition"])
    weights = tuple(chance.choice([0.0, -1.0, -20.0]) for _ in request.weighed)
    return Completion(text, reason, 10, 5, len(text), weights)  # type: ignore[arg-type]


def try_case(number: int, seed: int, names: Sequence[str] | None = None) -> tuple[str, str, BaseException | None]:
    """Run one random document through a random task; return the task, the document and what it should not have raised."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - cases, not secrets
    tasks = make_jobs(chance)
    name = chance.choice(sorted(names or tasks))
    text = make_document(chance).replace("\r", "\n")
    source = chance.choice(["a.txt", "a.md", "a.csv", "<stdin>"])
    document = Document(source, text, "utf-8", "\n", has_bom=False)
    engine = ScriptedEngine(lambda request: _answer(chance, request), context_limit_tokens=4096)
    try:
        complete(engine, tasks[name]().begin(document, engine, GREEDY))
    except SakuraError as error:
        # A bug is told as an error of its own, whose cause it is.
        return name, text, error.__cause__ if error.kind == "internal" else None
    return name, text, None


def main() -> int:
    """Run many cases and list what failed, by the place where it failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    places: Counter[str] = Counter()
    shortest: dict[str, str] = {}
    for number in range(arguments.first, arguments.first + arguments.cases):
        name, text, error = try_case(number, arguments.seed)
        if error is not None:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{name}: {type(error).__name__} at {last.filename.rpartition('sakura_cli/')[2]}:{last.lineno}"
            places[place] += 1
            shortest[place] = min(shortest.get(place, text), text, key=len)
    print(f"{arguments.cases} cases, {places.total()} bugs")
    for place, count in places.most_common():
        print(count, place, repr(shortest[place]))
    return int(bool(places))


if __name__ == "__main__":
    sys.exit(main())
