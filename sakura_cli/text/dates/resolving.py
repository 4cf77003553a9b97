"""Say what written dates are in ISO 8601: full, partial (--03-05) and intervals; relative ones with a reference date.

By arithmetic on values, from the reference date and the date named before. What can be read in several ways (3/4/05,
26年3月5日, 来週日曜) is declared ambiguous, with its readings, never guessed. Left out: holidays and business days,
which need a calendar of the year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.spans import Span
from sakura_cli.text.dates.anchors import count
from sakura_cli.text.dates.joints import is_list_joint, take_over
from sakura_cli.text.dates.outcomes import Outcome, leave_open
from sakura_cli.text.dates.values import (
    DateMention,
    MonthPart,
    PartialDate,
    WrittenDate,
    as_day,
    from_day,
    is_valid,
    last_day,
    latest_day,
    shift_month,
    weekday_of,
)
from sakura_cli.text.dates.written import find_written_dates, parse_date
from sakura_cli.text.quantities import Normalized, Unread

# What parts a date from one that counts from it: a line, or more words than somebody keeps in mind.
_FAR = re.compile(r"\n|.{80}")
_FIRST_OF_FISCAL_YEAR = 4
_FEBRUARY = 2
_A_PAIR = 2


def normalize_date(
    raw: str, *, reference: datetime.date | None = None, antecedent: PartialDate | None = None
) -> Normalized:
    """Read a text that is a date, or an interval of two, as ISO 8601 with a slash between the ends.

    A date without a year stays partial (--03-05) unless `reference` is given: then it is the one nearest to it.
    Relative dates (来週火曜, 3日後) need `reference`, others (同月30日, 翌年3月) the `antecedent`.
    """
    return resolve(parse_date(raw), reference=reference, antecedent=antecedent).normalize()


def read_dates(text: str, *, reference: datetime.date | None = None) -> list[tuple[Span, Normalized]]:
    """Read every date of a text in order: some count from the one before them in their line; see `normalize_date`."""
    read: list[tuple[Span, Normalized]] = []
    last_end, before = 0, Outcome(None)
    for written in find_written_dates(text):
        start = written.span.start
        outcome = resolve(
            written,
            reference=reference,
            antecedent=None if _FAR.search(text, last_end, start) else before.last,
            is_listed=bool(read) and is_list_joint(text[last_end:start]),
        )
        read.append((written.span, outcome.normalize()))
        last_end, before = written.span.end, outcome
    return read


def resolve(
    written: WrittenDate,
    *,
    reference: datetime.date | None = None,
    antecedent: PartialDate | None = None,
    is_listed: bool = False,
) -> Outcome:
    """Settle a written date; one that is listed after its antecedent (10月5日、12日) is of the same month."""
    if not written.mentions:
        return leave_open(Unread.NO_DATE)
    if written.is_partial:
        return leave_open(Unread.NO_SUCH_DATE)
    first, *others = written.mentions
    if is_listed and antecedent is not None and _is_single(first):
        readings = take_over(first.date, antecedent)
        outcomes = [
            _resolve_mentions([replace(first, readings=(reading,)), *others], written.is_range, reference, antecedent)
            for reading in readings
            if is_valid(reading) or len(readings) == 1
        ]
        fitting = [outcome for outcome in outcomes if outcome.value]
        if len(readings) == 1 or len(fitting) <= 1:
            # A weekday may leave only one.
            return (fitting or outcomes or [leave_open(Unread.NO_SUCH_DATE)])[0]
        return Outcome(None, readings=tuple(each.value or "" for each in fitting), reason=Unread.SEVERAL_READINGS)
    if is_listed and reference is not None and first.date == PartialDate(day=first.date.day) and not first.anchor:
        return leave_open(Unread.NEEDS_ANTECEDENT)
    return _resolve_mentions(written.mentions, written.is_range, reference, antecedent)


def _resolve_mentions(
    mentions: Sequence[DateMention],
    is_range: bool,
    reference: datetime.date | None,
    antecedent: PartialDate | None,
) -> Outcome:
    if is_range:
        first, last = mentions
        return _resolve_range(first, last, reference, antecedent)
    outcomes = [_resolve_mention(mention, reference, antecedent) for mention in mentions]
    return outcomes[0] if len(set(outcomes)) == 1 else _agree(outcomes)


def _agree(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the one date that two statements beside one another make, if they do: 本日3月5日."""
    dates = [outcome.start for outcome in outcomes if outcome.start and not outcome.end]
    fullest = Outcome(max(dates, key=lambda date: sum(part is not None for part in date), default=None))
    if len(outcomes) == _A_PAIR and fullest.start and all(_may_be(outcome, fullest) for outcome in outcomes):
        return fullest
    if not any(outcome.value or outcome.readings for outcome in outcomes):
        return outcomes[0]
    readings = [reading for outcome in outcomes for reading in ([outcome.value] if outcome.value else outcome.readings)]
    return Outcome(None, readings=tuple(dict.fromkeys(readings)), reason=Unread.SEVERAL_DATES)


def _may_be(outcome: Outcome, date: Outcome) -> bool:
    if outcome.start is None:
        return not outcome.readings or date.value in outcome.readings
    return outcome.end is None and date.start is not None and outcome.start.matches(date.start)


