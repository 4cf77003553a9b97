"""Documents that LibreOffice made, translated and written back: all that is no word is there as often as before."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from sakura_cli.api.documents import read_document
from sakura_cli.documents.isolated import write_isolated
from sakura_cli.documents.reading.office.xml import parse_xml
from sakura_cli.documents.reading.registry import read_document as read_bytes
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.translate import translate
from tests.fakes.engine import ScriptedEngine, last_turn

FIXTURES = Path(__file__).parents[1] / "fixtures"
MANUAL = FIXTURES / "manual.docx"
DOCUMENTS = [MANUAL, *sorted(path for path in (FIXTURES / "office").glob("*.*") if path.suffix in (".docx", ".pptx"))]
# What there are as many of before and after, whatever moves.
COUNTED = (
    "p",
    "tbl",
    "tc",
    "tr",
    "hyperlink",
    "drawing",
    "footnoteReference",
    "b",
    "i",
    "u",
    "br",
    "tab",
    "fldChar",
    "pic",
)
_SHOWN = re.compile(r"\[(\w{4,})\]\n(.*)\n\[/\1\]", re.DOTALL)
_TAG = re.compile(r"(</?\w+>)")


def answer(request: GenerationRequest) -> str:
    """Return English words in the place of all others, in the tags of the source, the last of them first."""
    match = _SHOWN.search(last_turn(request))
    assert match
    parts = [part for part in re.split(r"(<(\w+)>.*?</\2>|<\d+>)", match[2]) if part and not re.fullmatch(r"\w", part)]
    return " ".join(_TAG.sub(r"\1", _say(part)) for part in reversed(parts) if part.strip())


def _say(part: str) -> str:
    tags = _TAG.findall(part)
    numbers = " ".join(re.findall(r"\d+", _TAG.sub("", part)))
    if re.fullmatch(r"<\d+>", part):
        return part
    return f"{tags[0]}words {numbers}{tags[1]}" if tags else f"words {numbers}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_translated_document_has_all_that_is_no_word(path):
    document = read_document(path)
    result = complete(ScriptedEngine(answer), translate(document, TranslationOptions(to="en")))
    written = write_isolated(document, result.edits or ())
    assert read_bytes(written, source=path.name).text == result.text
    before, after = zipfile.ZipFile(path), zipfile.ZipFile(BytesIO(written))
    assert after.namelist() == before.namelist()
    assert [each.date_time for each in after.infolist()] == [each.date_time for each in before.infolist()]
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    allowed = re.compile(r"word/(?:document|footnotes|endnotes)\.xml|ppt/slides/slide\d+\.xml")
    assert changed and [name for name in changed if not allowed.fullmatch(name)] == []
    for name in changed:
        counts = [_count(archive.read(name)) for archive in (before, after)]
        assert counts[0] == counts[1], name


def test_the_manual_is_what_manuals_are():
    counts = _count(zipfile.ZipFile(MANUAL).read("word/document.xml"))
    assert {name: counts[name] for name in ("tbl", "hyperlink", "drawing", "footnoteReference")} == {
        "tbl": 5, "hyperlink": 40, "drawing": 4, "footnoteReference": 20
    }  # fmt: skip
    assert counts["p"] > 500 and counts["b"] > 100


def _count(part: bytes) -> Counter[str]:
    counts = Counter(element.tag.rpartition("}")[2] for element in parse_xml(part, source="part").iter())
    return Counter({name: counts[name] for name in COUNTED})
