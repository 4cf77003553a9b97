"""The command of the examples in the documents: `python -m tests.fakes.documented_command …`, in place of `sakura`.

The engine answers what the task at hand wants, and the hub that `models pull` asks is the one of a test, with the tiny
model of SAKURA_TEST_ENTRY. All else is the command itself.
"""

from __future__ import annotations

import os
import sys

from tests.fakes import scripted_command, small_catalogue_command

ANSWER = "来月の予定を確認"
# A document that is asked, and what is answered of it.
RULES = (
    "賃金規程\n\n（住宅手当）\n"
    "第10条　住宅手当は、世帯主である社員に、月額18,000円を支給する。ただし、社宅に入居している者には支給しない。\n"
)
INQUIRY = (
    "件名：住宅手当\n\n森と申します。\n社宅に住んでいない世帯主ですが、住宅手当は月額いくらですか。\n"
    "社員食堂はありますか。\n"
)
ALLOWANCE = "18,000円"
_ENGLISH = "Next month's plan was confirmed."


def main() -> int:
    """Run the command line and return its status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["models"]:
        sys.argv[1:1] = [os.environ["SAKURA_TEST_ENTRY"]]
        return small_catalogue_command.main()
    answers = {"extract": "{}", "ask": ALLOWANCE, "reply": ALLOWANCE}
    sys.argv[1:1] = [answers.get(arguments[0], _ENGLISH if "en" in arguments else ANSWER)]
    return scripted_command.main()


if __name__ == "__main__":
    sys.exit(main())
