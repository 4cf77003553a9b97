"""The `sakura` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        # Asked by the shell at the tab key: answered before the commands are imported.
        if sys.argv[1:2] == ["__complete"]:
            from sakura_cli.cli.terminal.completion import complete

            status = complete(sys.argv[2:])
        else:
            from sakura_cli.cli.boundary import run

            status = run()
    except KeyboardInterrupt:
        # Before the boundary stands, while modules are imported.
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
