"""The command of the examples in the documents: `python -m tests.fakes.documented_command …`, in place of `sakura`.

The engine answers what the task at hand wants, and the hub that `models pull` asks is the one of a test, with the tiny
model of SAKURA_TEST_ENTRY. All else is the command itself.
"""

from __future__ import annotations

import os
import sys

from tests.fakes import scripted_command, small_catalogue_command

ANSWER = "来月の予定を確認"
_ENGLISH = "Next month's plan was confirmed."


def main() -> int:
    """Run the command line and return its status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["models"]:
        sys.argv[1:1] = [os.environ["SAKURA_TEST_ENTRY"]]
        return small_catalogue_command.main()
    sys.argv[1:1] = ["{}" if "extract" in arguments else _ENGLISH if "en" in arguments else ANSWER]
    return scripted_command.main()


if __name__ == "__main__":
    sys.exit(main())
