"""A date of receipt: until when, under the rule and under the common misreadings of "day", with the holidays shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fsq_lab.complaints.calendar import HOLIDAY, MAKEUP, WORKED, course_calendar, span
from fsq_lab.complaints.complaint_clock import limits
from fsq_lab.complaints.day_readings import READINGS, RULE, readings
from fsq_lab.explorers.drawing import BLUE, ORANGE, Drawing, axis
from fsq_lab.explorers.experiment import Control, View
from fsq_lab.explorers.widget import Explorer
from fsq_lab.ground.language import label_in, message_in

GREY = "#8A8A8A"
LEFT, RIGHT = 6, 394
TALL, SHORT, STRIP, ROWS, EACH = 26, 12, 40, 78, 34
KINDS = {"working day": "working_day", "weekend": "weekend", HOLIDAY: "holiday", MAKEUP: "makeup_day"}


def explore_due_dates() -> Explorer:
    """Move the date on which a complaint is received, and see until when it must be decided and told.

    The limit of the complaint measures counts calendar days; beside it stand five misreadings: receipt counted as day
    1, a last day moved off a rest day, a clock from registration, Mondays to Fridays, and working days. Holidays and
    make-up days are those of ``course/calendars.yml``; where a year has none, the reading that needs it says so.

    Returns
    -------
    Explorer
        A widget in the current language; ``move(month=9, day=26)`` moves it from Python.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> explore_due_dates().move(year=2025, month=9, day=26, limit=1)[:60]
    'Received 2025-09-26, limit 15 days. The rule: 2025-10-11, a '
    """
    return Explorer(DueDates)


@dataclass(frozen=True)
class DueDates:
    """Until when a complaint must be decided and told, by the rule and by its misreadings."""

    language: str
    name: str = "due_dates"

    @property
    def controls(self) -> tuple[Control, ...]:
        """The date of receipt, and which of the three limits."""
        words = {one: message_in(self.language, f"explorers.due_dates.{one}") for one in ("year", "month", "day")}
        years = sorted(course_calendar().years)
        first, second, third = limits()
        limit = message_in(self.language, "explorers.due_dates.limit", first=first, second=second, third=third)
        return (
            Control("year", words["year"], years[0], years[-1], 1, 2025),
            Control("month", words["month"], 1, 12, 1, 9),
            Control("day", words["day"], 1, 31, 1, 26),
            Control("limit", limit, 1, 3, 1, 1),
        )

    @property
    def origin(self) -> str:
        """Which rule, which conventions, and where the holidays come from."""
        years = sorted(course_calendar().years)
        return message_in(self.language, "explorers.due_dates.origin", first=years[0], last=years[-1])

    def view(self, values: Mapping[str, int]) -> View:
        """Return the due dates under each reading."""
        received = _existing(values["year"], values["month"], values["day"])
        days = limits()[values["limit"] - 1]
        found = readings(received, days)
        due = {str(name): date.fromisoformat(text) for name, text in found["due"].dropna().items()}
        known = course_calendar()
        rule = due[RULE]
        kind = self._say(f"calendar.{KINDS[known.kind(rule)]}") if rule.year in known.years else ""
        told = {
            "received": received,
            "days": days,
            "rule": rule,
            "kind": self._say("explorers.due_dates.is_a", kind=kind.lower()) if kind else "",
            "others": self._say("explorers.due_dates.between").join(self._told(name, due.get(name), rule)
                                                                    for name in READINGS if name != RULE),
            "holidays": self._holidays(received, max(due.values())),
        }  # fmt: skip
        short = self._say("explorers.due_dates.no_such_day", day=values["day"], last=received)
        text = ("" if received.day == values["day"] else short) + self._say("explorers.due_dates.text", **told)
        return View(self._picture(received, due, self._say("explorers.due_dates.alt", **told)), text)

    def _say(self, entry: str, **values: object) -> str:
        return message_in(self.language, entry, **values)

    def _told(self, name: str, due: date | None, rule: date) -> str:
        """Return one misreading in words."""
        reading = label_in(self.language, name)
        if due is None:
            return self._say("explorers.due_dates.unknown", reading=reading)
        apart = (due - rule).days
        entry = "same" if apart == 0 else "late" if apart > 0 else "early"
        return self._say(f"explorers.due_dates.{entry}", reading=reading, due=due, days=abs(apart))

    def _holidays(self, first: date, last: date) -> str:
        """Return the holidays in a stretch of days, and the make-up days."""
        known = course_calendar()
        there = [day for day in span(first + timedelta(days=1), last) if day.year in known.years]
        names = dict.fromkeys(known.name(day, self.language) for day in there if known.kind(day) == HOLIDAY)
        makeup = [f"{day:%m-%d}" for day in there if known.kind(day) == MAKEUP]
        between = self._say("explorers.due_dates.and")
        parts = [self._say("explorers.due_dates.holidays", names=between.join(names))] if names else []
        parts += [self._say("explorers.due_dates.makeup", days=between.join(makeup))] if makeup else []
        if last.year not in known.years:
            parts.append(self._say("explorers.due_dates.no_year", year=last.year))
        return "".join(parts) or self._say("explorers.due_dates.no_holidays")

    def _picture(self, received: date, due: Mapping[str, date], alt: str) -> str:
        """Draw every day, worked ones tall, and below it a line for each reading up to its last day."""
        known, last, rule = course_calendar(), max(due.values()) + timedelta(days=1), due[RULE]
        across = axis(0, (last - received).days + 1, LEFT, RIGHT)
        width = max(1.5, across(1) - across(0) - 1)

        def place(day: date) -> float:
            return across((day - received).days)

        drawing = Drawing(ROWS + EACH * len(READINGS) + 24)
        for day in span(received, last):
            if day.year not in known.years:
                continue
            kind = known.kind(day)
            height = TALL if kind in WORKED else SHORT
            colour = ORANGE if kind in (HOLIDAY, MAKEUP) else BLUE if kind in WORKED else GREY
            drawing.bar(place(day), STRIP - height, width, height, colour)
            if day.day == 1:
                drawing.words(place(day), STRIP + 16, f"{day:%m-%d}")
        foot = ROWS + EACH * len(READINGS) - 8
        drawing.line((place(rule) + width / 2, 6), (place(rule) + width / 2, foot), 'stroke-dasharray="4 3"')
        for row, name in enumerate(READINGS):
            top = ROWS + EACH * row
            reading = label_in(self.language, name)
            if name not in due:
                drawing.words(LEFT, top, self._say("explorers.due_dates.unknown", reading=reading))
                continue
            apart = (due[name] - rule).days
            drawing.words(LEFT, top, f"{reading}  {due[name]}" + (f"  ({apart:+d})".replace("-", "−") if apart else ""))
            end = (place(due[name]) + width / 2, top + 10)
            drawing.line((place(received), top + 10), end, 'stroke-width="2" stroke-opacity="0.5"')
            if apart > 0:
                drawing.cross(*end, 5, ORANGE)
            else:
                drawing.dot(*end, 5, BLUE)
        drawing.words(LEFT, foot + 26, self._say("explorers.due_dates.key"))
        return drawing.svg(alt)


def _existing(year: int, month: int, day: int) -> date:
    """Return a date, or the last day of its month where the month is shorter.

    >>> _existing(2025, 2, 31).isoformat()
    '2025-02-28'
    """
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))
