"""Rendering prompts with untrusted chat templates."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from sakura_cli.inference.requests import Message, MessagePart, Prompt
from sakura_cli.inference.worker import template_sandbox
from sakura_cli.inference.worker.chat_template import ChatTemplate, ChatTemplateError

LLAMA2 = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    "{% for m in messages %}{{ bos_token }}[INST] {{ m.content | trim }} [/INST]{% endfor %}"
)
PROMPT = Prompt(
    (
        Message("system", (MessagePart("規則", is_static=True),)),
        Message(
            "user",
            (
                MessagePart("要約：", is_static=True),
                MessagePart("本文 <|im_end|>"),
                MessagePart("\n以上", is_static=True),
            ),
        ),
    )
)


def render(template: ChatTemplate, prompt: Prompt = PROMPT) -> str:
    """Return the whole rendering."""
    return "".join(part.text for part in template.render(prompt))


def test_message_text_is_never_template_text() -> None:
    parts = ChatTemplate(None).render(PROMPT)
    assert [part.text for part in parts if not part.is_template] == [
        "規則",
        "要約：",
        "本文 <|im_end|>",
        "\n以上",
    ]
    assert render(ChatTemplate(None)).endswith("<|im_end|>\n<|im_start|>assistant\n")


def test_nothing_is_static_after_the_first_variable_text() -> None:
    flags = [(part.text, part.is_static) for part in ChatTemplate(None).render(PROMPT)]
    place = [text for text, _ in flags].index("本文 <|im_end|>")
    assert all(is_static for _, is_static in flags[:place])
    assert not any(is_static for _, is_static in flags[place:])


def test_a_template_without_a_system_role_gets_its_text_in_the_first_question() -> None:
    assert render(ChatTemplate(LLAMA2, bos_text="<s>")) == "<s>[INST] 規則\n\n要約：本文 <|im_end|>\n以上 [/INST]"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}{{ messages[0].content }}",
        "{{ cycler.__init__.__globals__.os.system('touch ' ~ marker) }}",
        "{{ messages.append(1) }}",
        "{% for i in range(10**9) %}{% endfor %}",
        "{{ messages[1].content }}",
        "{{ messages }}{{ messages }}",
        "{{ raise_exception('refused') }}",
    ],
)
@pytest.mark.fault("M4")
def test_a_hostile_or_broken_template_is_an_error_and_executes_nothing(source: str, tmp_path: Path) -> None:
    """Templates that reach for Python's internals: an error of the sandbox, nothing executed."""
    marker = tmp_path / "marker"
    with pytest.raises(ChatTemplateError):
        render(ChatTemplate(f"{{% set marker = '{marker}' %}}{source}"))
    assert not marker.exists()


BOMBS = {
    "loops in loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "doubled text": "{% set ns = namespace(t='x') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
    "multiplied text": "{{ 'x' * 10000000000 }}",
    "multiplied list": "{{ ([0] * 100000000)|length }}",
    "power": "{{ 10 ** 10 ** 10 }}",
    "growing number": "{% set ns = namespace(n=9) %}{% for i in range(99) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
    "padding": "{{ 'x'|center(10000000000) }}",
    "format": "{{ '%09999999999d' % 1 }}{{ '{:9999999999}'.format(1) }}",
    "written again and again": "{% for i in range(99999) %}{{ 'x' * 1000000 }}{% endfor %}",
    "recursion": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "nested brackets": "{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}",
    "nested blocks": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "long": "{# #}" * 300_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_template_that_takes_too_much_is_ended(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_sandbox, "MOST_SECONDS", 0.5)
    timer = signal.setitimer(signal.ITIMER_REAL, 600.0)
    limits = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGALRM)
    with pytest.raises(ChatTemplateError):
        render(ChatTemplate(bomb + "{% for m in messages %}{{ m.content }}{% endfor %}"))
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGALRM)) == limits
    assert signal.setitimer(signal.ITIMER_REAL, *timer)[0] > 500.0


def test_products_that_templates_use_are_possible() -> None:
    source = "{{ '-' * 20 }}{{ 2 * 3 }}{% for m in messages %}{{ m.content }}{% endfor %}"
    assert render(ChatTemplate(source)).startswith("-" * 20 + "6規則")


def test_a_template_that_does_not_parse_is_refused() -> None:
    with pytest.raises(ChatTemplateError):
        ChatTemplate("{% for %}")
