"""Fetch one model in a process of its own, so that a test can kill it: `python -m tests.fakes.pull ENTRY_JSON`."""

from __future__ import annotations

import json
import sys

from sakura_cli.errors import SakuraError
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import install
from sakura_cli.models.sources.hub import HubSource


def main() -> int:
    """Install the entry given as JSON and return the status the command line would end with."""
    try:
        install(
            CatalogueEntry(**json.loads(sys.argv[1])),
            sources=[HubSource()],
            announce=lambda message: print(message, file=sys.stderr, flush=True),  # noqa: T201
        )
    except SakuraError as error:
        print(f"{error.message}\nhint: {error.hint}", file=sys.stderr)  # noqa: T201
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main())
