"""Ill-formed honorifics: ご〜される, ご〜できる, ご〜してください, ご〜する without anybody it reaches, お〜やすい."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import SHISHIN, Finding, Passage, Rule, Stem, nearest_subject, raised_goal
from sakura_cli.keigo.lexicon import sahen
from sakura_cli.keigo.types import Severity, Side
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_PASSIVE_NOUNS: Final = word_set("招待 紹介 推薦 指名 招聘 選任 選出 任命 案内 祝福 優待")
_ABLE: Final = sahen.ABLE_OFFER | word_set(
    """利用 使用 乗車 降車 下車 参加 出席 入場 入室 購入 応募 来店 来場 来館 試着 試食 試乗 入会 退会 加入 登録 閲覧
    予約 注文 申請 選択 視聴 体験 宿泊 滞在 搭乗 駐車 飲食 喫煙 運転 通行 外出 受診 受講 受験 観覧 鑑賞 入店 入館
    移動 操作 記入 入力 署名 精算 入金 送金 振込 引出 両替 確認 印刷 保存 検索 解約 延長 返品 キャンセル 理解 堪能
    満喫 覧 着席 休憩 遊泳 乗船 乗り換え 賞味 愛用"""
)
_ABLE_VERBS: Final = word_set(
    """使う 求める 買い求める 召し上がる 持ち帰る 乗る 入る 座る 試す 読む 選ぶ 申し込む 飲む 食べる 泊まる 休む 楽しむ
    聴く 開く 帰る 降りる 下りる 払う 支払う 買う 進む 通る 分かる 受け取る 着る 覚える 見る 出る 過ごす 味わう
    切り替える 乗り換える"""
)
_ABLE_NOUNS: Final = word_set(
    """使い 求め 買い求め 召し上がり 持ち帰り 乗り 入り 座り 試し 読み 選び 申し込み 休み 楽しみ 支払い 受け取り
    乗り換え 買い上げ 開き 泊まり"""
)
_NO_HUMBLE: Final = word_set(
    """利用 使用 乗車 降車 下車 参加 出席 欠席 入場 退場 入室 退室 購入 応募 来店 来場 来社 来訪 来館 試着 試食 試乗
    入会 退会 加入 在宅 在室 在席 在籍 卒業 入学 結婚 出産 退院 入院 就職 転職 退職 就任 昇進 昇格 活躍 尽力 努力
    健闘 逝去 誕生 旅行 帰宅 帰国 帰社 帰省 出張 出発 到着 出勤 通勤 通学 執筆 愛用 愛読 静養 療養 満足 堪能 着席
    宿泊 滞在 外出 乗船 搭乗 駐車 運転 喫煙 持参 臨席 列席 参列 集合 所属 経営 開業 引退 受賞 入賞 優勝 当選 合格
    受験 受講 受診 服用 鑑賞 自愛 上達 向上 成功 混乱 結成 苦労 高覧 笑納 査収 在学 勤務 就寝 起床 生活 帰京 上京
    帰郷 快復 回復 入浴 飲食 観覧 来日 乗り換え 乗換 心配 宣告 悲観 選考 集合"""
)
_NO_HUMBLE_VERBS: Final = word_set(
    """忘れる 揃う 驚く 焦る 帰る 分かる 着く 住む 疲れる 気付く 困る 喜ぶ 悩む 悲しむ 怒る 急ぐ 乗る 降りる 下りる
    泊まる 入る 亡くなる 生まれる 勤める 痩せる 太る 間違える 思う 考える 覚える 感じる 信じる 着る 履く 起きる 飲む
    食べる 働く 過ごす 楽しむ 遊ぶ 続ける 辞める 習う 学ぶ 通う 暮らす 生きる 老いる 泣く 笑う 落ち着く 慣れる 立つ
    座る 歩く 走る 使う 求める 寝る"""
)
_POLITE_NOUNS: Final = word_set(
    """掃除 料理 食事 散歩 勉強 買い物 化粧 昼寝 支度 洗濯 留守番 辞儀 祈り 参り 返事 電話 馳走 無沙汰 一緒 邪魔 世話
    片付け 絵描き 遊び 使い 出かけ 休み 泊まり 見舞い 手伝い 茶 酒 花見 礼 詫び 祝い 供 相伴 暇 見合い 着替え 風呂
    昼 引っ越し 話し合い 洒落"""
)
_ACCOMPANY: Final = word_set("案内 連れる 通す 送る 迎える 見送る 持て成す もてなす 渡す 届ける")
_GIVING: Final = frozenset(("下さる", "頂く", "貰う", "呉れる", "欲しい"))


def _is_beautified(stem: Stem) -> bool:
    return stem.bare in _POLITE_NOUNS or stem.norm in _POLITE_NOUNS


def find_sareru(p: Passage) -> Iterator[Finding]:
    """ご利用される, お話しされる."""
    for stem in p.stems:
        k = stem.last
        if p.at(k).norm != "為る" or p.at(k).surface != "さ" or p.at(k + 1).lemma != "れる":
            continue
        if not (stem.is_sahen or stem.is_verb) or stem.bare in ("馳走",):
            continue
        before = p.at(stem.first - 1)
        if stem.bare in _PASSIVE_NOUNS and before.surface in ("に", "から", "より", "て"):
            continue
        start, end = p.span(stem.first, k + 2)
        reru = p.at(k + 1).surface
        after = stem.bare + "さ" + reru if stem.is_sahen else ""
        if not after:
            after = stem.text + "に" + _naru_for(p, k + 1)
        yield Finding(start, end, _("れる does not turn お・ご～する (謙譲語Ⅰ) into 尊敬語"), after)


def _naru_for(p: Passage, k: int) -> str:
    nxt = p.at(k + 1)
    if nxt.surface in ("た", "て", "たら", "たり") or nxt.lemma == "た":
        return "なっ"
    if nxt.lemma == "ます":
        return "なり"
    return "なら" if nxt.lemma == "ない" else "なる"


def find_dekiru(p: Passage) -> Iterator[Finding]:
    """ご利用できます, お求めできます said of the other side's act."""
    for stem in p.stems:
        k = stem.last
        t = p.at(k)
        if t.norm != "出来る" or not t.is_verb:
            continue
        able = stem.bare in _ABLE or stem.bare in _ABLE_NOUNS or (stem.is_verb and stem.norm in _ABLE_VERBS)
        if not able:
            subject = nearest_subject(p, stem.first)
            if subject is None or not (subject.side.is_raised):
                continue
        elif stem.bare == "確認" and (subject := nearest_subject(p, stem.first)) is not None and subject.side.is_own:
            continue
        start, end = p.span(stem.first, k + 1)
        after = stem.text + t.surface.replace("出来", "でき").replace("でき", "いただけ", 1)
        yield Finding(start, end, _("お・ご～できる is the potential of 謙譲語Ⅰ, not for the other side's acts"), after)


