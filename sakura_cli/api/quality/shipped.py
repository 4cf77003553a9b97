"""The figures of weights that were measured when this version was made, to read a user's own beside."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from sakura_cli.inference.strength.figures import Strength, strength_from_json


def load_shipped() -> Mapping[str, Strength]:
    """Return the figures by the names of the weights."""
    import yaml

    file = resources.files("sakura_cli.api.quality") / "shipped.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: strength_from_json(figures) for name, figures in data.items()}
