"""The language of a text, told by script and by common words."""

from __future__ import annotations

import pytest

from sakura_cli.text.languages import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("会議は来週に延期します。", "ja"),
        ("定例会議議事録", "ja"),
        ("# README\n\n`npm install` を実行して GitHub に push します。", "ja"),
        ("The meeting was moved to next week.", "en"),
        ("Install", "en"),
        ("The word さくら means cherry blossom in this long English sentence.", "en"),
        ("会议推迟到下周，请大家注意时间。", "zh"),
        ("這個會議延到下週，請大家注意。", "zh"),
        ("회의는 다음 주로 연기되었습니다.", "ko"),
        ("Die Sitzung wird auf nächste Woche verschoben.", "de"),
        ("La réunion est reportée à la semaine prochaine.", "fr"),
        ("La reunión se aplaza a la semana que viene.", "es"),
        ("12,345 + 67 = ?", None),
    ],
)
def test_the_language_is_told(text: str, language: str | None) -> None:
    assert detect_language(text) == language
