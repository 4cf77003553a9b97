"""Verbs and their 尊敬語, 謙譲語Ⅰ and 謙譲語Ⅱ, keyed by Sudachi's normalized spelling.

Special forms follow 敬語の指針 (2007) pp.24-28. サ変 nouns are in `sahen`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.japanese.conjugation import Word
from sakura_cli.lexicon.wordlist import word_set


class Special(NamedTuple):
    """Suppletive honorific verbs of one plain verb; None where the regular pattern or the plain verb serves."""

    respect: Word | None = None
    humble: Word | None = None
    courteous: Word | None = None


def _v(text: str, cls: str) -> Word:
    return Word(text, cls)


_IRASSHARU = _v("いらっしゃる", "5ra")
_MAIRU = _v("参る", "5r")
_NARU = "5r"

SPECIAL_VERBS: Final[dict[str, Special]] = {
    "行く": Special(_IRASSHARU, _v("伺う", "5w"), _MAIRU),
    "来る": Special(_IRASSHARU, _v("伺う", "5w"), _MAIRU),
    "居る": Special(_IRASSHARU, None, _v("おる", "5r")),
    "為る": Special(_v("なさる", "5ra"), None, _v("いたす", "5s")),
    "遣る": Special(_v("なさる", "5ra"), None, _v("いたす", "5s")),
    "言う": Special(_v("おっしゃる", "5ra"), _v("申し上げる", "1"), _v("申す", "5s")),
    "見る": Special(_v("ご覧になる", _NARU), _v("拝見する", "suru"), None),
    "食べる": Special(_v("召し上がる", "5r"), None, _v("いただく", "5k")),
    "食う": Special(_v("召し上がる", "5r"), None, _v("いただく", "5k")),
    "飲む": Special(_v("召し上がる", "5r"), None, _v("いただく", "5k")),
    "思う": Special(_v("お思いになる", _NARU), None, _v("存じる", "1")),
    "会う": Special(_v("お会いになる", _NARU), _v("お目にかかる", "5r"), None),
    "聞く": Special(_v("お聞きになる", _NARU), _v("伺う", "5w"), None),
    "読む": Special(_v("お読みになる", _NARU), _v("拝読する", "suru"), None),
    "貰う": Special(_v("お受け取りになる", _NARU), _v("いただく", "5k"), None),
    "呉れる": Special(_v("くださる", "5ra"), None, None),
    "着る": Special(_v("お召しになる", _NARU), None, None),
    "寝る": Special(_v("お休みになる", _NARU), None, None),
    "眠る": Special(_v("お休みになる", _NARU), None, None),
    "死ぬ": Special(_v("お亡くなりになる", _NARU), None, _v("亡くなる", "5r")),
    "亡くなる": Special(_v("お亡くなりになる", _NARU), None, None),
    "座る": Special(_v("お掛けになる", _NARU), None, None),
    "買う": Special(_v("お買い求めになる", _NARU), None, None),
    "住む": Special(_v("お住まいになる", _NARU), None, None),
    "訪ねる": Special(_v("お訪ねになる", _NARU), _v("伺う", "5w"), None),
    "訪れる": Special(_v("お越しになる", _NARU), _v("伺う", "5w"), None),
    "見せる": Special(_v("お見せになる", _NARU), _v("お見せする", "suru"), None),
    "借りる": Special(_v("お借りになる", _NARU), _v("お借りする", "suru"), None),
    "頼む": Special(_v("お頼みになる", _NARU), _v("お願いする", "suru"), None),
    "引き受ける": Special(_v("お引き受けになる", _NARU), _v("お引き受けする", "suru"), None),
    "気付く": Special(_v("お気づきになる", _NARU), None, None),
    "気に入る": Special(_v("お気に召す", "5s"), None, None),
    "出る": Special(_v("お出になる", _NARU), None, None),
    "居なくなる": Special(None, None, None),
    "覚える": Special(_v("覚えていらっしゃる", "5ra"), None, None),
    "聴く": Special(_v("お聴きになる", _NARU), _v("拝聴する", "suru"), None),
    "尋ねる": Special(_v("お尋ねになる", _NARU), _v("お尋ねする", "suru"), None),
}

REQUEST_STEMS: Final[dict[str, str]] = {
    "行く": "",
    "来る": "お越し",
    "見る": "ご覧",
    "食べる": "お召し上がり",
    "飲む": "お召し上がり",
    "食う": "お召し上がり",
    "着る": "お召し",
    "寝る": "お休み",
    "座る": "お掛け",
    "言う": "",
    "気を付ける": "お気をつけ",
    "買う": "お買い求め",
    "読む": "お読み",
    "会う": "お会い",
    "借りる": "お借り",
    "見せる": "お見せ",
    "分かる": "ご理解",
    "思う": "お思い",
    "聞く": "お聞き",
    "寄る": "お立ち寄り",
    "訪ねる": "お越し",
    "貰う": "お受け取り",
    "手伝う": "お手伝い",
    "出る": "",
    "居る": "",
    "為る": "",
    "遣る": "",
    "似る": "",
    "死ぬ": "",
}
"""What stands before ください where it is not お + 連用形 ("": no such form, て + ください serves)."""

# お〜になる is well formed and usual in business Japanese.
RESPECT_BY_O: Final = word_set(
    """送る 届ける 渡す 返す 貸す 借りる 預ける 預かる 伝える 知らせる 聞かせる 教える 尋ねる 話す 答える 決める
    考える 忘れる 困る 喜ぶ 始める 終える 続ける 辞める 止める 開ける 閉める 押す 引く 取る 置く 作る 直す
    変える 払う 支払う 申し込む 探す 調べる 確かめる 比べる 集める 集まる 揃う 揃える 並ぶ 並べる 乗る 下りる
    泊まる 歩く 急ぐ 立つ 遊ぶ 勝つ 負ける 受け取る 申し出る 引っ越す 生まれる 疲れる 付き合う 別れる 離れる
    勤める 務める 習う 学ぶ 楽しむ 過ごす 育てる 飼う 描く 歌う 弾く 撮る 着替える 履く 被る 脱ぐ 洗う 切る 焼く
    召す 使う 選ぶ 書く 待つ 持つ 帰る 戻る 出掛ける 入る 休む 分かる 受ける 頼む 願う 勧める 進める 進む 手伝う
    助ける 招く 誘う 呼ぶ 迎える 送り届ける 運ぶ 包む 配る 示す 断る 許す 祈る 祝う 詫びる 訴える 認める
    求める 買い求める 取り替える 取り寄せる 取り扱う 引き取る 引き受ける 立ち寄る 寄る 掛ける 控える 構う 通る
    通す 曲がる 上る 渡る 回る 移る 移す 残す 残る 加える 加わる 入れる 出す 打つ 売る 植える 消す 消える 付ける
    外す 張る 折る 畳む 片付ける 仕上げる 纏める 見付ける 見える 心掛ける 悩む 選び直す 書き直す 考え直す
    遣り直す 読み上げる 書き込む 書き留める 打ち合わせる 話し合う 問い合わせる 持ち帰る 持ち込む 買い上げる
    買い換える 試す 味わう 着く 発つ 向かう 通う 暮らす 過ぎる 勝ち取る 築く 抱える 抱く 言い付ける 申し付ける
    治す 治る 込める 飾る 贈る 差し上げる 繰り返す 引き継ぐ 受け継ぐ 見直す 見積もる 守る 破る 頼る 任せる 譲る
    恵む 励む 努める 挑む 取り組む 捗る 怒る 嫌う 叱る 褒める 思い出す 思い付く 読み返す 作り直す 仕舞う 耐える
    悟る 察する 汲み取る 付け加える 立て替える 組む 結ぶ 切り替える 立ち上げる 取り消す 差し替える"""
)

# お〜する is well formed: the act reaches the person addressed.
HUMBLE_BY_O: Final = word_set(
    """送る 届ける 渡す 返す 貸す 借りる 預かる 預ける 伝える 知らせる 教える 尋ねる 話す 答える 勧める 手伝う
    助ける 招く 誘う 呼ぶ 迎える 送り届ける 運ぶ 包む 配る 示す 断る 詫びる 祝う 祈る 待つ 持つ 選ぶ 取る
    取り替える 取り寄せる 引き取る 引き受ける 受ける 受け取る 調べる 探す 見せる 撮る 作る 通す 注ぐ 出す 付ける
    掛ける 譲る 任せる 頼る 打ち合わせる 問い合わせる 立て替える 持ち帰る 持ち込む 申し込む 支える 支払う
    聞かせる 話し合う 引き合わせる 差し替える 見積もる 願う 召し上げる 待たせる 困らせる 騒がせる 知り合う 贈る
    払う"""
)

# Acts of people for which れる/られる is the natural 尊敬語 (no usual お〜になる).
RESPECT_BY_RERU: Final = word_set(
    """驚く 焦る 悲しむ 苦しむ 泣く 笑う 叫ぶ 倒れる 太る 痩せる 働く 走る 泳ぐ 踊る 死ぬ 生きる 老いる 急かす 黙る
    騒ぐ 負う 得る 経る 感じる 信じる 論じる 演じる 命じる 案じる 応じる 投じる 生じる 乗り越える 成し遂げる
    立ち去る 去る 逃げる 隠れる 隠す 落ち着く 慣れる 飽きる 諦める 間違える 失う 投げる 打ち出す 切り出す 落とす
    拾う 上り詰める 拘る 涼む 見込む 取り立てる 目指す 狙う 招き入れる 起きる 着ける"""
)

# Plain verbs for one's own wish to be allowed: させていただく is the established form.
PERMISSIVE: Final = word_set("休む 帰る 辞める 止める 断る 始める 終える 締め切る 退く 下りる 抜ける")

INVOLUNTARY: Final = word_set(
    """有る 降る 成る 始まる 終わる 届く 掛かる 見える 聞こえる 変わる 増える 減る 続く 壊れる 出来る 要る 足りる
    間に合う 落ちる 売れる 切れる 分かれる 込む 混む 空く 開く 閉まる 遅れる 違う 似合う 済む 決まる 助かる"""
)

POTENTIAL_OFFER: Final = word_set(
    """使う 買う 読む 見る 食べる 飲む 選ぶ 申し込む 入る 乗る 泊まる 払う 支払う 受け取る 持ち帰る 試す 着る
    借りる 送る 取る 書く 返す 変える 楽しむ 座る 預ける 引き出す 調べる 探す"""
)
"""Verbs whose potential, said of a thing, offers the act to the person addressed (使える -> お使いいただける)."""

SURELY_HUMBLE: Final = word_set(
    "待つ 送る 届ける 渡す 伝える 知らせる 見せる 返す 預かる 尋ねる 答える 話す 手伝う 引き受ける 迎える 案内"
)
"""Acts that one does for the other side: said of oneself they take お〜する even where the text is polite already."""