def find_shite_kudasai(p: Passage) -> Iterator[Finding]:
    """ご確認してください, お待ちしていただけますか."""
    for stem in p.stems:
        k = stem.last
        if not (stem.is_sahen or stem.is_verb or stem.bare in ("連絡",)):
            continue
        if p.at(k).norm != "為る" or p.at(k).surface != "し" or p.at(k + 1).surface != "て":
            continue
        giver = p.at(k + 2)
        if giver.norm not in _GIVING or _is_beautified(stem):
            continue
        if stem.bare in _ACCOMPANY or stem.norm in _ACCOMPANY:
            if (
                raised_goal(p, stem.first)
                or stem.bare == "案内"
                or stem.norm in ("連れる", "通す", "迎える", "見送る", "送る")
            ):
                continue
        elif raised_goal(p, stem.first) and (
            stem.bare in sahen.HUMBLE_BY_GO or stem.norm in ("伝える", "返す", "見せる", "話す", "聞く", "尋ねる")
        ):
            continue
        start, end = p.span(stem.first, k + 3)
        respectful = "お尋ね" if stem.norm == "伺う" else stem.text
        after = respectful + giver.surface if giver.norm in ("下さる", "頂く") else ""
        if giver.norm == "貰う":
            after = (
                stem.text + giver.surface.replace("もら", "いただ").replace("貰", "頂")
                if giver.surface.startswith(("もらえ", "貰え"))
                else ""
            )
            after = after.replace("いただえ", "いただけ").replace("頂え", "頂け")
        yield Finding(start, end, _("お・ご～する is 謙譲語Ⅰ, not for what the other side is asked to do"), after)


