"""A team's own world in the comprehensive training: one institution, and a trouble of its own that no lesson tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder, seed_for
from fsq_lab.ground.language import CourseError
from fsq_lab.ground.synthetic.bank.chances import counts, pick, poissons, smallest_count
from fsq_lab.ground.synthetic.draws import Draws, Integers
from fsq_lab.ground.synthetic.kano_features import kano_features
from fsq_lab.ground.synthetic.service import (
    AGE_BANDS,
    AGE_LIMITS,
    DIMENSIONS,
    by_column,
    draw_levels,
    draw_satisfaction,
    laid_out,
    leave_gaps,
    shuffled,
    whole,
)

if TYPE_CHECKING:
    from pandas import DataFrame

TABLES = ("survey", "unit_months", "complaints", "process", "customers", "kano", "events")
MOST_DRAWS = 100
CUSTOMERS, TIMED = 640, 20  # customers on file; times sampled for each unit and month
TIERS, TIER_SHARES = ("mass", "middle", "upper"), (0.55, 0.30, 0.15)
SIGNAL = 0.00135
EXPECTED = (5.7,) * 4 + (6.2,) * 5 + (5.9,) * 4 + (6.3,) * 4 + (5.6,) * 5
PERCEIVED = (5.4,) * 4 + (5.4,) * 5 + (5.3,) * 4 + (5.7,) * 4 + (5.1,) * 5
MINIMUM = (4.2,) * 22


@dataclass(frozen=True)
class TeamTrouble:
    """What is wrong in a team's world.

    Attributes
    ----------
    id, cause, dimension : str
        Of ``course/training_worlds.yml``.
    unit : str
        Where, such as ``"U4"``; never the largest or the smallest.
    start : int
        From which month on, 0 for the first.
    """

    id: str
    cause: str
    dimension: str
    unit: str
    start: int


@cache
def worlds() -> dict[str, Any]:
    """Return ``course/training_worlds.yml``."""
    found: dict[str, Any] = read_yaml(course_folder() / "course" / "training_worlds.yml")
    return found


def plan_of(institution: str) -> dict[str, Any]:
    """Return what ``course/training_worlds.yml`` says of an institution; the sample reports' own one is known as well.

    Raises
    ------
    CourseError
        For an unknown institution.
    """
    content = worlds()
    known: dict[str, Any] = content["institutions"] | content["samples"]
    if institution not in known:
        raise CourseError("audit.no_institution", name=institution, known=", ".join(content["institutions"]))
    plan: dict[str, Any] = known[institution]
    return plan


def months() -> list[str]:
    """Return the months of every team's world.

    >>> months()[0], months()[-1]
    ('2024-01', '2025-12')
    """
    year, month = map(int, str(worlds()["months"]["first"]).split("-")[:2])
    places = range(month - 1, month - 1 + worlds()["months"]["count"])
    return [f"{year + place // 12}-{place % 12 + 1:02d}" for place in places]


class TeamWorld:
    """One team's tables, all from one seed and in agreement with each other.

    Parameters
    ----------
    seed : int
        Any non-negative whole number.
    institution : {"bank", "mobile", "securities", "insurer"}
    troubled : bool
        Without trouble it is the same institution in pure noise: a test that finds the trouble must not find it there.

    Raises
    ------
    CourseError
        For an unknown institution, and when no draw of many keeps the facts of `keeps_facts`.

    Examples
    --------
    >>> world = TeamWorld(1, "bank")
    >>> world.table("unit_months").shape, world.trouble.unit in ("U1", "U8")
    ((192, 4), False)
    """

    def __init__(self, seed: int, institution: str, troubled: bool = True) -> None:
        self.seed, self.institution = seed, institution
        self.plan = plan_of(institution)
        self.units = tuple(self.plan["units"])
        self.trouble, self.troubled = self._trouble(), troubled
        self._tables = self._first_that_keeps_its_facts()

    def table(self, name: str) -> "DataFrame":
        """Return a table of `TABLES`, what is missing as missing; a copy."""
        table = self._tables[name].copy()
        for column, values in table.items():
            if values.dtype == "int64" and (values < 0).any():
                table[column] = values.where(values >= 0)
        table.attrs["synthetic_seed"] = self.seed
        return table

    @cached_property
    def start(self) -> str:
        """The month in which the trouble begins."""
        return months()[self.trouble.start]

    def _trouble(self) -> TeamTrouble:
        chance = Draws(seed_for(self.seed, "trouble")).uniforms(3).tolist()
        span = worlds()["months"]
        starts = [place for place in range(span["earliest"], span["latest"] + 1) if place != span["not"]]
        middle = [unit for unit in self.units[1:-1] if self.plan["units"][unit]["business"] >= 6000]
        one = self.plan["troubles"][int(chance[0] * len(self.plan["troubles"]))]
        unit, start = middle[int(chance[1] * len(middle))], starts[int(chance[2] * len(starts))]
        return TeamTrouble(one["id"], one["cause"], one["dimension"], unit, start)

    def _first_that_keeps_its_facts(self) -> dict[str, "DataFrame"]:
        for k in range(MOST_DRAWS):
            tables = self._drawn(k)
            if not self.troubled or keeps_facts(tables, self.trouble):
                return tables
        raise CourseError("data.no_story", name=self.institution, draws=MOST_DRAWS)

    def _drawn(self, k: int) -> dict[str, "DataFrame"]:
        def stream(name: str) -> Draws:
            return Draws(seed_for(self.seed, self.institution, name, k))

        unit_months = self._unit_months(stream("unit_months"))
        return {
            "survey": self._survey(stream("survey")),
            "unit_months": unit_months,
            "complaints": self._complaints(stream("complaints"), unit_months),
            "process": self._process(stream("process")),
            "customers": self._customers(stream("customers")),
            "kano": kano_features(seed_for(self.seed, "kano", k)),
            "events": self._events(stream("events")),
        }

    def _is_troubled(self, unit: str, month: int) -> bool:
        return self.troubled and unit == self.trouble.unit and month >= self.trouble.start

    def _places(self) -> Iterator[tuple[str, int]]:
        return ((unit, month) for unit in self.units for month in range(len(months())))

    def _survey(self, draws: Draws) -> "DataFrame":
        units = shuffled(draws, {unit: self.plan["units"][unit]["sample"] for unit in self.units})
        there = np.array([self.troubled and unit == self.trouble.unit for unit in units], dtype=np.float64)
        effect = worlds()["effect"]
        effects = {
            name: there * (effect["main"] if name == self.trouble.dimension else effect["others"])
            for name in DIMENSIONS
        }
        insurer = self.plan["instrument"] == "insurance"
        wanted = {"minimum": MINIMUM, "desired": EXPECTED} if insurer else {"expectation": EXPECTED}
        levels, _ = draw_levels(draws, len(units), wanted, PERCEIVED, effects)
        satisfied = draw_satisfaction(draws, levels["perception"], levels["desired" if insurer else "expectation"])
        answers = by_column(levels) | {
            "overall_satisfaction": whole(4.9 + satisfied + 0.35 * draws.normals(len(units)), 1, 7),
            "nps": whole(7.5 + 1.6 * satisfied + 1.2 * draws.normals(len(units)), 0, 10),
        }
        leave_gaps(draws, answers, {}, {6: 0.15, 12: 0.08})
        return laid_out(unit=units, **answers, age_band=_ages(draws, len(units)))

    def _unit_months(self, draws: Draws) -> "DataFrame":
        from pandas import DataFrame

        places = list(self._places())
        noise = (1 + 0.04 * draws.normals(len(places))).tolist()
        usual = [self.plan["units"][unit]["business"] for unit, _ in places]
        business = [round(one * more / 10) * 10 for one, more in zip(usual, noise, strict=True)]
        factor = [worlds()["factor"] if self._is_troubled(*place) else 1.0 for place in places]
        means = [worlds()["rate"] * one / 10_000 * more for one, more in zip(business, factor, strict=True)]
        units, when = [unit for unit, _ in places], [months()[month] for _, month in places]
        return DataFrame({"unit": units, "month": when, "business": business, "complaints": counts(draws, means)})

    def _complaints(self, draws: Draws, unit_months: "DataFrame") -> "DataFrame":
        from pandas import DataFrame

        causes = list(self.plan["causes"])
        shares = tuple(self.plan["causes"].values())
        own = self.plan["causes"][self.trouble.cause]
        more = worlds()["cause_share"]
        shifted = tuple(
            more if cause == self.trouble.cause else share * (1 - more) / (1 - own)
            for cause, share in self.plan["causes"].items()
        )
        rows: dict[str, list[object]] = {name: [] for name in ("unit", "month", "cause", "days", "extended")}
        number = {month: place for place, month in enumerate(months())}
        for unit, month, count in unit_months[["unit", "month", "complaints"]].itertuples(index=False):
            chosen = pick(draws.uniforms(count), shifted if self._is_troubled(unit, number[month]) else shares)
            slow, extended = draws.uniforms(count) < 0.16, draws.uniforms(count) < 0.4
            days = np.where(slow, 16 + poissons(draws.uniforms(count), 9.0), 2 + poissons(draws.uniforms(count), 5.0))
            rows["unit"] += [unit] * count
            rows["month"] += [month] * count
            rows["cause"] += [causes[place] for place in chosen.tolist()]
            rows["days"] += days.tolist()
            rows["extended"] += (slow & extended).astype(np.int64).tolist()
        table = DataFrame(rows).sort_values(["month", "unit"], kind="stable", ignore_index=True)
        table.insert(0, "complaint", [f"K{number:05d}" for number in range(1, len(table) + 1)])
        return table

    def _process(self, draws: Draws) -> "DataFrame":
        from pandas import DataFrame

        mean = self.plan["measure"]["mean"]
        rows: list[tuple[str, str, int]] = []
        for unit, month in self._places():
            usual = mean * (worlds()["slower"] if self._is_troubled(unit, month) else 1.0)
            times = whole(usual * (1 + 0.35 * draws.normals(TIMED)), max(1, mean // 5), 10 * mean)
            rows += [(unit, months()[month], time) for time in times.tolist()]
        return DataFrame(rows, columns=["unit", "month", "measured"])

    def _customers(self, draws: Draws) -> "DataFrame":
        from pandas import DataFrame

        sizes = [self.plan["units"][unit]["business"] ** 0.5 for unit in self.units]
        at = pick(draws.uniforms(CUSTOMERS), [size / sum(sizes) for size in sizes]).tolist()
        units = [self.units[place] for place in at]
        there = np.array([self.troubled and unit == self.trouble.unit for unit in units])
        tier = pick(draws.uniforms(CUSTOMERS), TIER_SHARES)
        bound = draws.uniforms(CUSTOMERS) < 0.38
        failure = draws.uniforms(CUSTOMERS) < np.where(there, 0.45, 0.08)
        view = 3.6 - 0.8 * failure + 0.15 * tier + 0.9 * draws.normals(CUSTOMERS)
        satisfaction = whole(view, 1, 5)
        free = np.array([0.28, 0.34, 0.44, 0.62, 0.90])[satisfaction - 1]
        renewed = draws.uniforms(CUSTOMERS) < np.where(bound, 0.88, free)
        leaves = 0.05 + np.where(failure, 0.14 + 0.10 * tier, 0.0)
        left = draws.uniforms(CUSTOMERS) < np.where(bound, 0.02, leaves)
        columns: dict[str, Integers] = {
            "bound": bound.astype(np.int64),
            "consent": (draws.uniforms(CUSTOMERS) < 0.74).astype(np.int64),
            "satisfaction": satisfaction,
            "failure": failure.astype(np.int64),
            "renewed": (renewed & ~left).astype(np.int64),
            "left": left.astype(np.int64),
        }
        names = [f"T{number:04d}" for number in range(1, CUSTOMERS + 1)]
        tiers = [TIERS[place] for place in tier.tolist()]
        ages = _ages(draws, CUSTOMERS)
        return DataFrame({"customer": names, "unit": units, "tier": tiers, "age_band": ages, **columns})

    def _events(self, draws: Draws) -> "DataFrame":
        from pandas import DataFrame

        trouble = next(one for one in self.plan["troubles"] if one["id"] == self.trouble.id)
        rows = [(self.trouble.unit, self.start, trouble["event"]["zh"], trouble["event"]["en"])]
        for decoy in self.plan["decoys"]:
            unit, month = draws.uniforms(2).tolist()
            place = self.units[int(unit * len(self.units))]
            rows.append((place, months()[6 + int(month * 15)], decoy["zh"], decoy["en"]))
        if not self.troubled:
            rows = rows[1:]
        table = DataFrame(rows, columns=["unit", "month", "event_zh", "event_en"])
        return table.sort_values(["month", "unit"], kind="stable", ignore_index=True)


def keeps_facts(tables: "dict[str, DataFrame]", trouble: TeamTrouble) -> bool:
    """Tell whether a draw shows the trouble to whoever looks with the right method, and misleads who counts.

    The first signal of rule A is the troubled unit's, within three months; no other unit signals twice; the largest
    unit has most complaints; the troubled unit is lowest in its dimension by a tenth of a point, and slowest.
    """
    table, span = tables["unit_months"], months()
    before = table[table["month"] < span[worlds()["months"]["earliest"]]]
    usual = before["complaints"].sum() / before["business"].sum()
    high = [
        count >= smallest_count(float(usual * business), SIGNAL)
        for count, business in zip(table["complaints"].tolist(), table["business"].tolist(), strict=True)
    ]
    signals = table[high].sort_values("month", kind="stable")
    first = signals.iloc[0] if len(signals) else None
    others = signals[signals["unit"] != trouble.unit]["unit"].value_counts()
    if first is None or first["unit"] != trouble.unit or (others > 1).any():
        return False
    if (signals["month"] == first["month"]).sum() > 1:
        return False
    if not span[trouble.start] <= first["month"] <= span[trouble.start + 2]:
        return False
    total = table.groupby("unit")["complaints"].sum()
    survey = tables["survey"]
    answers = survey[[f"perception_{item}" for item in DIMENSIONS[trouble.dimension]]].to_numpy()
    levels = {}
    for unit in sorted(set(survey["unit"])):
        given = answers[(survey["unit"] == unit).to_numpy()]
        given = given[given >= 0]
        levels[unit] = Fraction(int(given.sum()), given.size)
    lowest, second = sorted(levels, key=lambda unit: levels[unit])[:2]
    later = tables["process"][tables["process"]["month"] >= first["month"]].groupby("unit")["measured"].sum()
    return bool(
        total.idxmax() == table["unit"].iloc[0]
        and lowest == trouble.unit
        and levels[second] - levels[lowest] >= Fraction(1, 10)
        and later.idxmax() == trouble.unit
    )


def _ages(draws: Draws, count: int) -> list[str]:
    return [AGE_BANDS[place] for place in np.searchsorted(AGE_LIMITS, draws.uniforms(count)).tolist()]
