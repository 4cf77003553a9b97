"""A linguist's change is one row of one table: a new unit, counter, currency, word for a day or era is then read."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sakura_cli.lexicon.tables import FOLDER

ROWS = {
    "quantities/units": ["反\tcounter\tfield\t1\tyes\t\t\t物\t尺貫法", "海里\tmeasure\tm\t1852\t\t\t\t\t計量単位令"],
    "quantities/currencies": ["リラ\tword\tTRY\t1\t\t\tISO 4217"],
    "quantities/qualifiers": ["ざっくり\tabout before\t\t慣用"],
    "dates/relative_words": ["再々来週\tweek\t3\treference\t慣用"],
    "dates/eras": ["弘化\tname\t弘化\t1845-01-09\t\t天保15年12月2日改元"],
    "dates/month_parts": ["半ば\tspan\t11\t20\t\t慣用"],
}
_PROGRAM = """
import datetime, json, pathlib, sys
from sakura_cli.lexicon import tables
tables.FOLDER = pathlib.Path(sys.argv[1])
from sakura_cli.text.dates import normalize_date
from sakura_cli.text.quantities import find_quantities, normalize_amount
def count(text):
    return [[str(each.value), each.unit, each.is_plain_kanji, each.is_approximate] for each in find_quantities(text)]
def date(text):
    return normalize_date(text, reference=datetime.date(2026, 3, 4)).value
amount = normalize_amount("50リラ")
print(json.dumps([
    count("3反"), count("一反"), count("3反物"), count("2海里"), count("ざっくり3人"), amount.currency,
    date("再々来週の月曜"), date("弘化2年3月"), date("4月半ば"),
]))
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    folder = tmp_path_factory.mktemp("lexicon") / "tables"
    shutil.copytree(FOLDER, folder)
    for name, rows in ROWS.items():
        with (folder / f"{name}.tsv").open("a", encoding="utf-8") as table:
            table.write("".join(row + "\n" for row in rows))
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    values: list[object] = json.loads(run.stdout)
    return values


@pytest.mark.parametrize(
    ("index", "expected"),
    list(
        enumerate(
            [
                [["3", "field", False, False]],
                [["1", "field", False, False]],
                [["3", "", False, False]],
                [["3704", "m", False, False]],
                [["3", "person", False, True]],
                "TRY",
                "2026-03-23",
                "1846-03",
                "2026-04-11/2026-04-20",
            ]
        )
    ),
)
def test_a_new_row_is_read(read: list[object], index: int, expected: object) -> None:
    assert read[index] == expected
