"""The chain of choices behind a rank: every reasonable way to score groups, and the place that each gives them."""

from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import PAIR, average, complete_answers, members_of, read_answers
from fsq_lab.scoring.decisions.importance import shapley
from fsq_lab.scoring.decisions.judgement_matrices import ranked
from fsq_lab.scoring.weights import shares
from fsq_lab.survey.carrying import carried_on, questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

CHOICES = ("measure", "weights", "average", "needs", "n", "fewest")
FEWEST_IN_GROUP = 5  # usable respondents, below which a way is left out and named
TOP = 2  # points from the top of the scale that count as high
FEWEST_RESAMPLES = 100

Reals = NDArray[np.float64]


def ranks(
    table: pd.DataFrame,
    by: str,
    instrument: str | Instrument | None = None,
    outcome: str | None = "overall_satisfaction",
    dimension: str | None = None,
) -> pd.DataFrame:
    """Rank groups under every combination of choices that a sensible person could make.

    The choices: **measure** perception or gap; **weights** of the dimensions equal, stated (points of 100, each
    respondent's own) or derived (shares of explained satisfaction, the same for all); **average** the mean, or the
    share of respondents whose own mean is high (within one point of the scale's top; of gaps, not below 0); **needs**
    half of a dimension's items answered, or all. With an `outcome` its mean is one more way.

    Parameters
    ----------
    table : DataFrame, one row per respondent
        A survey table.
    by : str
        The column of groups.
    instrument : str or Instrument, optional
        The questionnaire, where the table does not carry it.
    outcome : str, optional
        A column such as overall satisfaction; None where there is none, and then nothing is derived.
    dimension : str, optional
        One dimension alone, so that no weights are needed.

    Returns
    -------
    DataFrame, one row per way
        ``measure``, ``weights``, ``average``, ``needs``, ``n`` (respondents who can be used), ``fewest`` (of
        them, in the smallest group), then one column per group with its rank from the best; equal scores share one.
        ``attrs["left_out"]`` names what the table cannot carry, with the reason.

    Raises
    ------
    CourseError
        For fewer than two groups, an unknown dimension or outcome, and as for `fsq_lab.scoring.servqual.gaps`.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> found = ranks(load("bank_branch"), by="branch", dimension="reliability", outcome=None)
    >>> found["B07"].unique().tolist()
    [12]
    """
    scores, left_out = _scores(table, by, instrument, outcome, dimension)
    rows = []
    for (measure, weighing, averaging, needs), (own, counts) in scores.items():
        told: dict[str, object] = {
            "measure": measure,
            "weights": weighing,
            "average": averaging,
            "needs": needs,
            "n": sum(counts),
            "fewest": min(counts),
        }
        rows.append(told | {str(name): rank for name, rank in ranked(own).items()})
    result = pd.DataFrame(rows)
    result.attrs = {**carried_on(table, questionnaire_of(table, instrument)), "group": by, "left_out": left_out}
    return result


def ranges(ranks: pd.DataFrame) -> pd.DataFrame:
    """Gather the places that each group takes: a range, not a rank.

    Parameters
    ----------
    ranks : DataFrame
        What `ranks` returned.

    Returns
    -------
    DataFrame, one row per group, those with the better median first
        ``best``, ``median``, ``worst``, ``first`` (in how many ways it comes first, shared places too), ``last``,
        ``n_choices``, ``settled`` (one place under all choices). Ways are no sample: ``first`` over ``n_choices`` is no
        probability.

    Examples
    --------
    >>> found = ranges(pd.DataFrame({"measure": ["a", "b"], "MB1": [1, 2], "MB2": [2, 1]}))
    >>> found[["best", "worst", "first"]].values.tolist()
    [[1, 2, 1], [1, 2, 1]]
    """
    names = [str(name) for name in ranks.columns if name not in CHOICES]
    if not names or ranks.empty:
        raise CourseError("decisions.no_ranks")
    places = ranks[names]
    last = places.max(axis="columns")
    result = pd.DataFrame(
        {
            "best": places.min(),
            "median": places.median(),
            "worst": places.max(),
            "first": (places == 1).sum(),
            "last": places.eq(last, axis="index").sum(),
            "n_choices": len(places),
            "settled": places.min() == places.max(),
        }
    ).rename_axis(str(ranks.attrs.get("group", "group")))
    result = result.sort_values(["median", "best"], kind="stable")
    result.attrs = {key: value for key, value in ranks.attrs.items() if key != "left_out"}
    return result


