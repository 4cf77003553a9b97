"""常体 takes keigo off and leaves what is said: leave, denial, what need not and what must not be done."""

from __future__ import annotations

import pytest

from sakura_cli.keigo import Level, rewrite
from sakura_cli.keigo.rewriting import plain


@pytest.mark.parametrize(
    ("polite", "said"),
    [
        ("説明会には出なくてもかまいません。", "説明会には出なくてもかまわない。"),
        ("来客中の部署は参加しなくても構いません。", "来客中の部署は参加しなくても構わない。"),
        ("返信しなくてもいいです。", "返信しなくてもいい。"),
        ("靴は脱がなくてもよろしいです。", "靴は脱がなくてもいい。"),
        ("申請書は出さなくても大丈夫です。", "申請書は出さなくても大丈夫だ。"),
        ("持参しなくてもよろしいでしょうか。", "持参しなくてもいいだろうか。"),
        ("お越しいただかなくても差し支えございません。", "来てもらわなくても差し支えない。"),
        ("裏口から入ってもかまいません。", "裏口から入ってもかまわない。"),
        ("行かなくてはなりません。", "行かなくてはならない。"),
        ("使わないでください。", "使わないでほしい。"),
        ("できないことはありません。", "できないことはない。"),
        ("受付をお済ませください。", "受付を済ませてほしい。"),
        ("様子をお聞かせください。", "様子を聞かせてほしい。"),
        ("原因は入力漏れでした。", "原因は入力漏れだった。"),
    ],
)
def test_what_is_said_stays(polite: str, said: str) -> None:
    """Whatever is denied, spared or allowed still is."""
    assert rewrite(polite, level=Level.PLAIN).text == said


def test_a_rewriting_that_says_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a rule gets wrong, the sentence then stays polite."""
    monkeypatch.setattr(plain, "_plain_text", lambda sentence, predicate: "来ない")
    assert rewrite("業者が来ます。", level=Level.PLAIN).text == "業者が来ます。"
