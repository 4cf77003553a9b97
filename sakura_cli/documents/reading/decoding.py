"""Decode the bytes of a text into a `Document`, the same way under any locale.

Left out: reading files, formats that are not text, and every encoding of other languages except UTF-8, UTF-16 and
UTF-32.
"""

from __future__ import annotations

import codecs
import re

from sakura_cli.characters.invisible import remove_hidden
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.encodings import (
    SAME_AS_CP932,
    UndecodableBytesError,
    decode_cp932,
    decode_euc_jp,
    decode_iso2022_jp,
    decode_strictly,
    find_mixture,
    has_iso2022_jp_escape,
    is_improbable_kanji_run,
    score_japanese,
)
from sakura_cli.errors import BadInputError, UsageError
from sakura_cli.localization import gettext as _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What no reader of the registry takes.
_MAGIC = (
    (b"\x1f\x8b", _("gzip data"), "gzip -dc FILE | sakura …"),
    (b"GGUF", _("a GGUF model"), "sakura … -m FILE"),
)
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
# What programs write without looking, and what is not decoded.
_TELLING_NOTHING = frozenset({"us-ascii", "ascii", "iso-8859-1", "utf-7", "unknown-8bit"})
_ENCODING_HINT = "--encoding NAME  (utf-8, cp932, euc_jp, iso2022_jp, utf-16-le, …)"