def by_chance(
    table: pd.DataFrame,
    by: str,
    instrument: str | Instrument | None = None,
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Say which places chance alone can give each group, under one way: mean perception, equal weights.

    Respondents are drawn anew within each group.

    Parameters
    ----------
    table, by, instrument
        As for `ranks`.
    confidence : float
        Level of the interval of ranks.
    resamples, seed : int
        At least 100.

    Returns
    -------
    DataFrame, one row per group, the best first
        ``perception``, ``rank``, ``low`` and ``high`` (ranks), ``share_first`` (of the resamples), ``n``,
        ``convention``.

    Raises
    ------
    CourseError
        As for `ranks`; for too few resamples, or a group with fewer than two usable respondents.

    References
    ----------
    Goldstein and Spiegelhalter (1996), League tables and their limitations, *Journal of the Royal Statistical Society
    A* 159(3), 385-443.

    Examples
    --------
    >>> from fsq_lab.survey.loading import load
    >>> int(by_chance(load("bank_branch"), by="branch").loc["B07", "rank"])
    12
    """
    if not 0 < confidence < 1:
        raise CourseError("statistics.confidence", confidence=confidence)
    if resamples < FEWEST_RESAMPLES:
        raise CourseError("reliability.few_resamples", resamples=resamples, fewest=FEWEST_RESAMPLES)
    questionnaire = questionnaire_of(table, instrument)
    total = average(read_answers(table, "perception", questionnaire), "total", questionnaire)["total"].to_numpy()
    generator = np.random.default_rng(seed)
    drawn, rows = [], {}
    for name, places in _groups(table, by).items():
        own = total[places]
        own = own[~np.isnan(own)]
        if len(own) < 2:
            raise CourseError("decisions.few_in_group", group=name, n=len(own))
        drawn.append(own[generator.integers(0, len(own), (resamples, len(own)))].mean(axis=1))
        rows[name] = {"perception": own.mean(), "n": len(own)}
    result = pd.DataFrame.from_dict(rows, orient="index").rename_axis(by)
    means = np.column_stack(drawn)
    places = 1 + (means[:, None, :] > means[:, :, None] + 1e-9).sum(axis=2)
    result.insert(1, "rank", ranked(result["perception"]))
    bounds = [(1 - confidence) / 2, (1 + confidence) / 2]
    result.insert(2, "low", np.quantile(places, bounds[0], axis=0, method="nearest"))
    result.insert(3, "high", np.quantile(places, bounds[1], axis=0, method="nearest"))
    result.insert(4, "share_first", (places == 1).mean(axis=0))
    result["n"] = result["n"].astype(int)
    level = f"{100 * confidence:.6g}%"
    result["convention"] = (
        f"mean perception, equal weights; {level} of ranks in {resamples} resamples within groups, seed {seed}"
    )
    result = result.sort_values("rank", kind="stable")
    result.attrs = carried_on(table, questionnaire)
    return result


def _groups(table: pd.DataFrame, by: str) -> dict[str, NDArray[np.intp]]:
    members, _ = members_of(table, by)
    if len(members) < 2:
        raise CourseError("decisions.one_group", group=by, count=len(members))
    return {str(name): rows for name, rows in members.items()}


def _scores(
    table: pd.DataFrame, by: str, instrument: str | Instrument | None, outcome: str | None, dimension: str | None
) -> tuple[dict[tuple[str, str, str, str], tuple[pd.Series, list[int]]], dict[str, str]]:
    """Return each way's score of each group, and what cannot be done with the reason."""
    questionnaire = questionnaire_of(table, instrument)
    members = _groups(table, by)
    if dimension is not None and dimension not in questionnaire.dimensions:
        raise CourseError("decisions.unknown_dimension", dimension=dimension, known=", ".join(questionnaire.dimensions))
    if outcome is not None and outcome not in table.columns:
        raise CourseError("decisions.no_column", columns=outcome)
    left_out: dict[str, str] = {}
    found: dict[tuple[str, str, str, str], tuple[pd.Series, list[int]]] = {}
    top = questionnaire.scale.high - TOP + 1
    weighings: dict[str, Reals | None] = {"none": None}
    if dimension is None:
        weighings = _weighings(table, questionnaire, outcome, left_out)
    for measure, needs in product(("perception", "gap"), ("half", "all")):
        try:
            levels = _levels(table, questionnaire, measure, needs)
        except CourseError as error:
            left_out[measure] = str(error)
            continue
        for weighing, weights in weighings.items():
            own = levels[dimension].to_numpy() if dimension else _weighted(levels, weights)
            high = own >= (top if measure == "perception" else 0) - 1e-9
            for averaging, values in (
                ("mean", own),
                ("share high", np.where(np.isnan(own), np.nan, high.astype(np.float64))),
            ):
                try:
                    found[measure, weighing, averaging, needs] = _by_group(values, members)
                except CourseError as error:
                    left_out[f"{measure}, {needs}"] = str(error)
    if outcome is not None and dimension is None:
        answers = table[outcome].to_numpy(dtype="float64")
        found[outcome, "none", "mean", "none"] = _by_group(answers, members)
    if not found:
        raise CourseError("decisions.no_way", reason="; ".join(left_out.values()))
    return found, left_out


def _levels(table: pd.DataFrame, questionnaire: Instrument, measure: str, needs: str) -> pd.DataFrame:
    if measure == "perception":
        return average(read_answers(table, "perception", questionnaire), "dimension", questionnaire, needs)
    pairs = complete_answers(table, PAIR, questionnaire)
    wanted, seen = (average(pairs[answer], "dimension", questionnaire, needs) for answer in PAIR)
    return seen - wanted


def _weighings(
    table: pd.DataFrame, questionnaire: Instrument, outcome: str | None, left_out: dict[str, str]
) -> dict[str, Reals | None]:
    """Return the weights of the dimensions: of all respondents alike, or one row for each."""
    count = len(questionnaire.dimensions)
    found: dict[str, Reals | None] = {"equal": np.full(count, 1 / count)}
    try:
        found["stated"] = shares(table, questionnaire).to_numpy() / 100
    except CourseError as error:
        left_out["stated"] = str(error)
    if outcome is None:
        return found
    try:
        levels = _levels(table, questionnaire, "perception", "half")
        told = shapley(
            levels.assign(outcome=table[outcome]), "outcome", list(map(str, levels)), resamples=FEWEST_RESAMPLES
        )
        found["derived"] = told["importance"].to_numpy()
    except CourseError as error:
        left_out["derived"] = str(error)
    return found


def _weighted(levels: pd.DataFrame, weights: Reals | None) -> Reals:
    values = levels.to_numpy()
    found: Reals = (values * weights).sum(axis=1)
    return found


def _by_group(values: Reals, members: dict[str, NDArray[np.intp]]) -> tuple[pd.Series, list[int]]:
    """Return each group's mean, and how many respondents went into each."""
    counts = {name: int((~np.isnan(values[rows])).sum()) for name, rows in members.items()}
    for name, known in counts.items():
        if known < FEWEST_IN_GROUP:
            raise CourseError("decisions.few_in_group", group=name, n=known)
    means = {name: float(np.nanmean(values[rows])) for name, rows in members.items()}
    return pd.Series(means), list(counts.values())
