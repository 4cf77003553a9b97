"""A bounded reader of GGUF headers: refuses what native code should not see, and tells what a file is.

Checks magic, version, counts, lengths, types and every tensor's place against the size of the file, before llama.cpp
opens it. The vocabulary is walked over, not read; tensor data is never touched.
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sakura_cli.errors import BadInputError, InputNotFoundError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.models.gguf_types import ARRAY, FILE_TYPES, SCALARS, STRING, TENSOR_TYPES

MAGIC = b"GGUF"

# What real files need, several times over: vocabularies have up to 300 k entries, headers up to 40 MB.
MAX_HEADER_BYTES = 128 << 20
MAX_KEYS = 4096
MAX_KEY_BYTES = 65535
MAX_TENSORS = 65536
MAX_TENSOR_NAME_BYTES = 256
MAX_ARRAY_ITEMS = 4 << 20
# Most headers fit the first window; the second is only read when they do not.
_WINDOWS = (8 << 20, MAX_HEADER_BYTES)

_U32 = struct.Struct("<I")
_U64 = struct.Struct("<Q")
_SCALARS = {number: struct.Struct("<" + code) for number, code in SCALARS.items()}


@dataclass(frozen=True)
class GGUFHeader:
    """What a GGUF file says about itself. Sizes in bytes; what the file does not state is None."""

    version: int
    file_bytes: int
    tensor_count: int
    data_offset: int
    quantization: str
    architecture: str | None = None
    name: str | None = None
    context_tokens: int | None = None
    vocabulary_size: int | None = None
    chat_template: str | None = field(default=None, repr=False)


class _WindowExhaustedError(Exception):
    """The header goes on beyond the bytes at hand."""


def read_header(path: Path) -> GGUFHeader:
    """Read and check the header of a GGUF file.

    Raise BadInputError (65) for what is not a sound GGUF file, InputNotFoundError (66) for what cannot be read.
    """
    try:
        with path.open("rb") as file:
            file_bytes = file.seek(0, 2)
            for window in _WINDOWS:
                file.seek(0)
                try:
                    return _Parser(file.read(window), file_bytes, path.name).parse()
                except _WindowExhaustedError:
                    if window >= file_bytes:
                        raise _unsound(path.name, _("it ends inside its header")) from None
    except OSError as error:
        raise InputNotFoundError(
            _("cannot read {path}: {reason}").format(path=path, reason=describe_os_error(error))
        ) from error
    raise _unsound(path.name, _("its header is larger than {limit} MiB").format(limit=MAX_HEADER_BYTES >> 20))


def is_gguf(first_bytes: bytes) -> bool:
    """Tell whether a file that begins with these (at least four) bytes claims to be a GGUF."""
    return first_bytes[:4] == MAGIC


def _unsound(name: str, reason: str) -> BadInputError:
    return BadInputError(
        _("{name} is not a sound GGUF file: {reason}").format(name=name, reason=reason),
        hint=_("download it again, or choose another with -m"),
        kind="gguf",
    )


class _Parser:
    """Walks over one header held in memory."""

    def __init__(self, data: bytes, file_bytes: int, name: str) -> None:
        self._data = data
        self._file_bytes = file_bytes
        self._name = name
        self._position = 0
        self._values: dict[str, int | float | bool | str] = {}
        self._array_lengths: dict[str, int] = {}

    def _fail(self, reason: str) -> BadInputError:
        return _unsound(self._name, reason)

    def _take(self, form: struct.Struct) -> int:
        end = self._position + form.size
        if end > len(self._data):
            raise _WindowExhaustedError
        value: int = form.unpack_from(self._data, self._position)[0]
        self._position = end
        return value

    def _take_text(self, limit: int, what: str) -> str:
        length = self._take(_U64)
        if length > min(limit, self._file_bytes):
            raise self._fail(_("{what} of {length} bytes").format(what=what, length=length))
        end = self._position + length
        if end > len(self._data):
            raise _WindowExhaustedError
        raw = self._data[self._position : end]
        self._position = end
        return raw.decode("utf-8", "replace")

    def parse(self) -> GGUFHeader:
        if not is_gguf(self._data):
            raise self._fail(_("wrong magic number"))
        self._position = 4
        version = self._take(_U32)
        if version not in (2, 3):
            raise self._fail(
                _("format version {version} (2 and 3 are known; the other byte order is not read)").format(
                    version=version
                )
            )
        tensor_count, key_count = self._take(_U64), self._take(_U64)
        if not 0 < tensor_count <= MAX_TENSORS:
            raise self._fail(_("{tensor_count} tensors").format(tensor_count=tensor_count))
        if key_count > MAX_KEYS:
            raise self._fail(_("{key_count} metadata keys").format(key_count=key_count))
        for _key in range(key_count):
            self._take_key_value()
        alignment = self._values.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 8 <= alignment <= 1 << 20 or alignment & (alignment - 1):
            raise self._fail(_("a bad alignment"))
        return self._finish(version, tensor_count, alignment)

    def _take_key_value(self) -> None:
        key = self._take_text(MAX_KEY_BYTES, _("a key"))
        if key in self._values or key in self._array_lengths:
            raise self._fail(_("a metadata key twice"))
        kind = self._take(_U32)
        if kind == STRING:
            self._values[key] = self._take_text(MAX_HEADER_BYTES, _("a text"))
        elif kind == ARRAY:
            self._array_lengths[key] = self._skip_array()
        elif kind in _SCALARS:
            self._values[key] = self._take(_SCALARS[kind])
        else:
            raise self._fail(_("value type {kind}").format(kind=kind))

    def _skip_array(self) -> int:
        kind, count = self._take(_U32), self._take(_U64)
        if count > MAX_ARRAY_ITEMS:
            raise self._fail(_("an array of {count} items").format(count=count))
        if kind == STRING:
            self._skip_texts(count)
        elif kind in _SCALARS:
            self._position += count * _SCALARS[kind].size
            if self._position > len(self._data):
                raise _WindowExhaustedError
        else:
            raise self._fail(_("an array of value type {kind}").format(kind=kind))
        return count

    def _skip_texts(self, count: int) -> None:
        # The hot loop: 300 k steps for a common model. A length beyond the window makes the next unpack fail.
        data, position, unpack = self._data, self._position, _U64.unpack_from
        try:
            for _text in range(count):
                position += unpack(data, position)[0] + 8
        except (struct.error, OverflowError):
            position = len(data) + 1
        if position > self._file_bytes:
            raise self._fail(_("a text that ends beyond the file"))
        if position > len(data):
            raise _WindowExhaustedError
        self._position = position

    def _finish(self, version: int, tensor_count: int, alignment: int) -> GGUFHeader:
        extents: list[tuple[int, int]] = []
        bytes_by_type: Counter[str] = Counter()
        names: set[str] = set()
        for _tensor in range(tensor_count):
            name, type_name, offset, size = self._take_tensor(alignment)
            if name in names:
                raise self._fail(_("a tensor name twice"))
            names.add(name)
            extents.append((offset, size))
            bytes_by_type[type_name] += size
        data_offset = (self._position + alignment - 1) // alignment * alignment
        end = 0
        for offset, size in sorted(extents):
            if offset < end:
                raise self._fail(_("tensors that overlap"))
            end = offset + size
        if data_offset + end > self._file_bytes:
            raise self._fail(
                _("it needs {needed} bytes and has {file_bytes}").format(
                    needed=data_offset + end, file_bytes=self._file_bytes
                )
            )
        architecture = self._text("general.architecture")
        file_type = self._values.get("general.file_type")
        quantization = FILE_TYPES.get(file_type) if isinstance(file_type, int) else None
        return GGUFHeader(
            version=version,
            file_bytes=self._file_bytes,
            tensor_count=tensor_count,
            data_offset=data_offset,
            quantization=quantization or bytes_by_type.most_common(1)[0][0],
            architecture=architecture,
            name=self._text("general.name"),
            context_tokens=self._count(f"{architecture}.context_length"),
            vocabulary_size=self._array_lengths.get("tokenizer.ggml.tokens"),
            chat_template=self._text("tokenizer.chat_template"),
        )

    def _take_tensor(self, alignment: int) -> tuple[str, str, int, int]:
        name = self._take_text(MAX_TENSOR_NAME_BYTES, _("a tensor name"))
        dimensions = self._take(_U32)
        if not 1 <= dimensions <= 4:
            raise self._fail(_("a tensor of {dimensions} dimensions").format(dimensions=dimensions))
        shape = [self._take(_U64) for _ in range(dimensions)]
        kind, offset = self._take(_U32), self._take(_U64)
        if kind not in TENSOR_TYPES:
            raise self._fail(_("tensor type {kind}, which this version does not know").format(kind=kind))
        type_name, block_items, block_bytes = TENSOR_TYPES[kind]
        items = 1
        for extent in shape:
            items *= extent
        if items == 0 or shape[0] % block_items or offset % alignment:
            raise self._fail(_("a tensor whose shape or place is impossible"))
        size = items // block_items * block_bytes
        if max(offset, size) > self._file_bytes:
            raise self._fail(_("a tensor that ends beyond the file"))
        return name, type_name, offset, size

    def _text(self, key: str) -> str | None:
        value = self._values.get(key)
        return value if isinstance(value, str) else None

    def _count(self, key: str) -> int | None:
        value = self._values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
