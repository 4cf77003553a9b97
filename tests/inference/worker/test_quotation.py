"""Decoding held to quotations."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.inference.worker.quotation import QuotationConstraint
from sakura_cli.inference.worker.sampler import Sampler

END = 256


class Bytes:
    """A vocabulary of single bytes, and an end."""

    def piece(self, token: int) -> bytes:
        """Return the byte."""
        return b"" if token == END else bytes([token])

    def is_end(self, token: int) -> bool:
        """Tell the end."""
        return token == END


def accepts(constraint: QuotationConstraint, text: str) -> bool:
    """Tell whether a completion may be a text."""
    for byte in text.encode():
        if not constraint.allows(byte):
            return False
        constraint.accept(byte)
    return constraint.allows(END)


TEXTS = (("会員", "は", "無料", "です"), ("子供", "は", "半額"), ("なし",))


def constrain() -> QuotationConstraint:
    """Return a constraint to the texts above."""
    return QuotationConstraint(Bytes(), TEXTS)


def test_a_run_of_whole_words_of_one_text_may_be_written() -> None:
    for text in ("無料", "会員は無料", "は無料です", "は半額", "なし", "は"):
        assert accepts(constrain(), text), text
    for text in ("", "員は", "無", "会員は半額", "なしは", "です会員", "有料"):
        assert not accepts(constrain(), text), text


@given(st.lists(st.floats(-5, 5), min_size=257, max_size=257), st.booleans())
def test_whatever_a_model_wants_it_quotes(wanted: list[float], is_greedy: bool) -> None:
    constraint = constrain()
    sampler = Sampler([constraint], temperature=0.0 if is_greedy else 1.0)
    written = bytearray()
    while (token := sampler.sample(np.array(wanted, dtype=np.float32))) != END:
        written.append(token)
    text = written.decode()
    assert any(text in "".join(words) for words in TEXTS)
    assert accepts(constrain(), text)


def test_what_can_only_go_on_in_one_way_is_known() -> None:
    constraint = QuotationConstraint(Bytes(), [("社員は使えません。",), ("社外の方は使えます。",)])
    assert constraint.rest is None
    for byte in "社".encode():
        constraint.accept(byte)
    assert constraint.rest is None
    for byte in "員".encode():
        constraint.accept(byte)
    assert constraint.rest == "は使えません。".encode()


def test_of_a_run_of_words_the_end_is_the_models_choice() -> None:
    constraint = constrain()
    for byte in "会員".encode():
        constraint.accept(byte)
    assert constraint.rest is None
