"""Find what names somebody or something: katakana words, kanji names with a title, Latin words, companies.

By form and by short lists, without a dictionary. Left out: kanji names that nothing marks, except those that begin
with a common surname; ordinary compounds look just like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sakura_cli.spans import Span
from sakura_cli.text.names.loanwords import LOANWORDS, SURNAMES

NameKind = Literal["katakana", "kanji-name", "latin"]

_KATAKANA = re.compile(r"[ァ-ヺｦ-ﾟ][ァ-ヺーｦ-ﾟ]{2,}")
_HONORIFICS = (
    "様|さま|さん|氏|君|くん|ちゃん|先生|殿|弁護士|医師|教授|准教授|博士|議員|選手|監督|被告|容疑者"
    "|首相|大臣|知事|市長|棋士|記者|アナ|女史"
)
_TITLES = (
    "代表取締役社長|代表取締役|取締役|執行役員|(?<=[一-龠々]{2})本部長|(?<![一-龠々])本部長|副部長|部長|副課長|課長|係長|主任|主査|社長|副社長|会長|専務|常務|次長|室長|局長|店長|支店長|所長|院長|校長|理事長|理事"
    "|マネージャー|リーダー|チーフ|ディレクター|主事|参事|委員長|座長|顧問|監査役|秘書"
)
_KANJI_NAME = re.compile(
    rf"(?<![一-龠々])(?P<name>[一-龠々][一-龠々ヶケノ]{{0,4}}?)(?P<title>{_HONORIFICS}|{_TITLES})(?![一-龠々])"
)
_POST = rf"(?:{_TITLES})(?:代理|補佐)?"
_POST_AFTER = re.compile(rf"(?:[ 　]+\S*|(?<=[一-龠々ぁ-んァ-ヶーA-Za-z])){_POST}$")
_POST_BEFORE = re.compile(rf"\S*{_POST}[ 　]+(?=\S)")
_WORD_BEFORE = re.compile(r"(?P<word>\S+)[ 　]+(?=\S)")
# 部 and 室 only after more than a surname has (服部, 小室, 長谷部).
_UNIT = re.compile(r"\S+(?:課|係|支店|支社|営業所|事業所|工場|センター|グループ|チーム|本部)|\S{3,}[部室]")
_SURNAMES = "|".join(sorted(SURNAMES, key=len, reverse=True))
_SURNAME = re.compile(rf"(?<![一-龠々])(?P<name>{_SURNAMES})(?![都道府県市区町村駅郡線湖山川島])")
LEGAL_FORM = r"(?:(?:株式|有限|合同|合資)会社|[（(][株有][）)]|㈱)"
"""What a company's name begins or ends with, as a pattern."""
_COMPANY = re.compile(
    rf"{LEGAL_FORM}\s?(?P<after>[一-龠々ァ-ヺーA-Za-z&]{{2,12}})"
    rf"|(?P<before>[一-龠々ァ-ヺーA-Za-z&]{{2,12}}){LEGAL_FORM}"
)
_MAX_COMPOUND = 24
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'&.-]*[A-Za-zÀ-ÖØ-öø-ÿ]")

# What stands before さん, 様 or a title without being anybody's name, alone or put together (各担当, 営業本部).
_ORDINARY_WORDS = """
お 御 各 皆 全 両 同 諸 某 前 元 新 現 旧 副 総 次期 初代 歴代 当 弊 貴 御社 本 他 何 誰 神 仏 王 父 母 兄 姉
弟 妹 祖父 祖母 叔父 伯父 叔母 伯母 娘 息子 奥 嫁 孫 旦那 主 殿 若 姫 和尚 爺 婆 子供 営業 経理 総務 人事 開発
企画 技術 製造 品質 管理 事業 担当 代表 名誉 財務 外務 法務 防衛 環境 経済 文部 科学 厚生 労働 農林 水産 国土
交通 内閣 総理 官房 特命 専任 常任 非常勤 常勤 主任 特任 客員 准 情報 国際 広報 購買 調達 物流 生産 工場 研究
設計 海外 地域 戦略 監査 内部 安全 施設 支援 支社 支店 統括 首席 上席 専門 医療 看護 事務 学年 学級 模 仕 異 多
有 摂 華 彼 主治 担任 家庭 小児 産業 顧問 博 議 参 態 拝 映画 医学 新聞 政策 汚職 探偵 邦 第一 第二 第三 業務
営繕 会計 秘書 予算 契約 資材 販売 店舗 商品 市場 宣伝 顧客 相談 窓口 受付 保守 運用 運営 改革 推進 制作 編集
職人 芸人 本人 個人 新人 老人 名人 達人 友人 知人 夫人 主人 大人 素人 玄人 隣人 住人 役人 商人 証人 恋人 花屋
本屋 魚屋 八百屋 肉屋 酒屋 床屋 薬屋 業者 家主 地主 店主 事業主 株主 施主 荷主 大家 作家 画家 農家 専門家 家族
遺族 親族 女子 男子 生徒 信徒 市民 町民 住民 国民 学生 先生 研修生 実習生 留学生 受験生 卒業生 選手 相手 若手
助手 運転手 部長 課長 社長 会長 店長 所長 院長 校長 園長 駅長 町長 村長 区長 隊長 船長 工場長 支店長 取引先
得意先 仕入先 宛先 担当者 関係各位 各位 赤ちゃん
"""
_NO_NAME = re.compile(
    rf"(?:{'|'.join(_ORDINARY_WORDS.split())})+(?:部|本部|課|室|科|内|等|付)?"
    r"|.*[的性化型系者員客社達官師士課係局省庁会組班団署校州党]"
)
_ORDINARY_TITLES = re.compile(r"(?:仕|模|多|同|一|異|有|王|奥|皆|神|仏|何|御|貴|殿|客|各位)様")


