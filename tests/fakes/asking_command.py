"""A command that asks a kept worker one thing: `python -m tests.fakes.asking_command MODEL CACHE TEXT`.

As fast to start as can be, for tests that start hundreds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.warm.sharing import find_sharing
from tests.inference.requests import complete, make_request


def main() -> None:
    """Ask, and print the text, its answer and what was said besides as JSON."""
    model, cache, text = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    notes: list[str] = []
    with WorkerEngine(on_note=notes.append, sharing=find_sharing(300.0, notes.append)) as engine:
        engine.load(model, model.stem, EngineOptions(), cache)
        # The one word of a text that is quoted is the text: only who is asked about it can answer so.
        [completion] = complete(engine, [make_request(text, 64, quotations=((text,),))])
    print(json.dumps([text, completion.text, notes]))  # noqa: T201


if __name__ == "__main__":
    main()
