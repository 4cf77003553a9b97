"""Translation memories of other tools: what is read of them, what stays in them, what is refused."""

from __future__ import annotations

import random

import pytest

from sakura_cli.documents.reading.office.xml import parse_xml
from sakura_cli.errors import BadInputError
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit, make_empty, read_tmx

OMEGAT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" segtype="sentence" srclang="JA"/>
  <body>
<!-- Default translations -->
    <tu>
      <tuv lang="JA">
        <seg>契約を更新します。</seg>
      </tuv>
      <tuv lang="EN-GB" changeid="me" changedate="20200101T000000Z">
        <seg>We renew the contract.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""
MEMOQ = """\
<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
<header creationtool="MemoQ" creationtoolversion="9.12" segtype="sentence" adminlang="en-us" srclang="en-us" \
o-tmf="MemoQTM" datatype="unknown"><prop type="defclient">x</prop><note>of a client</note></header>
<body><tu changedate="20210304T101112Z" creationid="kim" tuid="1"><prop type="x-document">a.docx</prop><note>n</note>
<tuv xml:lang="en-us"><prop type="x-context-pre">&lt;seg&gt;</prop><seg>Press <bpt i='1' type='bold'>{}</bpt>Save\
<ept i='1'>{}</ept> &amp; <ph type='fmt'>&lt;br<sub>alt text</sub>/&gt;</ph><hi type="x">wait</hi>.</seg></tuv>
<tuv xml:lang="ja"><seg><it pos="begin">{}</it>保存を押して待ちます。<ut>x</ut></seg></tuv>
<tuv xml:lang="ja-JP"><seg>「保存」を押します。</seg></tuv></tu></body></tmx>
"""
UNIT = MemoryUnit((("ja", "a < b & 「c」"), ("en", "x > y")))


def test_what_other_tools_write_around_the_words_is_left_out() -> None:
    assert read_tmx(OMEGAT.encode(), source="o.tmx").units == (
        MemoryUnit((("ja", "契約を更新します。"), ("en", "We renew the contract."))),
    )
    [unit] = read_tmx(MEMOQ.encode(), source="m.tmx").units
    assert unit.texts == (
        ("en", "Press Save & wait."),
        ("ja", "保存を押して待ちます。"),
        ("ja", "「保存」を押します。"),
    )


@pytest.mark.parametrize("text", [OMEGAT, MEMOQ, make_empty().decode()])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_new_units_leave_the_others_byte_for_byte(text: str, encoding: str) -> None:
    data = text.replace("UTF-8", "UTF-16").replace("utf-8", "utf-16") if encoding == "utf-16" else text
    before = read_tmx(data.encode(encoding), source="a.tmx")
    after = before.with_units([UNIT]).with_units([MemoryUnit((("de", "Öl"), ("ja", "油")))])
    assert after.data[: before.end] == before.data[: before.end] == data.encode(encoding)[: before.end]
    assert after.data.endswith(before.data[before.end :])
    again = read_tmx(after.data, source="a.tmx")
    assert again.units == (*before.units, UNIT, MemoryUnit((("de", "Öl"), ("ja", "油"))))
    assert again.end == after.end


def test_an_encoding_without_the_letters_gets_them_as_references() -> None:
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><tmx version="1.4"><header/><body></body></tmx>'
    after = read_tmx(latin.encode("latin-1"), source="a.tmx").with_units([UNIT])
    assert read_tmx(after.data, source="a.tmx").units == (UNIT,)


@pytest.mark.parametrize("body", ["<body/>", "<body />", "<body></body>", "<body>\n</body>"])
def test_a_memory_without_units_takes_some(body: str) -> None:
    made = read_tmx(f"<tmx><header/>{body}</tmx>".encode(), source="a.tmx").with_units([UNIT])
    assert read_tmx(made.data, source="a.tmx").units == (UNIT,)


def test_what_is_written_is_tmx() -> None:
    root = parse_xml(read_tmx(make_empty(), source="a.tmx").with_units([UNIT]).data, source="a.tmx")
    assert root.tag == "tmx" and root.get("version") == "1.4"
    header = root.find("header")
    wanted = ("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype")
    assert header is not None and all(header.get(name) for name in wanted)
    languages = [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in root.iter("tuv")]
    assert languages == ["ja", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "source,target\n",
        "<html><body></body></html>",
        "<tmx version='1.4'><header/></tmx>",
        OMEGAT[:-20],
        OMEGAT.replace('"tmx11.dtd">', '"tmx11.dtd" [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>').replace(
            "契約", "&b;"
        ),
        f"<tmx><body>{'<tu>' * 500}{'</tu>' * 500}</body></tmx>",
    ],
)
def test_what_is_no_memory_is_refused(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_tmx(text.encode(), source="a.tmx")
    assert caught.value.kind == "bad-memory" and "契約" not in caught.value.message


def test_a_type_that_is_named_is_not_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    dtd = tmp_path_factory.mktemp("dtd") / "tmx14.dtd"
    dtd.write_text('<!ENTITY secret "secret">', encoding="utf-8")
    text = OMEGAT.replace("tmx11.dtd", dtd.as_uri())
    assert len(read_tmx(text.encode(), source="a.tmx").units) == 1


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_file_is_read_and_added_to_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    encoding = chance.choice(["utf-8", "utf-16", "shift_jis", "iso-2022-jp"])
    text = chance.choice([OMEGAT, MEMOQ]).replace("UTF-8", encoding).replace("utf-8", encoding)
    data = bytearray(text.encode(encoding, errors="ignore"))
    for _ in range(chance.choice([0, 1, 1, 2, 5])):
        start = chance.randrange(len(data))
        length = chance.choice([0, 1, 1, 8, 40])
        data[start : start + length] = chance.choice(
            [b"", b"<", b"/>", b"\0", b"</body>", b"<body/>", b"<tu>", b"\xff\xfe"]
        )
    try:
        found = read_tmx(bytes(data), source="a.tmx")
    except BadInputError as error:
        assert error.kind == "bad-memory"
        return
    again = read_tmx(found.with_units([UNIT]).data, source="a.tmx")
    assert again.units == (*found.units, UNIT)
