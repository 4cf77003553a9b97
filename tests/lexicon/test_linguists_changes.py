"""A linguist's change is one row of one table: a new word is known wherever its kind counts, without a line of code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.lexicon.tables import FOLDER

# Tables are read once, when what needs them is imported: a process of its own reads those of a folder.
_RUN = """
import json, sys
from pathlib import Path
from sakura_cli.lexicon import tables
tables.FOLDER = Path(sys.argv[1])
from sakura_cli.spans import Span
{code}
print(json.dumps(answer))
"""
_EXTRACT = """
from sakura_cli.tasks.extraction.rules import RuleReading
from sakura_cli.tasks.extraction.fields import parse_fields
from sakura_cli.documents.document import Document
from sakura_cli.tasks.extraction.source import IndexedDocument, leaves_of
source = IndexedDocument(Document('a.txt', {text!r}, 'utf-8', chr(10), False))
node = RuleReading(source).read(parse_fields({spec!r}))
answer = {{path: leaf.value for path, leaf in leaves_of(node)}}
"""
_STRIP = """
from sakura_cli.text.names import strip_honorific, strip_post
text, span = {text!r}, Span(0, len({text!r}))
answer = strip_post(text, strip_honorific(text, span, is_name=True)).cut(text)
"""
_NAMES = """
from sakura_cli.text.names import find_names
answer = [name.text for name in find_names({text!r})]
"""


@pytest.mark.parametrize(
    ("table", "row", "code", "before", "after"),
    [
        pytest.param(
            "names/honorifics",
            "猊下\tperson\t慣用",
            _STRIP.format(text="大森千夏猊下"),
            "大森千夏猊下",
            "大森千夏",
            id="an honorific",
        ),
        pytest.param(
            "names/titles", "統括官\tpost\t慣用", _STRIP.format(text="石黒統括官"), "石黒統括官", "石黒", id="a post"
        ),
        pytest.param(
            "labels/concepts",
            "署名者\t氏名\t慣用",
            _EXTRACT.format(text="署名者：大森 千夏\n件名：見積の件\n", spec="氏名:name, 件名"),
            {"件名": "見積の件"},
            {"氏名": "大森 千夏", "件名": "見積の件"},
            id="a synonym of a label",
        ),
        pytest.param(
            "names/companies",
            "企業組合\tcompany\t\t\t中小企業等協同組合法",
            _NAMES.format(text="企業組合緑山と契約した"),
            [],
            ["緑山"],
            id="a legal form",
        ),
        pytest.param(
            "names/companies",
            "企業組合\tcompany\t\t\t中小企業等協同組合法",
            "from sakura_cli.tasks.extraction.entities.rules import find_mentions\n"
            "text = '緑山企業組合は解散した。'\n"
            "answer = [(mention.span.cut(text), mention.category) for mention in find_mentions(text)]",
            [["緑山企業組合", "organisation"]],
            [["緑山企業組合", "company"]],
            id="a legal form at the end of a name",
        ),
        pytest.param(
            "documents/mail",
            "発信者\tcore-field\t慣用",
            "from sakura_cli.documents.reading.mail import strip_mail\n"
            "answer = strip_mail('発信者：大森\\n件名：見積の件\\n\\n承知しました。\\n').text",
            "発信者：大森\n件名：見積の件\n\n承知しました。\n",
            "見積の件\n承知しました。\n",
            id="a field of a mail",
        ),
        pytest.param(
            "labels/sums",
            "手数料\tpart\t慣用",
            "from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums\nanswer = is_row_of_sums('手数料')",
            False,
            True,
            id="a row of sums",
        ),
        pytest.param(
            "meaning/directions",
            "盛況\tcrowd\t+\t慣用\n閑散\tcrowd\t-\t慣用",
            "from sakura_cli.text.meaning import find_misstatements\n"
            "answer = [each.kind for each in find_misstatements('会場は閑散だった。', '会場は盛況だった。')]",
            [],
            ["turned-direction"],
            id="a pair of opposites",
        ),
    ],
)
def test_a_row_is_all_it_takes(tmp_path: Path, table: str, row: str, code: str, before: Any, after: Any) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert _ask(folder, code) == before
    with (folder / f"{table}.tsv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    assert _ask(folder, code) == after


def _ask(folder: Path, code: str) -> Any:
    command = [sys.executable, "-c", _RUN.format(code=code), str(folder)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
