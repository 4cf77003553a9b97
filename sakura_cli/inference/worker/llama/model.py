"""A loaded GGUF model: its vocabulary, its chat template and its shape."""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import Path

from sakura_cli.errors import EngineError
from sakura_cli.inference.worker.llama.bindings import lib, recent_logs, start_backend
from sakura_cli.localization import gettext as _

_ATTRIBUTE_CONTROL = lib.LLAMA_TOKEN_ATTR_CONTROL
_ATTRIBUTE_USER_DEFINED = lib.LLAMA_TOKEN_ATTR_USER_DEFINED
_LARGEST_PIECE_BYTES = 512
UNKNOWN_ARCHITECTURE = "unknown-architecture"
# What llama.cpp says of a file that only a later version can read.
_UNKNOWN = re.compile(r"unknown (?:model architecture|pre-tokenizer type|tokenizer): '([^']*)'|invalid (ggml type \d+)")
# A character that no vocabulary has a word with: it parts a text from the blank in front.
_GUARD = "\x01"


class LoadedModel:
    """A model and its vocabulary in native memory; close it explicitly."""

    def __init__(self, path: Path, *, gpu_layers: int = 0, use_repacking: bool = True, vocabulary_only: bool = False):
        """Load a GGUF file.

        `gpu_layers` -1 offloads all layers. `use_repacking` trades load time and prefill for decode speed on CPUs.
        Raises EngineError when llama.cpp refuses the file or runs out of memory.
        """
        start_backend()
        parameters = lib.llama_model_default_params()
        parameters.n_gpu_layers = gpu_layers
        parameters.use_extra_bufts = use_repacking
        parameters.vocab_only = vocabulary_only
        self._model = lib.llama_model_load_from_file(os.fsencode(path), parameters)
        if not self._model:
            raise _refused(path, recent_logs())
        self.path = path
        self.gpu_layers = gpu_layers
        self.vocabulary = lib.llama_model_get_vocab(self._model)
        self.vocabulary_size: int = lib.llama_vocab_n_tokens(self.vocabulary)
        self._piece_buffer = ctypes.create_string_buffer(_LARGEST_PIECE_BYTES)
        self._pieces: dict[int, bytes] = {}
        self._turn_ends: set[int] = set()
        self._blank_and_guard = self._find_blank()

    @property
    def pointer(self) -> object:
        """The native pointer, for contexts and adapters."""
        return self._model

    @property
    def trained_context_tokens(self) -> int:
        """The context window the model was trained for, in tokens."""
        return int(lib.llama_model_n_ctx_train(self._model))

    @property
    def layer_count(self) -> int:
        """The number of transformer blocks."""
        return int(lib.llama_model_n_layer(self._model))

    @property
    def size_bytes(self) -> int:
        """The size of all tensors in bytes."""
        return int(lib.llama_model_size(self._model))

    @property
    def kv_bytes_per_token(self) -> int:
        """The KV cells of one token in bytes, at 16 bits a value."""
        heads, kv_heads = lib.llama_model_n_head(self._model), lib.llama_model_n_head_kv(self._model)
        width = lib.llama_model_n_embd(self._model) * max(1, kv_heads) // max(1, heads)
        return int(self.layer_count * width * 2 * 2)

    @property
    def can_roll_back(self) -> bool:
        """Whether part of a sequence can be removed: not in recurrent and hybrid models."""
        return not (lib.llama_model_is_recurrent(self._model) or lib.llama_model_is_hybrid(self._model))

    @property
    def chat_template(self) -> str | None:
        """The jinja2 chat template in the file, untrusted."""
        template: bytes | None = lib.llama_model_chat_template(self._model, None)
        return template.decode("utf-8", errors="replace") if template else None

    @property
    def required_bos(self) -> int | None:
        """The token every prompt of this model begins with, if it was trained with one."""
        bos: int = lib.llama_vocab_bos(self.vocabulary)
        return bos if bos >= 0 and lib.llama_vocab_get_add_bos(self.vocabulary) else None

    def bos_text(self) -> str:
        """Return the literal of the beginning-of-sequence token, or ''."""
        return self.literal(lib.llama_vocab_bos(self.vocabulary))

    def eos_text(self) -> str:
        """Return the literal of the end-of-sequence token, or ''."""
        return self.literal(lib.llama_vocab_eos(self.vocabulary))

    def tokenize(self, text: str, *, parse_special: bool, continues: bool = False) -> list[int]:
        """Return token ids; literals of control tokens become control tokens only with `parse_special`.

        Some vocabularies put a blank in front of a text: not of one that continues another.
        """
        if not (continues and self._blank_and_guard):
            return self._tokenize(text, parse_special=parse_special)
        tokens = self._tokenize(_GUARD + text, parse_special=parse_special)
        size = len(self._blank_and_guard)
        return tokens[size:] if tokens[:size] == self._blank_and_guard else tokens

    def _tokenize(self, text: str, *, parse_special: bool) -> list[int]:
        data = text.encode("utf-8", errors="surrogatepass")
        capacity = len(data) + 8
        buffer = (lib.llama_token * capacity)()
        count = lib.llama_tokenize(self.vocabulary, data, len(data), buffer, capacity, False, parse_special)
        if count < 0:
            raise EngineError(_("the text could not be tokenized"), kind="tokenization")
        tokens: list[int] = buffer[:count]
        return tokens

    def _find_blank(self) -> list[int]:
        """Return the tokens of the guard, with the blank in front of it; nothing where no blank is put there."""
        tokens = self._tokenize(_GUARD, parse_special=False)
        return tokens if len(tokens) > 1 and self._read_piece(tokens[0], special=True) == b" " else []

    def piece(self, token: int) -> bytes:
        """Return the bytes a token adds to a completion: b'' for tokens with a meaning of their own."""
        piece = self._pieces.get(token)
        if piece is None:
            piece = b"" if self.is_reserved(token) else self._read_piece(token, special=False)
            self._pieces[token] = piece
        return piece

    def literal(self, token: int) -> str:
        """Return a token as it would be written in a template, control tokens included."""
        return self._read_piece(token, special=True).decode("utf-8", errors="replace") if token >= 0 else ""

    def _read_piece(self, token: int, *, special: bool) -> bytes:
        size = lib.llama_token_to_piece(self.vocabulary, token, self._piece_buffer, _LARGEST_PIECE_BYTES, 0, special)
        if size < 0:
            buffer = ctypes.create_string_buffer(-size)
            size = lib.llama_token_to_piece(self.vocabulary, token, buffer, -size, 0, special)
            return buffer.raw[:size]
        return self._piece_buffer.raw[:size]

    def is_end(self, token: int) -> bool:
        """Tell whether a token ends a completion."""
        return token in self._turn_ends or bool(lib.llama_vocab_is_eog(self.vocabulary, token))

    def end_turns_with(self, token: int) -> None:
        """Let a token end a completion that llama.cpp does not know as an end."""
        self._turn_ends.add(token)

    def is_reserved(self, token: int) -> bool:
        """Tell whether a token means something to the model beyond its characters.

        Runs of whitespace are ordinary text that some vocabularies list as user-defined.
        """
        return self.is_control(token) or (self.is_user_defined(token) and bool(self.literal(token).strip()))

    def is_control(self, token: int) -> bool:
        """Tell whether a token has a meaning of its own to the model, so that it may not come from content."""
        return bool(lib.llama_vocab_get_attr(self.vocabulary, token) & _ATTRIBUTE_CONTROL)

    def is_user_defined(self, token: int) -> bool:
        """Tell whether a token is matched literally even where control tokens are not parsed."""
        return bool(lib.llama_vocab_get_attr(self.vocabulary, token) & _ATTRIBUTE_USER_DEFINED)

    def close(self) -> None:
        """Free the native memory; every context must be closed before."""
        if self._model:
            lib.llama_model_free(self._model)
            self._model = None


def _refused(path: Path, reason: str) -> EngineError:
    if unknown := _UNKNOWN.search(reason):
        return EngineError(
            _("{name} is for a newer engine: the one that is installed does not know {what}").format(
                name=path.name, what=unknown[1] or unknown[2]
            ),
            hint=_("take a newer version of sakura, or another model (sakura models list)"),
            kind=UNKNOWN_ARCHITECTURE,
            detail=reason,
        )
    return EngineError(
        _("llama.cpp could not load {name}").format(name=path.name),
        hint=_("sakura models verify, or --gpu-layers off if memory is short"),
        kind="load-failed",
        detail=reason,
    )