def find_humble_without_goal(p: Passage) -> Iterator[Finding]:
    """ご在宅する, ご利用します, お忘れします: ご〜する of acts that reach nobody."""
    for stem in p.stems:
        t = p.at(stem.last)
        if t.norm not in ("為る", "致す") or (t.surface == "さ" and p.at(stem.last + 1).lemma == "れる"):
            continue
        if t.surface == "せ" or (t.surface.startswith("さ") and p.at(stem.last + 1).lemma in ("せる", "させる")):
            continue
        if t.surface == "し" and p.at(stem.last + 1).surface == "て" and p.at(stem.last + 2).norm in _GIVING:
            continue
        if p.at(stem.last + 1).norm in ("易い", "難い", "辛い"):
            continue
        bad = (stem.is_sahen and stem.bare in _NO_HUMBLE) or (stem.is_verb and stem.norm in _NO_HUMBLE_VERBS)
        if (
            not bad
            and stem.is_verb
            and stem.bare in _ABLE_NOUNS - _POLITE_NOUNS - {"選び", "読み", "受け取り", "支払い", "申し込み"}
        ):
            bad = True
        if not bad or _is_beautified(stem):
            continue
        start, end = p.span(stem.first, stem.last + 1)
        after = _without_humble(stem, t.surface, t.norm, p.at(stem.last + 1).surface)
        yield Finding(start, end, _("お・ご～する is not for an act that reaches nobody"), after)


def _without_humble(stem: Stem, surface: str, norm: str, following: str) -> str:
    if norm == "致す":
        return stem.bare + surface if stem.is_sahen else ""
    is_joined = following in ("て", "た", "たら", "たり")
    forms = {"する": "なさる", "すれ": "なされ", "し": "なさっ" if is_joined else "なさい"}
    if stem.is_sahen:
        return stem.text + forms.get(surface, "なさる")
    return stem.text + "に" + {"する": "なる", "し": "なっ" if is_joined else "なり"}.get(surface, "なる")


def find_easy(p: Passage) -> Iterator[Finding]:
    """お分かりにくい, お求めやすい, ご利用しやすい."""
    for stem in p.stems:
        k = stem.last
        shi = p.at(k).norm == "為る" and p.at(k).surface == "し"
        suffix = p.at(k + 1) if shi else p.at(k)
        if suffix.norm not in ("易い", "難い", "辛い") or not (stem.is_verb or stem.is_sahen):
            continue
        start, end = p.span(stem.first, k + (2 if shi else 1))
        yield Finding(
            start,
            end,
            _("with a verb in 尊敬語 it is お・ご～になりやすい or になりにくい"),
            f"{stem.text}になり{suffix.surface}",
        )


def find_raised_humble(p: Passage) -> Iterator[Finding]:
    """お客様がお待ちする: ご〜する with the other side as subject."""
    for stem in p.stems:
        t = p.at(stem.last)
        if t.norm not in ("為る", "致す", "申し上げる") or not (stem.is_sahen or stem.is_verb) or _is_beautified(stem):
            continue
        if t.surface in ("さ", "せ") or (
            t.surface == "し" and p.at(stem.last + 1).surface == "て" and p.at(stem.last + 2).norm in _GIVING
        ):
            continue
        subject = nearest_subject(p, stem.first, ("が",))
        if subject is None or (subject.side is not Side.ADDRESSEE and subject.text != "お客様"):
            continue
        start, end = p.span(stem.first, stem.last + 1)
        yield Finding(start, end, _("謙譲語Ⅰ (お・ご～する) for the other side's act"))


RULES: Final = (
    Rule(
        "go-sareru",
        Severity.ERROR,
        f"{SHISHIN} Q7 p.36",
        "「ご利用される」など、謙譲語Ⅰの形に「れる」を付けたもの",
        find_sareru,
    ),
    Rule("go-dekiru", Severity.ERROR, f"{SHISHIN} Q8 p.36", "相手の動作に「ご利用できます」など", find_dekiru),
    Rule("go-shite-kudasai", Severity.ERROR, f"{SHISHIN} p.25注", "「ご確認してください」など", find_shite_kudasai),
    Rule(
        "humble-without-goal",
        Severity.ERROR,
        f"{SHISHIN} Q12 p.38",
        "「ご在宅する」など、向かう先のない動作の「ご～する」",
        find_humble_without_goal,
    ),
    Rule(
        "humble-for-other",
        Severity.ERROR,
        f"{SHISHIN} p.15, Q11 p.37",
        "「お客様がお待ちする」など",
        find_raised_humble,
    ),
    Rule("o-yasui", Severity.ERROR, f"{SHISHIN} Q9 p.37", "「お求めやすい」「お分かりにくい」など", find_easy),
)