class Name(NamedTuple):
    """A name found in a text; `text` is the part to look up, without honorific or title."""

    kind: NameKind
    span: Span
    text: str


def find_names(folded: str) -> list[Name]:
    """Find names in a folded text, in order; katakana words that everybody uses are left out."""
    found = [*_find_kanji_names(folded), *_find_katakana(folded), *_find_companies(folded), *_find_latin(folded)]
    found.sort(key=lambda name: (name.span.start, -name.span.end))
    kept: list[Name] = []
    for name in found:
        if not kept or name.span.start >= kept[-1].span.end:
            kept.append(name)
    return kept


def is_loanword(word: str, known: frozenset[str] = LOANWORDS) -> bool:
    """Say whether a katakana word is an ordinary one or put together from ordinary ones."""
    if word in known or word.rstrip("ー") in known or word + "ー" in known:
        return True
    if len(word) > _MAX_COMPOUND:
        return False
    return any(word[:cut] in known and is_loanword(word[cut:], known) for cut in range(2, len(word) - 1))


def is_ordinary_person_word(word: str) -> bool:
    """Say whether a kanji word before an honorific or title is a role, a relative or a unit, not a name."""
    return _NO_NAME.fullmatch(word) is not None


def _find_katakana(folded: str) -> Iterator[Name]:
    for match in _KATAKANA.finditer(folded):
        if not is_loanword(match.group()):
            yield Name("katakana", Span(*match.span()), match.group())


def _find_kanji_names(folded: str) -> Iterator[Name]:
    for match in _KANJI_NAME.finditer(folded):
        name = match["name"]
        if (
            not _NO_NAME.fullmatch(name)
            and not _ORDINARY_TITLES.search(match.group())
            and folded[match.start() - 1 : match.start()] not in ("お", "ご")
        ):
            yield Name("kanji-name", Span(match.start(), match.end("name")), name)
    for match in _SURNAME.finditer(folded):
        yield Name("kanji-name", Span(*match.span()), match["name"])


def _find_companies(folded: str) -> Iterator[Name]:
    for match in _COMPANY.finditer(folded):
        group = "after" if match["after"] else "before"
        if not re.fullmatch(r"[当弊貴各両同親子]|各種", match[group]):
            kind: NameKind = "kanji-name" if re.search(r"[一-龠]", match[group]) else "katakana"
            yield Name(kind, Span(*match.span(group)), match[group])


def _find_latin(folded: str) -> Iterator[Name]:
    for match in _LATIN.finditer(folded):
        yield Name("latin", Span(*match.span()), match.group())


def strip_post(text: str, span: Span) -> Span:
    """Return the span of a person's name without the post and unit beside it: 石黒課長, 経理部 主任 山田太郎."""
    start = span.start
    while before := _POST_BEFORE.match(text, start, span.end) or _match_unit(text, start, span.end):
        start = before.end()
    after = _POST_AFTER.search(text, start, span.end)
    return Span(start, after.start() if after and after.start() > start else span.end)


def _match_unit(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match a department before a name: 総務部 田中; 服部 一郎 has none."""
    match = _WORD_BEFORE.match(text, start, end)
    return match if match and (_UNIT.fullmatch(match["word"]) or _NO_NAME.fullmatch(match["word"])) else None
