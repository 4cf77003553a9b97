"""Slang: words with a sure standard counterpart, and words that a business sentence does without."""

from __future__ import annotations

from typing import Final

from sakura_cli.lexicon.wordlist import word_set

STANDARD: Final[tuple[tuple[str, str, str], ...]] = (
    (r"(?:マジ|まじ|ガチ)で(?=[^すはもしあ、。])", "本当に", "本当に"),
    (r"(?:マジ(?![でな])|ガチ)(?=[一-龠])", "本当に", "本当に"),
    (r"ぶっちゃけ、?", "率直に言うと、", "率直に申しますと、"),
    (r"メアド", "メールアドレス", "メールアドレス"),
    (r"ドタキャン", "直前のキャンセル", "直前のキャンセル"),
    (r"(?:ビミョー|ビミョウ|びみょー)", "微妙", "微妙"),
    (r"もうちょい", "もう少し", "もう少々"),
    (r"なるはやで", "できるだけ早く", "できるだけ早く"),
    (r"とりま(?!す|せ|し)", "とりあえず", "とりあえず"),
    (r"(?:サクッと|さくっと)", "手早く", "手早く"),
    (r"(?:おっけー|オッケー|おけ)(?=、)", "わかりました", "承知いたしました"),
    (r"(?:すっげー|すっげえ|すげー|すげえ)(?=[一-龠])", "とても", "大変"),
    (r"ちょい(?=[一-龠])", "少し", "少々"),
)
"""Pattern, polite and business wording; only where the sense is the same in any sentence."""

SLANG: Final = word_set(
    """マジ まじ マジで まじで ガチ ガチで ぶっちゃけ めっちゃ めちゃ すげえ すげー じゃん っしょ とりま ちょい もん
    もうちょい おっけー おっけ オッケー なるはや"""
)
"""Words a business sentence does without. Slang that says something (しょぼい, やばい) is not among them: no other word
is sure to say the same."""
SLANG_FORMS: Final = (
    r"(?<=[一-龠ぁ-んァ-ヶ])(?:っす(?=か|ね|よ|$|[。！？!?])|じゃん(?=か|ね|よ|$|[。！？!?])|っ?しょ(?=$|[。！？!?])"
    r"|ってば)(?<!でしょ)(?<!ましょ)"
)
