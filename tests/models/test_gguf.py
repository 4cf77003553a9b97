"""The check of GGUF headers: hostile files are refused in bounded memory, sound ones tell what they are."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

import gguf as reference
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakura_cli.errors import BadInputError, InputNotFoundError
from sakura_cli.models import gguf
from sakura_cli.models.gguf_types import FILE_TYPES, TENSOR_TYPES


def text(value: bytes) -> bytes:
    return struct.pack("<Q", len(value)) + value


def header(*, version: int = 3, tensors: int = 1, keys: int = 0) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", version, tensors, keys)


def tensor(*, name: bytes = b"t", shape: tuple[int, ...] = (32,), kind: int = 0, offset: int = 0) -> bytes:
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)


def key(name: bytes, kind: int, value: bytes) -> bytes:
    return text(name) + struct.pack("<I", kind) + value


def array(kind: int, count: int, items: bytes = b"") -> bytes:
    return struct.pack("<IQ", kind, count) + items


DATA = bytes(256)
HOSTILE = {
    "empty": b"",
    "short": b"GG",
    "magic alone": b"GGUF",
    "other magic": b"GGML" + header()[4:] + tensor() + DATA,
    "login page": b"<!DOCTYPE html><html>" + DATA,
    "version 0": header(version=0) + tensor() + DATA,
    "version 1": header(version=1) + tensor() + DATA,
    "version 4": header(version=4) + tensor() + DATA,
    "big-endian": b"GGUF" + struct.pack(">IQQ", 3, 1, 0) + tensor() + DATA,
    "no tensors": header(tensors=0) + DATA,
    "endless tensors": header(tensors=2**63) + tensor() + DATA,
    "endless keys": header(keys=2**63) + DATA,
    "missing keys": header(keys=9),
    "key beyond the file": header(keys=1) + struct.pack("<Q", 2**63) + DATA,
    "text beyond the file": header(keys=1) + key(b"k", 8, struct.pack("<Q", 2**62)) + DATA,
    "unknown value type": header(keys=1) + key(b"k", 13, b"") + tensor() + DATA,
    "a key twice": header(keys=2) + key(b"k", 0, b"1") * 2 + tensor() + DATA,
    "endless array": header(keys=1) + key(b"k", 9, array(8, 2**63)) + DATA,
    "endless numbers": header(keys=1) + key(b"k", 9, array(12, 4 << 20)) + tensor() + DATA,
    "nested array": header(keys=1) + key(b"k", 9, array(9, 1, array(0, 1, b"1"))) + tensor() + DATA,
    "array text beyond the file": header(keys=1) + key(b"k", 9, array(8, 2, struct.pack("<Q", 2**63))) + DATA,
    "array text that wraps around": header(keys=1) + key(b"k", 9, array(8, 2, struct.pack("<Q", 2**64 - 8))) + DATA,
    "alignment 0": header(keys=1) + key(b"general.alignment", 4, struct.pack("<I", 0)) + tensor() + DATA,
    "alignment 3": header(keys=1) + key(b"general.alignment", 4, struct.pack("<I", 3)) + tensor() + DATA,
    "alignment as text": header(keys=1) + key(b"general.alignment", 8, text(b"32")) + tensor() + DATA,
    "no dimensions": header() + tensor(shape=()) + DATA,
    "five dimensions": header() + tensor(shape=(1,) * 5) + DATA,
    "zero extent": header() + tensor(shape=(32, 0)) + DATA,
    "overflowing shape": header() + tensor(shape=(2**63, 2**63)) + DATA,
    "unknown tensor type": header() + tensor(kind=99) + DATA,
    "removed tensor type": header() + tensor(kind=4) + DATA,
    "broken block": header() + tensor(shape=(31,), kind=8) + DATA,
    "crooked offset": header() + tensor(offset=1) + DATA,
    "offset beyond the file": header() + tensor(offset=2**40) + DATA,
    "tensors that overlap": header(tensors=2) + tensor() + tensor(name=b"u", offset=32) + DATA,
    "a tensor twice": header(tensors=2) + tensor() + tensor(offset=128) + bytes(512),
    "no data": header() + tensor(),
    "data one byte short": header() + tensor(shape=(64,)) + bytes(7 + 256 - 1),
    "endless tensor name": header() + struct.pack("<Q", 2**40) + DATA,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.fault("M1")
def test_a_hostile_file_is_refused(content: bytes, tmp_path: Path) -> None:
    """Crafted headers (magic, versions, counts, lengths, types, shapes, offsets): 65 from the header check alone."""
    path = tmp_path / "hostile.gguf"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        gguf.read_header(path)
    assert "hostile.gguf is not a sound GGUF file" in caught.value.message


def test_a_header_without_end_costs_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse.gguf"
    with path.open("wb") as file:
        file.write(header(keys=1) + key(b"k", 9, array(8, 2, struct.pack("<Q", 1 << 32))))
        file.truncate(8 << 30)
    tracemalloc.start()
    try:
        with pytest.raises(BadInputError, match="header is larger than 128 MiB"):
            gguf.read_header(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * gguf.MAX_HEADER_BYTES


def test_a_sound_file_tells_what_it_is(weights: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(weights)
    found = gguf.read_header(path)
    assert (found.architecture, found.name, found.quantization) == ("llama", "Tiny 桜", "Q8_0")
    assert found.context_tokens == 2048
    assert (found.vocabulary_size, found.chat_template) == (4, "{{ messages }}")
    assert found.data_offset + 100_032 * 4 <= len(weights) == found.file_bytes


def test_a_header_larger_than_the_first_window_is_read(
    weights: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(weights)
    monkeypatch.setattr(gguf, "_WINDOWS", (100, 1 << 20))
    assert gguf.read_header(path).architecture == "llama"


@pytest.mark.parametrize("missing", [1, 1000, 400_000])
@pytest.mark.fault("M1")
def test_a_truncated_file_is_refused(missing: int, weights: bytes, tmp_path: Path) -> None:
    """A file cut short: 65."""
    path = tmp_path / "tiny.gguf"
    path.write_bytes(weights[:-missing])
    with pytest.raises(BadInputError):
        gguf.read_header(path)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError):
        gguf.read_header(tmp_path / "none.gguf")


def test_numbers_agree_with_the_reference_package() -> None:
    known = {int(t): (t.name, *reference.GGML_QUANT_SIZES[t]) for t in reference.GGMLQuantizationType}
    assert known.items() >= TENSOR_TYPES.items()
    named = {int(t): t.name.removeprefix("MOSTLY_").removeprefix("ALL_") for t in reference.LlamaFileType}
    assert named.items() >= FILE_TYPES.items()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.fault("M1")
def test_damaged_headers_end_in_an_answer_or_a_refusal(data: st.DataObject, weights: bytes, tmp_path: Path) -> None:
    """Random damage to a real header: an answer or 65, nothing else."""
    content = bytearray(weights[:1500])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.sampled_from([0, 1, 8, 9, 0x7F, 0x80, 0xFF]))
    cut = data.draw(st.integers(0, len(content)))
    path = tmp_path / "damaged.gguf"
    path.write_bytes(bytes(content) + weights[1500:] if data.draw(st.booleans()) else bytes(content[:cut]))
    try:
        gguf.read_header(path)
    except BadInputError as error:
        assert "damaged.gguf" in error.message


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.binary(max_size=400))
def test_random_bytes_after_the_magic_are_refused(tail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "random.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + tail)
    with pytest.raises(BadInputError):
        gguf.read_header(path)
