"""The families of weights in the catalogue: how each writes a chat, and what its files say of its tokens.

The templates are small ones of our own that write what the published ones do for a chat of text; what those do was read
in the sources named here. Left out: tools, pictures, thoughts that are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.tiny_vocabularies import CHATML, TinyVocabulary

# google/gemma-4-31B-it and -E4B-it, chat_template.jinja. The larger ones open an empty thought where thinking is off,
# the small ones must not have it: it makes them think aloud.
_GEMMA4 = """{{ bos_token }}{% if enable_thinking or messages[0].role == 'system' %}<|turn>system
{% if enable_thinking %}<|think|>{% endif %}{% if messages[0].role == 'system' %}{{ messages[0].content | trim }}
{%- set messages = messages[1:] %}{% endif %}{{ '<turn|>\n' }}{% endif %}{% for message in messages -%}
<|turn>{{ 'model' if message.role == 'assistant' else message.role }}
{{ message.content | trim }}<turn|>
{% endfor %}{% if add_generation_prompt %}{{ '<|turn>model\n' }}EMPTY_THOUGHT{% endif %}"""
_EMPTY_THOUGHT = r"{% if not enable_thinking %}{{ '<|channel>thought\n<channel|>' }}{% endif %}"
# Qwen/Qwen3.5-4B, chat_template.jinja: it thinks unless told not to, and answers after an empty thought.
_QWEN35 = (
    "{% for message in messages %}{% if message.role == 'system' and not loop.first %}"
    "{{ raise_exception('System message must be at the beginning.') }}{% endif %}"
    "{{ '<|im_start|>' + message.role + '\n' + message.content | trim + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n<think>\n' }}"
    "{% if enable_thinking is defined and enable_thinking is false %}{{ '\n</think>\n\n' }}{% endif %}{% endif %}"
)
# LiquidAI/LFM2.5-1.2B, chat_template.jinja.
_LFM2 = "{{ bos_token }}" + CHATML
# sbintuitions/sarashina2.2-3b-instruct-v0.1, tokenizer_config.json, as a public fallback of it writes it.
_SARASHINA = (
    "{% for message in messages %}{{ '<|' + message.role + '|>' + message.content + eos_token }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)
# tencent/Hy-MT2-1.8B, chat_template.jinja: the system's text has no turn of its own.
_HUNYUAN = (
    "<｜hy_begin▁of▁sentence｜>{% for message in messages %}"
    "{% if message.role == 'system' %}{{ message.content }}<｜hy_place▁holder▁no▁3｜>"
    "{% elif message.role == 'user' %}<｜hy_User｜>{{ message.content }}"
    "{% else %}<｜hy_Assistant｜>{{ message.content }}<｜hy_place▁holder▁no▁2｜>{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<｜hy_Assistant｜>{% else %}<｜hy_place▁holder▁no▁8｜>{% endif %}"
)
# Qwen/Qwen2.5-7B-Instruct, tokenizer_config.json: a chat without rules gets the maker's.
_QWEN2 = (
    "{% if messages[0].role != 'system' %}{{ '<|im_start|>system\nYou are Qwen.<|im_end|>\n' }}{% endif %}" + CHATML
)
# Not in the catalogue, but among users' own files. google/gemma-2-2b-it: no system role, and turns alternate.
_GEMMA2 = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if (message.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('alternate!') }}{% endif %}"
    "{{ '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\n'"
    " + message.content | trim + '<end_of_turn>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
)
# mistralai/Mistral-7B-Instruct-v0.1: words, not tokens, mark the turns, and SentencePiece puts a blank in front.
_MISTRAL = (
    "{{ bos_token }}{% for message in messages %}{% if message.role == 'user' %}{{ '[INST] ' + message.content"
    " + ' [/INST]' }}{% elif message.role == 'assistant' %}{{ message.content + eos_token }}"
    "{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}"
)


@dataclass(frozen=True)
class Family:
    """One family: which rows of the catalogue are of it, and how a prompt of the rule R and the question Q reads."""

    rows: tuple[str, ...]
    architecture: str
    vocabulary: TinyVocabulary
    prompt: str
    turn_end: str
    context_tokens: int = 4096


def _gemma4(rows: tuple[str, ...], *, thought: bool) -> Family:
    vocabulary = TinyVocabulary(
        kind="gemma4",
        pre="gemma4",
        control=("<pad>", "<eos>", "<bos>", "<unk>", "<|think|>", "<|turn>", "<turn|>", "<|image|>"),
        user_defined=("<|channel>", "<channel|>", "<|tool_call>", "<tool_call|>", '<|"|>'),
        bos="<bos>",
        eos="<eos>",
        adds_bos=True,
        chat_template=_GEMMA4.replace("EMPTY_THOUGHT", _EMPTY_THOUGHT if thought else ""),
    )
    end = "<|channel>thought\n<channel|>" if thought else ""
    prompt = f"<bos><|turn>system\nR<turn|>\n<|turn>user\nQ<turn|>\n<|turn>model\n{end}"
    return Family(rows, "gemma4", vocabulary, prompt, "<turn|>")


def _chatml(pre: str, template: str, **fields: object) -> TinyVocabulary:
    return TinyVocabulary(pre=pre, chat_template=template, **fields)  # type: ignore[arg-type]


_CHATML_PROMPT = "<|im_start|>system\nR<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n"

FAMILIES = {
    "gemma4": _gemma4(("gemma4-26b-a4b", "gemma4-12b"), thought=True),
    "gemma4-small": _gemma4(("gemma4-e4b", "gemma4-e2b"), thought=False),
    "qwen35": Family(
        ("qwen3.5-4b",),
        "qwen35",
        _chatml("qwen35", _QWEN35, user_defined=("<think>", "</think>", "<tool_call>", "</tool_call>")),
        _CHATML_PROMPT + "<think>\n\n</think>\n\n",
        "<|im_end|>",
    ),
    "qwen2": Family(
        ("qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b", "tinyswallow-1.5b"),
        "qwen2",
        _chatml("qwen2", _QWEN2),
        _CHATML_PROMPT,
        "<|im_end|>",
    ),
    "lfm2": Family(
        ("lfm2.5-1.2b-jp",),
        "lfm2",
        _chatml(
            "lfm2",
            _LFM2,
            control=(
                "<|pad|>",
                "<|startoftext|>",
                "<|endoftext|>",
                "<|im_start|>",
                "<|im_end|>",
                "<|tool_list_start|>",
            ),
            bos="<|startoftext|>",
            adds_bos=True,
        ),
        "<|startoftext|>" + _CHATML_PROMPT,
        "<|im_end|>",
    ),
    "sarashina": Family(
        ("sarashina2.2-3b",),
        "llama",
        TinyVocabulary(
            kind="llama",
            control=("<unk>", "<s>", "</s>"),
            user_defined=("<|system|>", "<|user|>", "<|assistant|>"),
            bos="<s>",
            eos="</s>",
            chat_template=_SARASHINA,
        ),
        "<|system|>R</s><|user|>Q</s><|assistant|>",
        "</s>",
        context_tokens=8192,
    ),
    "hunyuan": Family(
        ("hy-mt2-1.8b",),
        "hunyuan-dense",
        _chatml(
            "hunyuan-dense",
            _HUNYUAN,
            control=(
                "<｜hy_begin▁of▁sentence｜>",
                "<｜hy_end▁of▁sentence｜>",
                "<｜hy_User｜>",
                "<｜hy_Assistant｜>",
                "<｜hy_place▁holder▁no▁2｜>",
                "<｜hy_place▁holder▁no▁3｜>",
                "<｜hy_place▁holder▁no▁8｜>",
            ),
            user_defined=(),
            bos="<｜hy_begin▁of▁sentence｜>",
            eos="<｜hy_place▁holder▁no▁2｜>",
        ),
        "<｜hy_begin▁of▁sentence｜>R<｜hy_place▁holder▁no▁3｜><｜hy_User｜>Q<｜hy_Assistant｜>",
        "<｜hy_place▁holder▁no▁2｜>",
    ),
    "gemma2": Family(
        (),
        "gemma3",
        TinyVocabulary(
            kind="llama",
            control=("<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"),
            user_defined=("<table>", "\n\n"),
            bos="<bos>",
            eos="<eos>",
            adds_bos=True,
            chat_template=_GEMMA2,
        ),
        "<bos><start_of_turn>user\nR\n\nQ<end_of_turn>\n<start_of_turn>model\n",
        "<end_of_turn>",
    ),
    "mistral": Family(
        (),
        "llama",
        TinyVocabulary(
            kind="llama",
            control=("<unk>", "<s>", "</s>"),
            user_defined=("[TOOL]",),
            bos="<s>",
            eos="</s>",
            adds_bos=True,
            adds_space=True,
            chat_template=_MISTRAL,
        ),
        "<s> [INST] R\n\nQ [/INST]",
        "</s>",
    ),
    # Community files that name the end of a text as the end of a turn.
    "wrong-end": Family(
        (),
        "llama",
        TinyVocabulary(
            control=("<|endoftext|>", "<|start|>", "<|over|>"),
            eos="<|endoftext|>",
            chat_template=CHATML.replace("im_start", "start").replace("im_end", "over"),
        ),
        _CHATML_PROMPT.replace("im_start", "start").replace("im_end", "over"),
        "<|over|>",
    ),
}
