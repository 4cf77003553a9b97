"""Decoding held to a repertoire, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.characters.script import everyday_japanese, find_foreign, repertoire
from sakura_cli.inference.worker.constraint import CharacterConstraint, character_constraint


def spell(constraint: CharacterConstraint, text: str) -> bool:
    """Tell whether a text can be spelled with tokens of one byte each."""
    for byte in text.encode():
        if not constraint.accepts(bytes([byte])):
            return False
        constraint.advance(bytes([byte]))
    return constraint.is_at_boundary


@pytest.mark.parametrize("character", "开鉴议这们为")
def test_simplified_chinese_cannot_be_spelled_by_bytes(character: str) -> None:
    assert not spell(CharacterConstraint(everyday_japanese()), character)


@pytest.mark.parametrize("text", ["令和八年、髙橋と﨑山は①を「𠮟る」。", "ﾊﾝｶｸ〜～—―", "A-1 100%\n・項目"])
def test_everyday_japanese_can_be_spelled_by_bytes(text: str) -> None:
    assert spell(CharacterConstraint(everyday_japanese()), text)


def test_characters_of_the_source_are_allowed_and_its_control_characters_are_not() -> None:
    constraint = character_constraint("ja", "习近平\x1b[31m\u202e😀")
    assert constraint is not None
    assert constraint.accepts("习".encode())
    assert constraint.accepts("😀".encode())
    assert not constraint.accepts(b"\x1b")
    assert not constraint.accepts("\u202e".encode())


def test_english_output_holds_no_japanese_even_of_the_source() -> None:
    constraint = character_constraint("en", "東京タワー café")
    assert constraint is not None
    assert constraint.accepts("café".encode())
    assert not constraint.accepts("東".encode())
    assert not constraint.accepts("ー".encode())


def test_a_language_without_a_repertoire_is_not_held_to_one() -> None:
    assert character_constraint(None, "") is None
    assert character_constraint("it", "") is None


@pytest.mark.parametrize(
    ("language", "source", "written", "not_written"),
    [
        ("ja-Jpan", "", "停滞した交渉AI。", "s"),
        ("ja-Jpan", "npm", "npmを使う", "s"),
        ("zh", "倉庫です", "盘点结束了。", "で"),
        ("ko", "倉庫です", "재고 조사가 끝났다.", "倉"),
        ("de", "倉庫です", "Größe „15“", "倉"),
    ],
)
def test_a_language_is_held_to_its_script(language: str, source: str, written: str, not_written: str) -> None:
    constraint = character_constraint(language, source)
    assert constraint is not None
    assert constraint.accepts(written.encode()) and not constraint.accepts(not_written.encode())


@given(st.text(max_size=12), st.integers(1, 4))
def test_whatever_is_accepted_is_in_the_repertoire(text: str, size: int) -> None:
    constraint = CharacterConstraint(everyday_japanese())
    data, taken = text.encode("utf-8", errors="ignore"), b""
    for start in range(0, len(data), size):
        piece = data[start : start + size]
        if constraint.accepts(piece):
            constraint.advance(piece)
            taken += piece
    accepted = taken.decode("utf-8", errors="ignore")
    assert set(accepted) <= everyday_japanese()
    if constraint.is_at_boundary:
        assert taken == accepted.encode()


def test_foreign_runs_are_found_with_their_spans() -> None:
    allowed = repertoire("ja") or frozenset()
    assert find_foreign("会議は开会した。这们", allowed) == [(3, 4), (8, 10)]
