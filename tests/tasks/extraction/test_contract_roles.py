"""Which party has which role in a contract is told by what it does there."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.extraction.contract_roles import find_contract_roles


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("甲は、乙に対し、次の業務を委託し、乙はこれを受託する。", {"甲": ("委託者",), "乙": ("受託者",)}),
        ("甲は乙に業務（以下「本業務」という。）を委託し、乙は受託する。", {"甲": ("委託者",), "乙": ("受託者",)}),
        ("乙は、本件物件を甲から賃借し、甲はこれを賃貸する。", {"甲": ("貸主",), "乙": ("借主",)}),
        ("甲は、乙に商品を売り渡し、乙はこれを買い受ける。", {"甲": ("売主",), "乙": ("買主",)}),
        ("甲は工事を発注し、乙はこれを請け負う。", {"甲": ("発注者",), "乙": ("受注者",)}),
        ("甲は、乙に対し、業務を委託する。乙は、甲に対し、業務を委託する。", {}),
        ("業務を委託する。", {}),
        ("甲は、乙に対し、秘密を開示する。", {}),
    ],
)
def test_who_does_what_has_the_role(sentence: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert find_contract_roles(f"契約書\n\n第１条\n　{sentence}\n", ("甲", "乙")) == expected


def test_of_one_party_alone_nothing_is_told() -> None:
    assert find_contract_roles("甲は業務を委託する。", ("甲",)) == {}
