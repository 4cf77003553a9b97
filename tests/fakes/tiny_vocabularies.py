"""Vocabularies of the tiny models: the 256 bytes and what a family marks its turns with, in the form its files have.

`gpt2` writes a byte as a printable character, `llama` (SentencePiece) and `gemma4` have a token `<0xNN>` for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import gguf

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
CONTROL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim|>")
USER_DEFINED_TOKENS = ("<tool_call>",)
# Words that a byte-pair tokenizer can merge to: llama.cpp wants at least one merge.
_WORDS = {"gpt2": ["th"], "llama": ["\u2581", "\u6703", "\u8b70"], "gemma4": ["\u2581", "t", "h", "th"]}


@dataclass(frozen=True)
class TinyVocabulary:
    """What a file says of its tokens; `adds_space` is SentencePiece's blank in front of a text."""

    kind: str = "gpt2"
    pre: str = "qwen2"
    control: tuple[str, ...] = CONTROL_TOKENS
    user_defined: tuple[str, ...] = USER_DEFINED_TOKENS
    bos: str = "<|endoftext|>"
    eos: str = "<|im_end|>"
    adds_bos: bool = False
    adds_space: bool = False
    chat_template: str = CHATML

    @property
    def tokens(self) -> list[str]:
        """Every token, in the order of its number."""
        return [*self._bytes, *_WORDS[self.kind], *self.control, *self.user_defined]

    @property
    def _bytes(self) -> list[str]:
        return [_printable(byte) if self.kind == "gpt2" else f"<0x{byte:02X}>" for byte in range(256)]

    def add_to(self, writer: gguf.GGUFWriter) -> None:
        """Write it into the header of a file."""
        tokens = self.tokens
        types = [gguf.TokenType.NORMAL if self.kind == "gpt2" else gguf.TokenType.BYTE] * 256
        types += [gguf.TokenType.NORMAL] * len(_WORDS[self.kind])
        types += [gguf.TokenType.CONTROL] * len(self.control) + [gguf.TokenType.USER_DEFINED] * len(self.user_defined)
        writer.add_tokenizer_model(self.kind)
        writer.add_token_list(tokens)
        writer.add_token_types(types)
        if self.kind == "llama":
            writer.add_token_scores([0.0] * len(tokens))
            writer.add_add_space_prefix(self.adds_space)
        else:
            writer.add_tokenizer_pre(self.pre)
            writer.add_token_merges(["t h"])
        writer.add_bos_token_id(tokens.index(self.bos))
        writer.add_eos_token_id(tokens.index(self.eos))
        writer.add_add_bos_token(self.adds_bos)
        writer.add_chat_template(self.chat_template)


def _printable(byte: int) -> str:
    """Return the printable character GPT-2's vocabulary writes a byte as."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    if byte in printable:
        return chr(byte)
    return chr(0x100 + [other for other in range(256) if other not in printable].index(byte))
