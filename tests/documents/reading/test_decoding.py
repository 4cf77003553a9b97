"""Decoding: every encoding, its traps, and what has to be refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.errors import BadInputError, UsageError

LEGACY = ("cp932", "euc_jp", "iso2022_jp")
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんアイウエオソ"
KANJI = "日本人大年一国会出中十上見生行今東京時分後先金自間書議室部長社様件表能申込予定確認"
japanese = st.lists(
    st.one_of(
        st.text(KANA, min_size=1, max_size=6), st.text(KANJI, min_size=1, max_size=4), st.sampled_from("。、１２A1\n ")
    ),
    min_size=1,
    max_size=12,
).map("".join)
sentences = japanese.map(lambda text: "会議は" + text + "です。")


def decode(data: bytes, encoding: str | None = None) -> Document:
    return decode_document(data, source="memo.txt", encoding=encoding)


@pytest.mark.parametrize("encoding", [*LEGACY, "utf-8", "utf-8-sig", "utf-16"])
@given(text=sentences)
def test_japanese_text_survives_every_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(text=sentences, newline=st.sampled_from(["\n", "\r\n", "\r"]))
def test_newlines_are_normalised_and_remembered(text: str, newline: str) -> None:
    document = decode((text + "\n").replace("\n", newline).encode("cp932"))
    assert document.text == text + "\n"
    assert document.newline == newline


@pytest.mark.parametrize(
    "word",
    [
        *(
            "会議",
            "山田",
            "東京都",
            "はい",
            "出",
            "書",
            "十",
            "表",
            "能",
            "ソ",
            "申込",
            "請求書",
            "齋藤",
            "鈴木",
            "薔薇",
        ),
        *("ｱｲｳｴｵ", "ﾔﾏﾀﾞ ﾀﾛｳ", "ｶ)ｻｸﾗｼｮｳｼﾞ", "ﾌﾘｺﾐ", "ﾃｽﾄ", "ｺｰﾋｰ", "ｻｳﾅ", "ﾄｳｷｮｳ", "ﾊﾞｽ", "ﾜｰﾙﾄﾞ"),
        *("①②", "髙橋", "㈱さくら", "～", "￥100"),
    ],
)
def test_a_single_word_of_shift_jis_is_recognised(word: str) -> None:
    document = decode(word.encode("cp932"))
    assert (document.text, document.encoding) == (word, "cp932")


@pytest.mark.parametrize(
    "word", ["会議", "山田", "東京都", "はい", "出", "表", "能", "ソ", "請求書", "鈴木", "ﾃｽﾄ", "ﾔﾏﾀﾞ ﾀﾛｳ"]
)
def test_a_single_word_of_euc_jp_is_recognised(word: str) -> None:
    document = decode(word.encode("euc_jp"))
    assert (document.text, document.encoding) == (word, "euc_jp")


def test_windows_characters_in_euc_and_mail_encodings() -> None:
    # ① (0x2D21) and 髙 (0x7C62) stand in rows that JIS X 0208 leaves free and Windows fills.
    assert decode(b"\xad\xa1 " + "会議です".encode("euc_jp")).text == "① 会議です"
    assert decode(b"\x1b$B\x2d\x21\x1b(B OK").text == "① OK"
    assert decode(b"\xfc\xe2" + "橋さんです".encode("euc_jp")).text == "髙橋さんです"
    assert decode(b"\x1b$B\x7c\x62\x1b(B").text == "髙"


def test_halfwidth_katakana_in_iso_2022_jp() -> None:
    assert decode("ﾃｽﾄです".encode("iso2022_jp_ext")).text == "ﾃｽﾄです"


@pytest.mark.parametrize(
    ("encoding", "bom", "name"),
    [
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
    ],
)
def test_byte_order_marks_are_remembered_and_left_out(encoding: str, bom: bytes, name: str) -> None:
    document = decode(bom + "はい\r\n".encode(encoding))
    assert document == Document("memo.txt", "はい\n", name, "\r\n", True)


def test_ansi_colours_do_not_make_iso_2022_jp() -> None:
    assert decode(b"\x1b[31mred\x1b[0m").encoding == "utf-8"
    assert decode("\x1b[31m赤\x1b[0m".encode("cp932")).text == "\x1b[31m赤\x1b[0m"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "　\n".encode(), b"\xef\xbb\xbf", "\u200b".encode()])
def test_blank_input_is_refused(data: bytes) -> None:
    with pytest.raises(BadInputError) as caught:
        decode(data)
    assert caught.value.kind == "empty"


@pytest.mark.parametrize("data", [b"a\0b", b"\x1f\x8b\x08", b"\x89PNG\r\n\x1a\n\0\0", b"GGUF\x03"])
def test_binary_input_is_refused_with_a_hint(data: bytes) -> None:
    with pytest.raises(BadInputError) as caught:
        decode(data)
    assert caught.value.kind == "binary"
    assert caught.value.hint


def test_utf16_without_mark_is_refused_with_the_option_that_reads_it() -> None:
    data = "会議の議事録\n".encode("utf-16-le")
    with pytest.raises(BadInputError) as caught:
        decode(data)
    assert "--encoding utf-16-le" in str(caught.value.hint)
    assert decode(data, "utf-16-le").text == "会議の議事録\n"


def test_undecodable_bytes_are_reported_with_their_offset() -> None:
    data = "資料を確認しました。".encode()
    with pytest.raises(BadInputError) as caught:
        decode(data[:-1])
    assert caught.value.kind == "undecodable"
    assert "byte 27" in caught.value.message
    assert "--encoding" in str(caught.value.hint)
    with pytest.raises(BadInputError, match="byte 0"):
        decode(b"\x81", "cp932")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("你好世界，我们今天开会讨论问题", "gb18030"),
        ("今天天氣很好", "big5"),
        ("généré par le système", "latin-1"),
        ("für Größe später", "latin-1"),
        ("안녕하세요 반갑습니다", "cp949"),
        ("Привет, мир", "cp1251"),
    ],
)
def test_other_legacy_encodings_are_never_taken_for_japanese(text: str, encoding: str) -> None:
    with pytest.raises(BadInputError) as caught:
        decode(text.encode(encoding))
    assert caught.value.kind == "undecodable"


@given(data=st.binary(max_size=60))
def test_any_bytes_give_a_document_or_a_bad_input_error(data: bytes) -> None:
    try:
        document = decode(data)
    except BadInputError as error:
        assert error.kind in ("empty", "binary", "undecodable")
    else:
        assert "\r" not in document.text
        assert document.text.strip()


@given(text=sentences, cut=st.integers(1, 2))
def test_truncated_utf8_is_never_read_as_another_encoding(text: str, cut: int) -> None:
    with pytest.raises(BadInputError):
        decode((text + "終").encode()[:-cut])


def test_named_encodings() -> None:
    assert decode("①".encode("cp932"), "Shift_JIS").text == "①"
    assert decode("café".encode("latin-1"), "latin-1").text == "café"
    assert decode("\ufeffはい".encode(), "utf-8") == Document("memo.txt", "はい", "utf-8", "\n", True)
    for name in ("no-such", "base64", "rot13", ""):
        with pytest.raises(UsageError):
            decode(b"abc", name)


@pytest.mark.parametrize("other", ["cp932", "euc_jp"])
def test_two_encodings_in_one_text_are_told_with_the_place_where_the_other_begins(other: str) -> None:
    head, tail = "宛先：営業部の皆様\n".encode(), "本日の打合せは延期になりました。\n".encode(other)
    for data, offset in ((head + tail, len(head)), (tail + head, 0), (b"abc\n" + head + tail, 4 + len(head))):
        with pytest.raises(BadInputError, match="mixes") as caught:
            decode_document(data, source="a.txt")
        assert caught.value.kind == "undecodable" and f"byte {offset}" in caught.value.message
