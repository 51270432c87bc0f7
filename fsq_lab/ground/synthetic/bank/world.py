"""A world: its families, each drawn from a stream of its own, and the tables that they make together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from fsq_lab.ground.course import seed_for
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank import facts
from fsq_lab.ground.synthetic.bank.approaches import Approaches, approaches_table, draw_approaches
from fsq_lab.ground.synthetic.bank.asked import SampledCustomers, draw_asked, frame_table, responses_table
from fsq_lab.ground.synthetic.bank.complained import Complaints, complaints_table, draw_complaints
from fsq_lab.ground.synthetic.bank.dealings import Dealings, dealings_table, draw_dealings
from fsq_lab.ground.synthetic.bank.exposures import Exposures, branch_months_table, branches_table, draw_exposures
from fsq_lab.ground.synthetic.bank.money import People, balances_table, draw_people
from fsq_lab.ground.synthetic.bank.parameters import STORY, Parameters
from fsq_lab.ground.synthetic.bank.service_line import draw_calls
from fsq_lab.ground.synthetic.bank.spreadsheet import draw_spreadsheet, keeps_faults
from fsq_lab.ground.synthetic.bank.tickets import Tickets, draw_tickets, tickets_table
from fsq_lab.ground.synthetic.bank.visits import (
    Promises,
    draw_managers,
    draw_promises,
    draw_visits,
    promises_table,
    visits_table,
)

if TYPE_CHECKING:
    from pandas import DataFrame
from fsq_lab.ground.synthetic.draws import Integers

SEED = 20261130
MOST_DRAWS = 100
KEPT = 2  # worlds, whichever learners they belong to


@dataclass(frozen=True)
class Family:
    """How a family is drawn from a seed and its world, and which facts every learner's draw of it keeps."""

    draw: Callable[["World", int], Any]
    facts: dict[str, Callable[[Any], bool]]


class World:
    """One seed, and what is drawn from it, each family when it is first asked for.

    Parameters
    ----------
    seed : int
        Any non-negative whole number.
    parameters : Parameters
        The story, or pure noise.
    conditioned : bool
        Whether a family is drawn from the first k = 0, 1, ... that keeps its facts, or from k = 0 as it comes.

    Examples
    --------
    >>> world = World(1)
    >>> world.table("branch_months").shape, world.exposures is world.exposures
    ((288, 5), True)
    """

    def __init__(self, seed: int, parameters: Parameters = STORY, conditioned: bool = True) -> None:
        self.seed, self.parameters, self.conditioned = seed, parameters, conditioned
        self.k: dict[str, int] = {}
        self._drawn: dict[str, Any] = {}

    def family(self, name: str) -> Any:
        """Return a family's draw in this world.

        Raises
        ------
        CourseError
            When no draw of many keeps the family's facts.
        """
        if name not in self._drawn:
            family = FAMILIES[name]
            for k in range(MOST_DRAWS if self.conditioned else 1):
                drawn = family.draw(self, seed_for(self.seed, name, k))
                if not self.conditioned or all(holds(drawn) for holds in family.facts.values()):
                    self.k[name], self._drawn[name] = k, drawn
                    return drawn
            raise CourseError("data.no_story", name=name, draws=MOST_DRAWS)
        return self._drawn[name]

    @property
    def exposures(self) -> Exposures:
        """Transactions, tickets, windows and complaints by branch and month."""
        return cast("Exposures", self.family("exposures"))

    @property
    def people(self) -> People:
        """The customers, and all that is true of them."""
        return cast("People", self.family("people"))

    @property
    def tickets(self) -> Tickets:
        """The sampled days at the windows."""
        return cast("Tickets", self.family("tickets"))

    @property
    def complaints(self) -> Complaints:
        """The complaints, one by one."""
        return cast("Complaints", self.family("complaints"))

    @property
    def asked(self) -> SampledCustomers:
        """The three samples of those on file."""
        return cast("SampledCustomers", self.family("samples"))

    @property
    def visits(self) -> Integers:
        """What was passed, by branch, visit, rater and item."""
        return cast("Integers", self.family("visits"))

    @property
    def promises(self) -> Promises:
        """What was promised and measured."""
        return cast("Promises", self.family("promises"))

    @property
    def dealings(self) -> Dealings:
        """The sampled transactions of customers on file."""
        return cast("Dealings", self.family("dealings"))

    @property
    def approaches(self) -> Approaches:
        """The contacts with customers on file, and who was held back."""
        return cast("Approaches", self.family("approaches"))

    def table(self, name: str) -> "DataFrame":
        """Lay out one of the world's tables, its codes as they are in the files."""
        return TABLES[name](self)


FAMILIES: dict[str, Family] = {
    "exposures": Family(lambda world, seed: draw_exposures(seed, world.parameters), facts.EXPOSURES),
    "tickets": Family(lambda world, seed: draw_tickets(seed, world.parameters), facts.TICKETS),
    "calls": Family(lambda world, seed: draw_calls(seed, world.parameters), {}),
    "people": Family(lambda world, seed: draw_people(seed, world.parameters), facts.PEOPLE),
    "complaints": Family(
        lambda world, seed: draw_complaints(seed, world.exposures, world.people, world.parameters), facts.COMPLAINTS
    ),
    "samples": Family(lambda world, seed: draw_asked(seed, world.people, world.parameters), facts.ASKED_FACTS),
    "visits": Family(lambda world, seed: draw_visits(seed, world.parameters), facts.VISITS),
    "promises": Family(lambda world, seed: draw_promises(seed, world.exposures, world.parameters), facts.PROMISES),
    "managers": Family(lambda world, seed: draw_managers(seed, world.parameters), {}),
    "dealings": Family(lambda world, seed: draw_dealings(seed, world.people), facts.DEALINGS),
    "approaches": Family(lambda world, seed: draw_approaches(seed, world.people), facts.APPROACHES),
    "spreadsheet": Family(lambda world, seed: draw_spreadsheet(seed), {"every planted fault": keeps_faults}),
}
TABLES: dict[str, Callable[[World], "DataFrame"]] = {
    "branches": lambda world: branches_table(),
    "branch_months": lambda world: branch_months_table(world.exposures),
    "customers": lambda world: world.people.table,
    "balances": lambda world: balances_table(world.people),
    "frame": lambda world: frame_table(world.asked, world.people),
    "responses": lambda world: responses_table(world.asked),
    "service_log_tickets": lambda world: tickets_table(world.tickets),
    "service_log_calls": lambda world: cast("DataFrame", world.family("calls")),
    "complaints_log": lambda world: complaints_table(world.complaints),
    "mystery_visits": lambda world: visits_table(world.visits),
    "promises": lambda world: promises_table(world.promises),
    "managers": lambda world: cast("DataFrame", world.family("managers")),
    "transactions": lambda world: dealings_table(world.dealings),
    "contacts": lambda world: approaches_table(world.approaches, world.people),
    "files_raw": lambda world: cast("DataFrame", world.family("spreadsheet")),
}


@lru_cache(maxsize=KEPT)
def world_of_seed(seed: int) -> World:
    """Return a world with its story; few are kept."""
    return World(seed)
