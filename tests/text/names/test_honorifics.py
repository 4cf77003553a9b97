"""Honorifics after names: taken off, found again, and left where they are part of a word."""

from __future__ import annotations

import pytest

from sakura_cli.spans import Span
from sakura_cli.text.names.honorifics import find_honorific, strip_honorific


@pytest.mark.parametrize(
    ("text", "is_name", "bare"),
    [
        ("山田太郎様", False, "山田太郎"),
        ("山田　太郎　様", False, "山田　太郎"),
        ("株式会社さくら商事 御中", False, "株式会社さくら商事"),
        ("鈴木さん", False, "鈴木"),
        ("市長殿", False, "市長"),
        ("佐藤氏", True, "佐藤"),
        ("佐藤氏", False, "佐藤氏"),
        ("野村先生", True, "野村"),
        ("ケンくん", True, "ケン"),
        ("仕様", False, "仕様"),
        ("仏様", False, "仏様"),
        ("お客様", False, "お客様"),
        ("皆さん", True, "皆さん"),
        ("たくさん", False, "たくさん"),
        ("伊勢神宮の本殿", False, "伊勢神宮の本殿"),
        ("様", False, "様"),
    ],
)
def test_honorifics_stay_out_of_names(text: str, is_name: bool, bare: str) -> None:
    assert strip_honorific(text, Span(0, len(text)), is_name=is_name).cut(text) == bare


@pytest.mark.parametrize(
    ("text", "name", "honorific"),
    [
        ("山田太郎様のご注文", "山田太郎", "様"),
        ("さくら商事 御中", "さくら商事", "御中"),
        ("鈴木さんが来た", "鈴木さん", "さん"),
        ("鈴木は来た", "鈴木", None),
        ("一様に広がる", "一", None),
    ],
)
def test_the_honorific_of_a_name_is_found(text: str, name: str, honorific: str | None) -> None:
    found = find_honorific(text, Span(text.index(name), text.index(name) + len(name)))
    assert (found.cut(text) if found else None) == honorific
