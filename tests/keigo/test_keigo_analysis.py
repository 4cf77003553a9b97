"""Registers, honorific classes, actors, predicates, protected text: what checking and rewriting stand on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo import HonorificClass, Register, Side, analyze
from sakura_cli.keigo.layout import find_lines, mask_protected
from sakura_cli.keigo.rewriting.context import Style
from sakura_cli.keigo.rewriting.engine import parse_predicates
from sakura_cli.keigo.types import Audience, Level


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("明日は会社に行く。", Register.PLAIN),
        ("これは本だ。", Register.PLAIN),
        ("もう読んだ？", Register.PLAIN),
        ("明日は会社に行きます。", Register.POLITE),
        ("これは本ですか？", Register.POLITE),
        ("少々お待ちください。", Register.BUSINESS),
        ("資料を拝見いたしました。", Register.BUSINESS),
        ("明日伺います。会議は三時だ。", Register.MIXED),
        ("営業部 山田", Register.NONE),
    ],
)
def test_register(text: str, register: Register) -> None:
    assert analyze(text).register is register


def test_levels_run_from_honorific_to_casual() -> None:
    levels = [s.level for s in analyze("お待ちいたしております。ご覧になります。行きます。行く。").sentences]
    assert levels == sorted(levels)
    assert levels[0] < levels[-1] == 4


@pytest.mark.parametrize("text", ["ご挨拶に参上しました。", "お話を拝聴しました。", "本を拝借しました。"])
def test_a_humble_noun_counts_for_the_level(text: str) -> None:
    assert analyze(text).sentences[0].level < analyze("本を借りました。").sentences[0].level


CLASSES = [
    ("先生がおっしゃいました。", "おっしゃい", HonorificClass.RESPECT, Side.RESPECTED),
    ("お客様がお読みになりました。", "お読みになり", HonorificClass.RESPECT, Side.ADDRESSEE),
    ("私がご案内します。", "ご案内し", HonorificClass.HUMBLE, Side.SELF),
    ("明日、私が伺います。", "伺い", HonorificClass.HUMBLE, Side.SELF),
    ("弊社の田中が参ります。", "参り", HonorificClass.COURTEOUS, Side.IN_GROUP),
    ("資料を拝見しました。", "拝見し", HonorificClass.HUMBLE, Side.UNKNOWN),
    ("こちらが資料でございます。", "ござい", HonorificClass.POLITE, Side.UNKNOWN),
    ("お料理を作ります。", "お料理", HonorificClass.BEAUTIFIED, Side.UNKNOWN),
    ("貴社のご意見を伺います。", "貴社", HonorificClass.RESPECT, Side.UNKNOWN),
]


@pytest.mark.parametrize(("text", "part", "honorific_class", "actor"), CLASSES)
def test_honorific_class_and_actor(text: str, part: str, honorific_class: HonorificClass, actor: Side) -> None:
    found = {e.text: e for e in analyze(text).expressions}
    assert part in found
    assert found[part].honorific_class is honorific_class
    if actor is not Side.UNKNOWN:
        assert found[part].actor is actor


def test_own_people_are_in_the_group_only_towards_outsiders() -> None:
    text = "弊社の社長がおっしゃいました。"
    sides = {a: [e.actor for e in analyze(text, audience=a).expressions if e.text == "おっしゃい"] for a in Audience}
    assert sides[Audience.EXTERNAL] == [Side.IN_GROUP]
    assert sides[Audience.INTERNAL] == [Side.RESPECTED]


def test_morphemes_keep_spans_in_the_original_text() -> None:
    text = "㈱サンプルの…資料を１０部送る。"
    tokens = analyse_morphemes(text, 100)
    assert "".join(t.surface for t in tokens) == text
    assert all(text[t.start - 100 : t.end - 100] == t.surface for t in tokens)


def test_mask_keeps_lengths() -> None:
    line = "「行く」と `x y` と https://a.jp/b?c=1 と a.b@c.jp を見て。"
    masked = mask_protected(line)
    assert len(masked) == len(line)
    assert "行く" not in masked
    assert masked.endswith("を見て。")


def test_lines_leave_out_quoted_mail_code_and_headings() -> None:
    text = "# 見出し\n本文だ。\n> 引用だ。\n```\n行く\n```\n"
    assert [line.text for line in find_lines(text)] == ["本文だ。"]


@pytest.mark.parametrize(
    ("text", "role", "negated", "past"),
    [
        ("行かなかった。", "final", True, True),
        ("行ったら", "final", False, True),
        ("学生ではなかった。", "final", True, True),
        ("行くけど、", "coordinate", False, False),
        ("高いので、", "coordinate", False, False),
    ],
)
def test_predicates(text: str, role: str, negated: bool, past: bool) -> None:
    tokens = analyse_morphemes(text)
    pred = parse_predicates(tokens, 0, len(tokens))[-1]
    assert (pred.role, pred.core.negated, pred.core.past) == (role, negated, past)


def test_style_tells_where_unmarked_acts_take_honorifics() -> None:
    assert not Style(Level.POLITE, Audience.EXTERNAL).is_honorific
    assert Style(Level.FORMAL, Audience.EXTERNAL).is_honorific


def test_importing_the_package_does_not_import_the_analyser() -> None:
    heavy = "{'sudachipy', 'sakura_cli.japanese.morphology'}"
    code = f"import sys, sakura_cli.keigo; sys.exit(bool({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
