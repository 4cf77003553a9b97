"""`sakura translate` on real weights: what stays, what must not stay, and numbers; never the wording."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sakura_cli.documents.reading.marked_up.markdown import describe_structure
from sakura_cli.text.facts.support import missing_facts
from tests.cli.conftest import Run

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("real_weights")]

SMALL = "qwen2.5-coder-0.5b"
README = """\
# 棚卸しの手引き

在庫は1,250個で、費用は48万円でした。`zaiko list` を実行し、[一覧](https://example.com/一覧)を見ます。

```sh
zaiko list --all   # すべて
```
"""


def test_structure_code_and_numbers_survive_a_small_model(sakura: Run, home: Path) -> None:
    (home / "README.md").write_text(README, encoding="utf-8")
    result = sakura("translate", "-m", SMALL, "--to", "en", "--json", home / "README.md")
    assert result.returncode == 0, result.stderr.decode()
    envelope = json.loads(result.stdout)
    text = envelope["result"]["text"]
    assert describe_structure(text) == describe_structure(README)
    assert "`zaiko list`" in text and "](https://example.com/一覧)" in text
    found = {finding["kind"] for finding in envelope["findings"]}
    for segment in envelope["result"]["segments"]:
        assert README[segment["start"] : segment["end"]] == segment["source"]
        bare = segment["target"].replace("](https://example.com/一覧)", "")
        assert not re.search("[ぁ-ヺ一-龠]", bare) or found & {"markup-lost", "empty"}
        assert not missing_facts(segment["source"], segment["target"]) or "number-missing" in found