def _resolve_range(
    first: DateMention, last: DateMention, reference: datetime.date | None, antecedent: PartialDate | None
) -> Outcome:
    if _is_single(first) and _is_single(last) and first.date.year is None and last.date.year is not None:
        # Jan. 31 - Feb. 2, 2025: the year stands after both.
        first = replace(first, readings=(_take_back(first.date, last.date),))
    start = _resolve_mention(first, reference, antecedent)
    before = start.last or (first.date if _is_single(first) else None)
    if before is not None and _is_single(last):
        readings = take_over(last.date, before)
        # 7日〜5日 may be a slip, but 来月28日〜5日 and 12月〜1月 end in the next.
        is_next = last.date.month is not None or bool(first.anchor or first.part)
        last = replace(last, readings=(readings[-1 if is_next else 0],))
    end = _resolve_mention(last, reference, before)
    if start.start is None or end.last is None:
        return Outcome(None, readings=(*start.readings, *end.readings), reason=start.reason or end.reason)
    # Of a part of a month (4月上旬) only the outer end counts.
    if _is_after(start.start, end.last):
        return leave_open(Unread.END_BEFORE_START, (start.start, end.last))
    return Outcome(start.start, end.last)


def _take_back(date: PartialDate, after: PartialDate) -> PartialDate:
    """Return the start of a range whose end says the year, and of a day the month, for both."""
    month = date.month or (after.month if after.day else None)
    if month is None or after.year is None:
        return date
    return date._replace(year=after.year - (month > (after.month or month)), month=month)


def _is_after(date: PartialDate, end: PartialDate) -> bool:
    """Say whether a date comes after another, of which everything counts where a part is unknown."""
    if date.year is None or end.year is None:
        return date.year is not None
    return as_day(date) > latest_day(end)


def _is_single(mention: DateMention) -> bool:
    return mention.anchor is None and not mention.lacks_era and len(mention.readings) == 1


def _resolve_mention(mention: DateMention, reference: datetime.date | None, antecedent: PartialDate | None) -> Outcome:
    if mention.anchor is not None:
        counted = count(mention, mention.anchor, reference, antecedent)
        return counted if isinstance(counted, Outcome) else _resolve_mention(counted, reference, None)
    readings, reason = mention.readings, Unread.SEVERAL_READINGS
    if mention.lacks_era:
        reason = Unread.YEAR_WITHOUT_ERA
    elif mention.is_fiscal and (year := mention.date.year) is not None:
        if mention.date.month is None:
            return Outcome(
                None, readings=(f"{year:04d}-04/{year + 1:04d}-03", f"{year:04d}"), reason=Unread.FISCAL_YEAR
            )
        if mention.date.month < _FIRST_OF_FISCAL_YEAR:
            readings, reason = (mention.date._replace(year=year + 1), mention.date), Unread.FISCAL_YEAR
    outcomes = [_settle(reading, mention, reference, antecedent) for reading in readings]
    if len(outcomes) == 1 and not mention.lacks_era:
        return outcomes[0]
    fitting = [outcome for outcome in outcomes if outcome.value]
    if len(fitting) == 1 and mention.weekday is not None:
        return fitting[0]
    values = [outcome.value for outcome in fitting if outcome.value] or [
        reading for outcome in outcomes for reading in outcome.readings
    ]
    return Outcome(None, readings=tuple(values), reason=reason)


def _settle(
    date: PartialDate, mention: DateMention, reference: datetime.date | None, antecedent: PartialDate | None
) -> Outcome:
    """Settle one reading of a mention that counts from nothing."""
    if not is_valid(date):
        return leave_open(Unread.NO_SUCH_DATE)
    if mention.weekday is not None and weekday_of(date) not in (None, mention.weekday):
        return leave_open(Unread.WRONG_WEEKDAY, [date])
    if date.day is None and date.month is not None:
        month = _near(date, reference)
        return _cut_month(month, mention.part) if mention.part else Outcome(month)
    if date.year is not None or reference is None:
        return Outcome(date)
    if date.month is None:
        return _complete_day(date, mention.weekday, reference, antecedent)
    candidates = [date._replace(year=reference.year + offset) for offset in (-1, 0, 1)]
    fitting = [day for day in candidates if is_valid(day) and mention.weekday in (None, weekday_of(day))]
    if not fitting:
        return leave_open(Unread.NO_SUCH_DATE if mention.weekday is None else Unread.WRONG_WEEKDAY, [date])
    return Outcome(min(fitting, key=lambda day: abs(as_day(day) - reference)))


def _cut_month(month: PartialDate, part: MonthPart) -> Outcome:
    if part.first is None and not part.is_end:
        return leave_open(Unread.VAGUE_PART_OF_MONTH, [month])
    if part.last is None and month.year is None and month.month == _FEBRUARY:
        return leave_open(Unread.DAY_DEPENDS_ON_YEAR, (month._replace(day=28), month._replace(day=29)))
    end = month._replace(day=part.last or last_day(month))
    return Outcome(end) if part.is_end else Outcome(month._replace(day=part.first), end)


def _complete_day(
    date: PartialDate, weekday: int | None, reference: datetime.date, antecedent: PartialDate | None
) -> Outcome:
    """Add the month to a day: one near the reference, or as well the one named before."""
    months = [shift_month(from_day(reference), offset) for offset in (-1, 0, 1)]
    if antecedent is not None and antecedent.year is not None and antecedent.month is not None:
        months.append(antecedent._replace(day=None))
    readings = [month._replace(day=date.day) for month in dict.fromkeys(months)]
    fitting = [reading for reading in readings if is_valid(reading) and weekday in (None, weekday_of(reading))]
    return Outcome(fitting[0]) if len(fitting) == 1 else leave_open(Unread.WHICH_MONTH, fitting)


def _near(month: PartialDate, reference: datetime.date | None) -> PartialDate:
    """Return a month with the year that brings its middle nearest to the reference."""
    if month.year is not None or reference is None:
        return month
    middles = [month._replace(year=reference.year + offset, day=15) for offset in (-1, 0, 1)]
    nearest = min(filter(is_valid, middles), key=lambda day: abs(as_day(day) - reference))
    return nearest._replace(day=None)
