"""Tell EUC-JP from CP932 and decode both as they are found in the wild, ISO-2022-JP too.

General detectors take short Shift_JIS for gb18030 or big5, so both Japanese readings are scored by what Japanese
text is made of.
Left out: legacy encodings of other languages; text that reads as neither is reported, never guessed.
"""

from __future__ import annotations

import re

# The 600 or so kanji that make up most of modern Japanese text, and those of common surnames.
_COMMON_KANJI = frozenset(
    "一万三上下不与世両中主乗予争事二云互五井交京人今介仕他付代令以仮件任企休会伝位住体何作使例供価便係保信修個倍健側備働像優元先光党入"
    "全公共兵内円再写処出分切判別利制前副創力加助労動務募勢勤化北区十千午半協南単博原去参又及友反収取受口可台号司各合同名向君含告周味呼命和品"
    "員問善営器四回団図国土在地型域基報場塔境増声売変外多夜大天太夫失契女好始委子字存学安官定実客室宮害家容寄密富察審対専小少局屋展山島"
    "川州工己市希席帰常平年幸庁広底店府度座建式引強当形役彼待後得御心必志応思急性情想意感態成我戦戸所手打払承技投拠括持指授提換援携支改政教"
    "数整料断新方施日早明易映時普書最月有望期木未本材村来東果査株核案検業極楽構様標権横橋機次止正歩死残段毛氏民気水求決治況法注洋津活"
    "流海済満準演火点無然物特状独王現理生産用田由申町画界留番異病発白百的皆益監目直相省県真眼着知石研確示礼社神私科税程種究空立競第等答"
    "策算管範約素細終組経結統続総置美者考聞職育能自致般良色若英落葉行術表要見規覚覧親観解言計記設許訳証試話語認説読課調談請論謝"
    "識議護象負費資質赤走起足路身車転返述送途通造連週進運過道達違遠適選部都重野金針録長門開間関限院際集電面音頁項題額類風食館首験驚高鳥"
    "佐藤鈴木渡邊辺林清崎阿杉松浦岡福島齋斎遠森池谷菅武増永久保岩吉坂丸竹柴"
    "郎介輔菜奈恵智雄樹翔郵銀振込様御中請求書見積納払座番号会社支店"
)
_LEAST_UTF8_LETTERS = 4
_VOICEABLE = frozenset("ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ")
_SEMI_VOICEABLE = frozenset("ﾊﾋﾌﾍﾎ")
_NEVER_INITIAL = frozenset("ｧｨｩｪｫｬｭｮｯｰﾝﾞﾟ｡､｣")
_ESCAPE = re.compile(rb"\x1b(\$\(D|\$@|\$B|\(B|\(J|\(I)")
_HALFWIDTH_RUN = re.compile("[｡-ﾟ]{3}")
_EUC_PAIR = re.compile(rb"\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}|[\xa1-\xfe]{2}")


# What everybody calls Shift_JIS today has ① and 髙.
SAME_AS_CP932 = dict.fromkeys(("shift_jis", "shiftjis", "sjis", "shift_jisx0213", "windows_31j"), "cp932")


class UndecodableBytesError(ValueError):
    """Bytes that an encoding does not allow; `offset` counts bytes from the start.

    `is_mixed` says that what is before it is UTF-8 and what is there another encoding, or the other way round.
    """

    def __init__(self, offset: int, *, is_mixed: bool = False) -> None:
        super().__init__(f"cannot decode at byte {offset}")
        self.offset = offset
        self.is_mixed = is_mixed


def decode_strictly(data: bytes, codec: str) -> str:
    """Decode with a Python codec.

    Raises:
        UndecodableBytesError: with the byte offset.
    """
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UndecodableBytesError(error.start) from None
    except UnicodeError:
        raise UndecodableBytesError(0) from None


def find_mixture(data: bytes) -> int | None:
    """Return the offset of the first line in another encoding than UTF-8, where others are Japanese in UTF-8.

    A line of CP932 or EUC-JP is hardly ever UTF-8 of so many Japanese characters, and nothing but those.
    """
    first, utf8, offset = None, 0, 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            try:
                letters = [char for char in line.decode("utf-8") if char > "\x7f"]
                utf8 += len(letters) if all("\u3000" <= char <= "\u9fff" or char >= "\uff00" for char in letters) else 0
            except UnicodeDecodeError:
                first = offset if first is None else first
        offset += len(line)
    return first if utf8 >= _LEAST_UTF8_LETTERS else None


def decode_cp932(data: bytes) -> str:
    """Decode Shift_JIS as Windows writes it (with ① and 髙)."""
    return decode_strictly(data, "cp932")


def decode_euc_jp(data: bytes) -> str:
    """Decode EUC-JP, with the rows that only Windows assigns (①, 髙) where plain EUC-JP has nothing."""
    try:
        return decode_strictly(data, "euc_jp")
    except UndecodableBytesError as strict_error:
        # Python has no cp51932, so each pair it does not know goes through its CP932 form.
        pieces: list[str] = []
        position = 0
        for pair in _EUC_PAIR.finditer(data):
            pieces.append(_decode_ascii(data, position, pair.start()))
            pieces.append(_decode_euc_pair(pair.group(), pair.start(), strict_error))
            position = pair.end()
        pieces.append(_decode_ascii(data, position, len(data)))
        return "".join(pieces)


