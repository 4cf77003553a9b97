"""The package: every folder of code and every data file is named in pyproject.toml, so that wheels have them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml

import sakura_cli
from sakura_cli.inference.library import PREBUILT, PREBUILT_VERSION

ROOT = Path(__file__).parents[1]


def test_every_package_is_listed() -> None:
    found = {".".join(init.parent.relative_to(ROOT).parts) for init in (ROOT / "sakura_cli").rglob("__init__.py")}
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    begin = lines.index("packages = [")
    listed = {line.strip(' ",') for line in lines[begin + 1 : lines.index("]", begin)]}
    assert listed == found | {"sakura_cli.prompts", "sakura_cli.completions"}


def test_the_type_marker_and_the_catalogue_are_in_the_package() -> None:
    assert sakura_cli.__file__
    package = Path(sakura_cli.__file__).parent
    assert (package / "py.typed").is_file()
    assert yaml.safe_load((package / "models" / "catalogue.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_version_of_the_prebuilt_library_is_the_same_everywhere(page: str) -> None:
    pinned = f"{PREBUILT}=={PREBUILT_VERSION}"
    for file in ("pyproject.toml", "requirements-dev.lock", page):
        assert pinned in (ROOT / file).read_text(encoding="utf-8")


def test_prompts_are_importable_under_the_packages_name() -> None:
    assert importlib.util.find_spec("sakura_cli.prompts") is not None
