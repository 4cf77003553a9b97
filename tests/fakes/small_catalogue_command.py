"""The real command with a catalogue of one tiny model: `python -m tests.fakes.small_catalogue_command ENTRY_JSON …`.

For what only a process shows of fetching: the first use on a terminal, a lock that is held. The entry is the
recommended model; a task gets the answer 要点の一覧. Who holds a lock and makes no progress is given up in a second.
"""

from __future__ import annotations

import json
import sys

from sakura_cli.models import catalogue, fetch, recommend
from sakura_cli.models.catalogue import CatalogueEntry
from tests.fakes import scripted_command


def main() -> int:
    """Run the command line after ENTRY_JSON and return its status."""
    entry = CatalogueEntry(**json.loads(sys.argv[1]))
    catalogue.load = lambda: {entry.name: entry}  # type: ignore[assignment]
    recommend.recommended = lambda: entry
    recommend.recommended_name = lambda *_: entry.name
    assert fetch.install.__kwdefaults__ is not None
    fetch.install.__kwdefaults__["lock_patience_seconds"] = 1.0
    sys.argv[1:2] = ["要点の一覧"]
    return scripted_command.main()


if __name__ == "__main__":
    sys.exit(main())