def decode_iso2022_jp(data: bytes) -> str:
    """Decode ISO-2022-JP, also with half-width katakana and the Windows rows that mail programs add."""
    for codec in ("iso2022_jp", "iso2022_jp_ext"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    pieces: list[str] = []
    mode = b"(B"
    position = 0
    for escape in [*_ESCAPE.finditer(data), None]:
        end = escape.start() if escape else len(data)
        pieces.append(_decode_iso2022_run(data[position:end], mode, position))
        if escape:
            mode, position = escape.group(1), escape.end()
    return "".join(pieces)


def has_iso2022_jp_escape(data: bytes) -> bool:
    """Say whether seven-bit data switches to a Japanese character set."""
    return any(escape.group(1) not in (b"(B", b"(J") for escape in _ESCAPE.finditer(data)) and data.isascii()


def score_japanese(text: str, *, is_euc: bool = False) -> float:
    """Score how likely `text` is what somebody wrote: 1.0 is all kana and common kanji, below 0 is implausible.

    Half-width characters weigh half. `is_euc` tells that `text` was read as EUC-JP.
    """
    total = 0.0
    weight = 0
    previous = ""
    for index, char in enumerate(text):
        if char > "\x7f":
            total += _weigh(char, previous, text[index + 1 : index + 2])
            weight += 1 if "｡" <= char <= "ﾟ" else 2
        previous = char
    # EUC-JP marks every half-width character with 0x8E; three kanji of CP932 in a row that all start with it are rare.
    bonus = 0.5 if is_euc and _HALFWIDTH_RUN.search(text) else 0.0
    return total / max(weight, 1) + bonus


def is_improbable_kanji_run(text: str) -> bool:
    """Recognise Chinese text read by a Japanese encoding: many kanji, no kana, few of them common in Japanese."""
    kanji = [char for char in text if "一" <= char <= "鿿"]
    has_kana = any("ぁ" <= char <= "ヺ" for char in text)
    return len(kanji) >= 6 and not has_kana and sum(char in _COMMON_KANJI for char in kanji) < 0.4 * len(kanji)


def _weigh(char: str, previous: str, following: str) -> float:
    if "｡" <= char <= "ﾟ":
        return _weigh_halfwidth(char, previous)
    if "ぁ" <= char <= "ヾ" or char in "、。「」『』（）・ー〜～":
        return 2.0
    if char in _COMMON_KANJI:
        return 2.0
    if "一" <= char <= "鿿":
        # A lone kanji inside a Latin word is an accented letter of a Western encoding.
        if previous.isascii() and previous.isalpha() and following.isascii() and (following.isalpha() or not following):
            return -2.0
        return 0.6 if char.encode("cp932", "replace") < b"\x98\x73" else 0.1
    if "！" <= char <= "～" or "\u3000" <= char <= "〿":
        return 1.4
    if "\ue000" <= char <= "\uf8ff" or "\x80" <= char <= "\x9f" or char == "\ufffd":
        return -6.0
    return 0.2


def _weigh_halfwidth(char: str, previous: str) -> float:
    is_continued = "ｦ" <= previous <= "ﾟ"
    if char == "ﾞ":
        return 1.5 if previous in _VOICEABLE else -2.0
    if char == "ﾟ":
        return 1.5 if previous in _SEMI_VOICEABLE else -2.0
    if char in _NEVER_INITIAL and not is_continued:
        return -1.0
    return 0.55


def _decode_ascii(data: bytes, start: int, end: int) -> str:
    try:
        return data[start:end].decode("ascii")
    except UnicodeDecodeError as error:
        raise UndecodableBytesError(start + error.start) from None


def _decode_euc_pair(pair: bytes, offset: int, error: UndecodableBytesError) -> str:
    try:
        return pair.decode("euc_jp")
    except UnicodeDecodeError:
        if len(pair) == 2 and pair[0] != 0x8E:
            return _decode_jis_pair(pair[0] & 0x7F, pair[1] & 0x7F, offset)
        raise UndecodableBytesError(offset) from error


def _decode_jis_pair(row: int, cell: int, offset: int) -> str:
    """Decode a JIS X 0208 pair (both 0x21 to 0x7E) through its CP932 form."""
    lead = ((row - 0x21) >> 1) + (0x81 if row < 0x5F else 0xC1)
    trail = cell + (0x1F if cell < 0x60 else 0x20) if row & 1 else cell + 0x7E
    try:
        return bytes((lead, trail)).decode("cp932")
    except UnicodeDecodeError:
        raise UndecodableBytesError(offset) from None


def _decode_iso2022_run(run: bytes, mode: bytes, offset: int) -> str:
    if mode in (b"(B", b"(J"):
        return _decode_ascii(run, 0, len(run))
    if mode == b"(I":
        return decode_strictly(bytes(byte | 0x80 for byte in run), "cp932")
    pieces: list[str] = []
    index = 0
    while index < len(run):
        if run[index] <= 0x20:
            pieces.append(chr(run[index]))
            index += 1
            continue
        pair = run[index : index + 2]
        if len(pair) < 2 or not all(0x21 <= byte <= 0x7E for byte in pair):
            raise UndecodableBytesError(offset + index)
        if mode == b"$(D":
            pieces.append(decode_strictly(b"\x8f" + bytes(byte | 0x80 for byte in pair), "euc_jp"))
        else:
            pieces.append(_decode_jis_pair(pair[0], pair[1], offset + index))
        index += 2
    return "".join(pieces)
