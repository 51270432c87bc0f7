"""What becomes of a bet: placed, settled, and from then on locked; and what is kept of it.

In the learner's progress a bet stands under ``bets/NAME``: each placing without a share, and the settling that counts,
once, with the share 1 or 0, or without one where nothing had been bet. Nothing of it is a task, so it neither earns
mastery nor comes up for review.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from fsq_lab.betting.kinds import BetKind, Given, Truth
from fsq_lab.ground.course import version_of
from fsq_lab.ground.language import CourseError, message_in
from fsq_lab.ground.progress import History, history, record

PREFIX = "bets/"

_BETWEEN = {"zh": "", "en": " "}
"""What stands between two sentences."""

State = Literal["open", "again", "placed", "right", "wrong", "out"]


@dataclass
class Bet:
    """A bet and what became of it.

    Attributes
    ----------
    name : str
        Unlike that of any other bet of the course.
    kind : BetKind
    given : str, list of str or None
        What was bet before the answer was out; nothing after it counts.
    late : str, list of str or None
        What was bet after that.
    truth : object
        What the data said when they were last asked.
    settled : bool
        Whether the answer is out.
    share : float or None
        1 or 0 as it was when the bet was first settled, None without a bet.
    unread : bool
        Whether the last thing sent was no bet.
    """

    name: str
    kind: BetKind
    given: Given | None = None
    late: Given | None = None
    truth: Truth = None
    settled: bool = False
    share: float | None = None
    unread: bool = False

    @property
    def version(self) -> str:
        """A hash of kind, options, unit and width: with others it is another bet."""
        return version_of(self.kind.name, *self.kind.parts())

    @property
    def locked(self) -> bool:
        """Whether nothing can be changed any more."""
        return self.settled and self.given is not None

    @property
    def shown(self) -> Given | None:
        """The bet that stands, counting or not."""
        return self.late if self.given is None else self.given

    @property
    def state(self) -> State:
        """How far the bet is, by what the data said last."""
        if self.unread:
            return "again"
        if self.shown is None:
            return "out" if self.settled else "open"
        if not self.settled:
            return "placed"
        return "right" if self.kind.right(self.shown, self.truth) else "wrong"

    def place(self, given: Given | None) -> None:
        """Take a bet, as `BetKind.accept` returns it; a settled one stays as it was."""
        if self.locked:
            return
        self.unread = given is None
        if given is None:
            return
        if self.settled:
            self.late = given
        elif given != self.given:
            self.given = given
            record(self._entry, self.version, None, {"bet": given})

    def settle(self, value: object) -> None:
        """Let a value of the notebook say what is right; only the first time counts.

        Raises
        ------
        CourseError
            When the value can be no answer.
        """
        self.truth = self.kind.truth(value)
        self.unread = False
        if self.settled:
            return
        self.settled = True
        if self.given is not None:
            self.share = float(self.kind.right(self.given, self.truth))
        record(self._entry, self.version, self.share, {"bet": self.given, "truth": self.truth})

    def sentence(self, language: str) -> str:
        """Return what is told of the bet now; empty while there is nothing to tell."""
        told = "" if self.shown is None else self.kind.told(self.shown, language)
        match self.state:
            case "open":
                return ""
            case "again":
                return message_in(language, f"bets.again.{self.kind.name}")
            case "placed":
                return message_in(language, "bets.placed", bet=told)
            case "out":
                return message_in(language, "bets.no_bet", truth=self.kind.told_truth(self.truth, language))
        truth = self.kind.told_truth(self.truth, language)
        parts = [message_in(language, "bets.you_bet", bet=told, truth=truth)]
        parts.append(message_in(language, f"bets.{self.state}"))
        if self.given is None:
            parts.append(message_in(language, "bets.late"))
        elif self.share != float(self.state == "right"):
            parts.append(message_in(language, "bets.first_counts"))
        return _BETWEEN[language].join(parts)

    @property
    def _entry(self) -> str:
        return f"{PREFIX}{self.name}"

    def take_up(self) -> None:
        """Take up what was kept before the kernel was restarted."""
        for event in history().of(self._entry):
            if event.version != self.version or self.settled:
                continue
            match event.answer:
                case {"bet": given, "truth": truth}:
                    with contextlib.suppress(CourseError):
                        self.truth = self.kind.truth(truth)
                        self.given, self.share, self.settled = self.kind.accept(given), event.share, True
                case {"bet": given}:
                    self.given = self.kind.accept(given)


@dataclass(frozen=True)
class Tally:
    """How many bets were placed before the answer was out, how many of them were right, and how many stand open."""

    placed: int
    right: int
    unplaced: int
    waiting: int

    def told(self, language: str) -> str:
        """Return the score in a sentence."""
        number = self.placed + self.unplaced + self.waiting
        if not number:
            return message_in(language, "bets.none_here")
        parts = [message_in(language, "bets.score", placed=self.placed, right=self.right)]
        parts += [message_in(language, "bets.unplaced", number=self.unplaced)] * bool(self.unplaced)
        parts += [message_in(language, "bets.waiting", number=self.waiting)] * bool(self.waiting)
        return _BETWEEN[language].join(parts)


def tally(bets: Iterable[Bet]) -> Tally:
    """Count bets as they stand in a notebook."""
    found = list(bets)
    shares = [bet.share for bet in found if bet.share is not None]
    unplaced = sum(bet.settled and bet.share is None for bet in found)
    return Tally(len(shares), sum(share == 1 for share in shares), unplaced, len(found) - len(shares) - unplaced)


def tally_of(found: History) -> Tally:
    """Count the bets that a learner's progress holds, each by its latest settling."""
    settled = {
        event.item: event.share
        for event in found.events
        if event.item.startswith(PREFIX) and isinstance(event.answer, dict) and "truth" in event.answer
    }
    shares = [share for share in settled.values() if share is not None]
    return Tally(len(shares), sum(share == 1 for share in shares), len(settled) - len(shares), 0)
