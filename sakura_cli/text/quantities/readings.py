"""Why written words have no single reading: each reason with its message, for who finds one and for who reports it."""

from __future__ import annotations

from enum import Enum

from sakura_cli.localization import gettext_noop as noop


class Unread(str, Enum):
    """A reason; its value is the message in English, and `says_nothing` tells that no value stands there at all."""

    says_nothing: bool

    NO_DATE = noop("no date"), True
    NO_SUCH_DATE = noop("no such date"), True
    NO_TIME = noop("no time"), True
    NO_PHONE = noop("no telephone number"), True
    FOREIGN_PHONE = noop("not a Japanese telephone number"), True
    NO_POSTAL_CODE = noop("no postal code"), True
    NO_REGISTRATION_NUMBER = noop("no registration number"), True
    NO_SINGLE_NUMBER = noop("no single number"), True
    NO_SINGLE_AMOUNT = noop("no single amount"), True
    NOT_WHOLE = noop("not a whole number"), True

    NO_SINGLE_READING = noop("no single reading")
    SEVERAL_READINGS = noop("several readings")
    SEVERAL_VALUES = noop("several values")
    SEVERAL_DATES = noop("several dates")
    SEVERAL_TIMES = noop("several times")
    RANGE = noop("a range")
    NEEDS_REFERENCE = noop("needs a reference date")
    NEEDS_ANTECEDENT = noop("counts from a date named before it")
    FISCAL_YEAR = noop("a fiscal year")
    YEAR_WITHOUT_ERA = noop("a year without its era")
    VAGUE_PART_OF_MONTH = noop("a vague part of the month")
    WRONG_WEEKDAY = noop("the weekday does not match")
    DAY_DEPENDS_ON_YEAR = noop("the day depends on the year")
    SHORTER_MONTH = noop("that month has fewer days")
    WHICH_MONTH = noop("unclear which month")
    WHICH_WEEK = noop("unclear which week")
    WHICH_FIRST_WEEKDAY = noop("unclear whether weeks begin on Sunday or Monday")
    END_BEFORE_START = noop("the end comes before the start")
    ONLY_DEADLINE = noop("only a time before which it is")
    WRONG_CHECK_DIGIT = noop("the check digit does not match")
    WHICH_HALF_OF_DAY = noop("unclear whether morning or afternoon")

    def __new__(cls, message: str, says_nothing: bool = False) -> Unread:
        """Make a member, which is its message."""
        member = str.__new__(cls, message)
        member._value_ = message
        member.says_nothing = says_nothing
        return member
