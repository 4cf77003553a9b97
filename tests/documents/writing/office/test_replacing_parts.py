"""Archives with other bytes in some parts: everything that is said of a part stays, and other parts byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from sakura_cli.documents.writing.office.archive import replace_parts

FIELDS = (
    "filename",
    "date_time",
    "compress_type",
    "comment",
    "extra",
    "create_system",
    "external_attr",
    "orig_filename",
)


def make(*, seekable: bool = True, comment: bytes = b"") -> bytes:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return seekable

        def seek(self, *arguments: int) -> int:
            if not seekable:
                raise OSError
            return super().seek(*arguments)

        def tell(self) -> int:
            if not seekable:
                raise OSError
            return super().tell()

    buffer = Pipe()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment
        for name, method in (("ア/a.xml", 8), ("b.bin", 0), ("c.xml", 12), ("d.xml", 14)):
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type, info.external_attr, info.comment = method, 0o640 << 16, b"said"
            info.extra = struct.pack("<2H4s", 0x5455, 4, b"time")
            archive.writestr(info, f"content of {name}" * 20)
    return buffer.getvalue()


@pytest.mark.parametrize("seekable", [True, False])
@pytest.mark.parametrize("prefix", [b"", b"#!/bin/self-extracting\n"])
def test_other_parts_and_what_is_said_of_all_stay(seekable, prefix):
    data = prefix + make(seekable=seekable, comment=b"a comment")
    written = replace_parts(data, {"ア/a.xml": b"other", "d.xml": b"", "none": b"nothing"})
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(written))
    assert after.testzip() is None
    assert after.comment == b"a comment"
    assert [[getattr(each, field) for field in FIELDS] for each in after.infolist()] == [
        [getattr(each, field) for field in FIELDS] for each in before.infolist()
    ]
    assert {name: after.read(name) for name in after.namelist()} == {
        "ア/a.xml": b"other", "b.bin": before.read("b.bin"), "c.xml": before.read("c.xml"), "d.xml": b""
    }  # fmt: skip
