"""Finding quantities: what ends, what a sign before a numeral makes of it."""

from __future__ import annotations

import pytest

from sakura_cli.text.quantities import find_quantities


@pytest.mark.parametrize("unit", ["1万", "千万", "百万千", "10万5千", "1 万 5 千 "])
def test_a_chain_of_numerals_is_read_however_long_it_is(unit: str) -> None:
    # The axis of a chart (0万10万20万): in twenty parts it took seconds, in forty for ever.
    assert find_quantities("1" + unit * 60)


def test_a_currency_before_a_kanji_one_is_read() -> None:
    [quantity] = find_quantities("$一")
    assert (quantity.unit, quantity.values) == ("USD", (1,))
