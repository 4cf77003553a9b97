"""`sakura extract` on real weights: what holds whatever the model answers."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.cli.conftest import Run

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("real_weights")]

SMALL = "qwen2.5-coder-0.5b"
NOTE = (
    "みどり計測の田島です。先日は工場を案内していただき、ありがとうございました。"
    "校正の見積りは48,000円（税別）で、納期は令和8年6月3日になります。不明な点は岸本さんにお尋ねください。\n"
)
FIELDS = "差出人:name, 会社, 金額:amount, 納期:date, 連絡先[]:{氏名:name, 敬称}"


def read(result: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert result.returncode == 0, result.stderr.decode()
    envelope: dict[str, Any] = json.loads(result.stdout)
    return envelope


def test_values_are_cut_out_of_the_source_and_normalised(sakura: Run) -> None:
    envelope = read(sakura("extract", "-m", SMALL, "--json", "--fields", FIELDS, stdin=NOTE.encode()))
    data = envelope["result"]["data"]
    assert list(data) == ["差出人", "会社", "金額", "納期", "連絡先"]
    assert (data["金額"], data["納期"]) == (48000, "2026-06-03")
    assert envelope["usage"]["completion_tokens"] > 0
    for span in envelope["result"]["spans"]:
        assert span["raw"] == NOTE[span["start"] : span["end"]] != ""


def test_an_answer_cut_by_its_limit_still_fits(sakura: Run) -> None:
    arguments = ("extract", "-m", SMALL, "--json", "--max-tokens", "6", "--fields", FIELDS)
    envelope = read(sakura(*arguments, stdin=NOTE.encode()))
    assert list(envelope["result"]["data"]) == ["差出人", "会社", "金額", "納期", "連絡先"]
    assert "broken-off" in {finding["kind"] for finding in envelope["findings"]}