def decode_document(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Decode one input, recognising its encoding unless `encoding` names it.

    Raises:
        BadInputError: kind `empty`, `binary` or `undecodable` (the message has the byte offset).
        UsageError: `encoding` is not the name of a text encoding.
    """
    codec = None if encoding is None else _look_up_codec(encoding)
    _refuse_known_binary(data, source)
    try:
        if codec is not None:
            text, has_bom = _decode_as(data, codec)
        else:
            text, codec, has_bom = _recognise(data, source)
    except UndecodableBytesError as error:
        if error.is_mixed:
            raise BadInputError(
                _("{source} mixes UTF-8 and another encoding from byte {offset} on").format(
                    source=source, offset=error.offset
                ),
                kind="undecodable",
                hint=_("save it in one encoding: {command}").format(command="iconv -f CP932 -t UTF-8"),
            ) from None
        message = (
            _("{source} cannot be decoded at byte {offset}")
            if encoding is None
            else _("{source} cannot be decoded as {encoding} at byte {offset}")
        )
        raise BadInputError(
            message.format(source=source, encoding=encoding, offset=error.offset),
            kind="undecodable",
            hint=_ENCODING_HINT,
        ) from None
    if "\0" in text:
        raise _binary_error(source, data)
    text, hidden_characters = remove_hidden(text)
    if _BLANK.fullmatch(text):
        hint = _("give a file with text, or - to read standard input")
        raise BadInputError(_("{source} is empty").format(source=source), kind="empty", hint=hint)
    newline = _most_frequent_newline(text)
    return Document(source, _NEWLINE.sub("\n", text), codec, newline, has_bom, hidden_characters)


def decode_labelled(data: bytes, *, source: str, encoding: str | None, label: str | None) -> Document:
    """Decode an input that says itself in which encoding it is, which may be wrong; `encoding` decides over that.

    Raises what `decode_document` raises.
    """
    if encoding is not None:
        return decode_document(data, source=source, encoding=encoding)
    # UTF-7 and what no codec knows are left to recognition, like a charset that does not fit.
    if label and label.lower() not in _TELLING_NOTHING:
        try:
            return decode_document(data, source=source, encoding=label)
        except UsageError:
            pass
        except BadInputError as error:
            if error.kind != "undecodable":
                raise
    return decode_document(data, source=source)


def _look_up_codec(name: str) -> str:
    try:
        info = codecs.lookup(name.strip())
        " ".encode(info.name)  # a LookupError for codecs that are not text encodings
    except (LookupError, ValueError):
        message = _("unknown encoding: {name}").format(name=repr(name))
        raise UsageError(message, kind="encoding", hint=_ENCODING_HINT) from None
    codec = info.name
    return SAME_AS_CP932.get(codec, {"utf-8-sig": "utf-8"}.get(codec, codec))


def _refuse_known_binary(data: bytes, source: str) -> None:
    for magic, name, hint in _MAGIC:
        if data.startswith(magic):
            message = _("{source} is {format}, not text").format(source=source, format=name)
            raise BadInputError(message, kind="binary", hint=hint)


def _binary_error(source: str, data: bytes) -> BadInputError:
    hint = _("give plain text")
    guess = _guess_utf16(data)
    if guess:
        hint = _("if this is UTF-16 without a byte order mark: --encoding {name}").format(name=guess)
    message = _("{source} holds NUL bytes: it is binary, not text").format(source=source)
    return BadInputError(message, kind="binary", hint=hint)


def _guess_utf16(data: bytes) -> str | None:
    """Name the UTF-16 byte order under which the data is text, or None."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        familiar = sum(char in "\t\r\n" or " " <= char <= "~" or "\u3000" <= char <= "鿿" for char in text)
        if familiar > 0.9 * len(text):
            return codec
    return None


def _decode_as(data: bytes, codec: str) -> tuple[str, bool]:
    for bom, name in _BOMS:
        if data.startswith(bom) and (codec in (name, name[:6])):
            return decode_strictly(data[len(bom) :], name), True
    if codec == "euc_jp":
        return decode_euc_jp(data), False
    if codec == "iso2022_jp":
        return decode_iso2022_jp(data), False
    return decode_strictly(data, codec), False


def _recognise(data: bytes, source: str) -> tuple[str, str, bool]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return decode_strictly(data[len(bom) :], name), name, True
    if b"\0" in data:
        raise _binary_error(source, data)
    # ISO-2022-JP is made of ASCII bytes, so it has to be asked before UTF-8, which would accept it as it stands.
    if has_iso2022_jp_escape(data):
        return decode_iso2022_jp(data), "iso2022_jp", False
    try:
        text = decode_strictly(data, "utf-8")
        codec = "utf-8"
        if _looks_like_stray_letters(text):
            text, codec = _prefer_legacy(data, text)
        return text, codec, False
    except UndecodableBytesError as error:
        if _is_damaged_utf8(data):
            raise
        if (offset := find_mixture(data)) is not None:
            raise UndecodableBytesError(offset, is_mixed=True) from None
        text, codec, _ = _recognise_legacy(data, error)
        return text, codec, False


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell UTF-8 with some bad bytes from another encoding: nearly all of it forms three-byte sequences."""
    high = sum(len(run.group()) for run in _HIGH_BYTES.finditer(data))
    sequences = [len(sequence.group()) for sequence in _UTF8_SEQUENCE.finditer(data)]
    long = sum(length for length in sequences if length > 2)
    return long > 0.5 * high and sum(sequences) > 0.8 * high


def _looks_like_stray_letters(text: str) -> bool:
    """Recognise a word of EUC-JP that happens to be valid UTF-8: rare letters and nothing written around them."""
    outside = [char for char in text if char > "\x7f"]
    is_rare = any("\u0180" <= char <= "\u036f" for char in outside) and all(char <= "\u07ff" for char in outside)
    return is_rare and not any(char.isascii() and char.isalpha() for char in text)


def _prefer_legacy(data: bytes, text: str) -> tuple[str, str]:
    try:
        legacy, codec, score = _recognise_legacy(data, UndecodableBytesError(0))
    except UndecodableBytesError:
        return text, "utf-8"
    return (legacy, codec) if score > 0.9 else (text, "utf-8")


def _recognise_legacy(data: bytes, utf8_error: UndecodableBytesError) -> tuple[str, str, float]:
    readings: list[tuple[float, str, str]] = []
    furthest = utf8_error
    for codec, decode in (("cp932", decode_cp932), ("euc_jp", decode_euc_jp)):
        try:
            text = decode(data)
        except UndecodableBytesError as error:
            furthest = max(furthest, error, key=lambda failure: failure.offset)
            continue
        readings.append((score_japanese(text, is_euc=codec == "euc_jp"), codec, text))
    readings.sort(key=lambda reading: reading[0], reverse=True)
    if not readings:
        raise furthest
    score, codec, text = readings[0]
    if score <= 0 or is_improbable_kanji_run(text):
        raise utf8_error
    return text, codec, score


def _most_frequent_newline(text: str) -> str:
    ends = _NEWLINE.findall(text)
    return max(("\n", "\r\n", "\r"), key=ends.count)
