"""The one table of parameters of the bank's world, as the story has them and without a story (pure noise)."""

from dataclasses import dataclass

from fsq_lab.ground.synthetic.bank_branch import BRANCH_EFFECT, BRANCH_SIZES, WEAK_BRANCH

BRANCHES = tuple(BRANCH_SIZES)
NAMES_ZH = (
    "云河路支行", "松江里支行", "南苑支行", "石桥支行", "中央广场支行", "海棠路支行",
    "青年路支行", "北湖支行", "柳巷支行", "开发区支行", "东塔支行", "望江支行",
)  # fmt: skip
B05, B06, B07, B09 = (BRANCHES.index(name) for name in ("B05", "B06", WEAK_BRANCH, "B09"))
MONTHS = 24
CLOSED = 14  # 2025-03: a window closes at B07, a company moves its payroll there
EASED = 21  # 2025-10: the window opens on pay days, slots for the company, promises that can be kept

# ---- exposures
BASE_COMPLAINTS = (8.0, 4.2, 3.2, 2.6, 18.0, 5.0, 6.4, 7.0, 0.9, 5.5, 2.8, 4.4)  # a month
PER_10_000 = 8.0
TRANSACTIONS = tuple(round(10_000 * count / PER_10_000) for count in BASE_COMPLAINTS)  # a month
CLIENTS = tuple(round(600 * count) for count in BASE_COMPLAINTS)
SEASON = (1.05, 0.80, 1.04, 1.0, 1.0, 1.02, 1.0, 0.98, 1.02, 0.94, 1.0, 1.15)  # January to December
EXPOSURE_NOISE = 0.04
B07_MORE = 1.20  # transactions from 2025-03
WORKING_DAYS = (22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22, 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23)
RULE_A, RULE_B = 0.00135, 0.02275  # chances that give the exact Poisson limits

# ---- queues
OPENS, HOURS = 540, (0.95, 1.35, 1.20, 0.85, 0.75, 1.05, 1.05, 0.80)  # from 09:00; arrivals of an hour, relative
TICKETS = (125, 65, 50, 41, 265, 78, 98, 109, 14, 86, 44, 69)  # a day
WINDOWS = (5, 3, 2, 2, 7, 3, 3, 4, 1, 3, 2, 3)
B06_WINDOWS = 4  # from 2025-03
SERVICE_SHAPE, SERVICE_SCALE = 4, 2.0  # gamma in minutes: mean 8, coefficient of variation .5
PAYDAY_MINUTE, PAYDAY_SD = 710, 70.0
KINDS, KIND_SHARES = ("cash", "account", "loan", "wealth"), (0.30, 0.25, 0.15, 0.30)
TICKET_ERROR = 0.006
CALLS, CALL_HOURS = 20_000, (0.6, 1.3, 1.5, 1.2, 0.8, 1.0, 1.2, 1.1, 1.0, 0.8, 0.7, 0.6)  # from 08:00
CALL_WAIT, CALL_TALK, CALL_TALK_SHAPE = 45.0, 52.5, 4  # seconds: exponential mean; gamma scale and shape
CALL_SOLVED, CALL_ERROR = 0.78, 0.02

# ---- customers
CUSTOMERS = 2_000
TIERS, TIER_SHARES = ("mass", "middle", "upper"), (0.55, 0.31, 0.14)
NEWCOMERS, NEWCOMER_TIERS = 60, (0.70, 0.26, 0.04)  # those of B07's customers whom the company brought
MORTGAGE, PAYROLL, CONSENT = (0.14, 0.22, 0.22), 0.22, 0.75
REGIONS, REGION_SHARES = ("city", "county", "village"), (0.62, 0.26, 0.12)
BALANCE_MEAN, BALANCE_SPREAD = (9.6, 11.6, 13.6), 0.55  # of the logarithm
DRIFT, DRIFT_SD = 0.72, 0.20
FAILURE = 0.012  # a month
BOUND_MOVES, MOVERS_LEAVE, FADING = 0.02, 0.62, 0.74
LEAVING, BOUND_LEAVING = 0.006, 0.3  # a month; the factor for those who are bound
FIRST_LEAVING = 3  # 2024-04: the first month in which somebody leaves without a failure
ANNOUNCED, QUIET, QUIET_APP = (0.88, 0.70, 0.45), 0.70, 0.6
SALARY_MISSES = 0.02  # a month, for no reason that matters here
MATURING = 0.57  # a month; .92 in a quarter
CAMPAIGN, CAMPAIGN_DROP = 10, 0.875  # 2024-11; of the mean of the six months before
ASKED = 20  # 2025-09: when satisfaction is as it is
SATISFACTION, SATISFACTION_TIER, SATISFACTION_NOISE = 3.60, (-0.22, 0.12, 0.60), 0.98
SATISFACTION_BRANCH = 0.57

# ---- samples of those on file
SAMPLES = ("intercept", "message", "random")
INTERCEPT, INTERCEPT_CAP = 260, 0.005  # on the tablet; the share of weights that is cut to the next one
MESSAGE, RANDOM = 650, 170  # asked
ATTEMPTS = (0.60, 0.25, 0.15)  # of the answers of the random sample: at once, after one reminder, after two
RECOMMENDS = ((2.2, 4.2, 6.4, 7.9, 9.3), 1.4)  # 0-10: mean by satisfaction, and spread
EASE = ((2.4, 3.3, 4.2, 5.1, 6.0), 1.1)  # 1-7 (very easy)
ANSWER_SKIPPED = 0.03

# ---- complaints
CAUSES = (
    "waiting", "attitude", "fee_not_told", "promise_missed", "app", "card_kept", "wrong_entry", "mis_sale", "privacy",
    "other",
)  # fmt: skip
CAUSE_SHARES = (0.30, 0.17, 0.14, 0.10, 0.09, 0.08, 0.05, 0.03, 0.01, 0.03)
HARM = (1, 1, 3, 2, 1, 2, 3, 5, 4, 1)
TIME_LOSSES = ("waiting", "promise_missed", "card_kept")  # what a present does not give back
CHANNELS, CHANNEL_SHARES = ("counter", "telephone", "network"), (0.35, 0.40, 0.25)
LINK_STAYER = 0.005  # a month
QUICK = 0.35  # decided within about three days
KNOWN_LEFT, KNOWN_BACK = 17, 20  # the last months of receipt after which six months, and 90 days, are over

# ---- visits and promises
CHECKLIST, PASS, RATER_ERROR = 20, 0.73, 0.04
VISITS, RATERS = ("2024-11", "2025-06"), ("A", "B")
UNSURE_ITEM, UNSURE_ERROR = 13, 0.30
ITEM_SPREAD = (
    0.12, 0.09, 0.03, -0.06, 0.08, 0.00, -0.09, 0.11, 0.02, -0.13,
    0.05, -0.04, -0.03, 0.06, -0.16, -0.01, -0.07, -0.15, -0.10, -0.12,
)  # fmt: skip
B06_SPREAD = 0.15
PROMISED_MINUTES, B07_PROMISED = (30, 45, 60, 50), (45, 60, 90, 75)  # by kind; at B07 from 2025-10
KEPT, TIME_SPREAD = 0.90, 0.35
GUESSED_WEIGHTS = {"tangibles": 28, "reliability": 21, "responsiveness": 17, "assurance": 20, "empathy": 14}
GUESS_SD = 3.0


@dataclass(frozen=True)
class Parameters:
    """What makes the story: each field is what pure noise has otherwise. B07's triples are before, 2025-03..09, after.

    Attributes
    ----------
    complaint_rate : tuple of float
        Factors of B07's complaint rate in 2025-04..09 and in 2025-10..12.
    worst_month_redrawn : bool
        Whether B09's counts are redrawn until its worst month is the bank's worst and lies within its limits.
    tickets, windows : tuple of int
        Of an ordinary day at B07.
    payday_tickets : int
        More of them at B07 on pay days from 2025-03; in a heap about 11:50, from 2025-10 in slots.
    failure : tuple of float
        Chance of a failure a month at B07.
    moves : tuple of float
        Chance that a failure makes a free customer's balance move out, by tier.
    announced : float
        Share of leavers whose balance falls before.
    link_leaver, link_failure : float
        Share of leavers who complain before; factor of complaining in a month with a failure.
    b07_satisfaction, failure_satisfaction : float
        What B07, and a failure within six months, add to satisfaction.
    renews_free, renews_bound : tuple of float
        Chance of renewal by satisfaction 1-5.
    intercept_by, intercept_b07 : float
        What a standard deviation of satisfaction adds to the logarithm of the weight of pressing the tablet; B07's
        factor.
    intercept_tier, intercept_age : tuple of float
        Factors of that weight.
    message_answers, random_answers : tuple of float
        Constant and slope on standardised satisfaction of the logit of answering.
    message_tier, message_age : tuple of float
        What is added to it.
    campaign_effect : float
        Added to the logarithm of the balance of those called.
    campaign_dip : bool
        Whether those were chosen whose balance was low.
    causes : tuple of float
        Shares of waiting, missed promises and kept cards at B07 in 2025-03..09.
    gift : tuple of float
        Share of complaints that a present answers: elsewhere, and at B07 in 2025-03..09.
    recovery : tuple of float
        Mean change where remedy and loss match, and where not.
    leaves_by, answers_by : tuple of float
        Constant and slope on the change of the logits of leaving, and of answering afterwards.
    back : tuple of float
        Chance to come back within 90 days: decided in three days, later, and what a remedy that misses adds.
    passes : tuple of float
        Chance to pass an item of the checklist at B07 and at B06.
    kept : tuple of float
        Share of promises kept at B07.
    call_solved : float
        Share of calls about B07 in 2025-03..09 that are solved at once.
    """

    complaint_rate: tuple[float, float] = (2.5, 1.6)
    worst_month_redrawn: bool = True
    tickets: tuple[int, int, int] = (98, 116, 100)
    windows: tuple[int, int, int] = (3, 2, 2)
    payday_tickets: int = 30
    failure: tuple[float, float, float] = (FAILURE, 0.12, 0.05)
    moves: tuple[float, float, float] = (0.06, 0.24, 0.60)
    announced: float = 0.55
    link_leaver: float = 0.30
    link_failure: float = 6.0
    b07_satisfaction: float = -0.62
    failure_satisfaction: float = -0.45
    renews_free: tuple[float, ...] = (0.28, 0.32, 0.40, 0.55, 0.92)
    renews_bound: tuple[float, ...] = (0.86, 0.88, 0.90, 0.92, 0.95)
    intercept_by: float = 0.50
    intercept_b07: float = 0.55
    intercept_tier: tuple[float, ...] = (0.72, 1.15, 2.3)
    intercept_age: tuple[float, ...] = (0.7, 0.8, 1.2, 1.7)
    message_answers: tuple[float, float] = (-1.50, -0.33)
    message_tier: tuple[float, ...] = (0.20, -0.10, -1.0)
    message_age: tuple[float, ...] = (0.5, 0.3, -0.2, -0.9)
    random_answers: tuple[float, float] = (0.85, 0.05)
    campaign_effect: float = 0.01
    campaign_dip: bool = True
    causes: tuple[float, float, float] = (0.45, 0.18, 0.14)
    gift: tuple[float, float] = (0.30, 0.78)
    recovery: tuple[float, float] = (0.02, -0.55)
    leaves_by: tuple[float, float] = (-1.80, -1.20)
    answers_by: tuple[float, float] = (0.15, 0.80)
    back: tuple[float, float, float] = (0.25, 0.08, 0.36)
    passes: tuple[float, float] = (0.83, 0.985)
    kept: tuple[float, float, float] = (KEPT, 0.60, 0.86)
    call_solved: float = 0.62


STORY = Parameters()
NOISE = Parameters(
    complaint_rate=(1.0, 1.0),
    worst_month_redrawn=False,
    tickets=(98, 98, 98),
    windows=(3, 3, 3),
    payday_tickets=0,
    failure=(FAILURE, FAILURE, FAILURE),
    moves=(0.0, 0.0, 0.0),
    announced=0.0,
    link_leaver=0.0,
    link_failure=1.0,
    b07_satisfaction=0.0,
    failure_satisfaction=0.0,
    renews_free=(0.68,) * 5,
    renews_bound=(0.68,) * 5,
    intercept_by=0.0,
    intercept_b07=1.0,
    intercept_tier=(1.0, 1.0, 1.0),
    intercept_age=(1.0, 1.0, 1.0, 1.0),
    message_answers=(-1.50, 0.0),
    message_tier=(0.0, 0.0, 0.0),
    message_age=(0.0, 0.0, 0.0, 0.0),
    random_answers=(0.85, 0.0),
    campaign_effect=0.0,
    campaign_dip=False,
    causes=(0.30, 0.10, 0.08),
    gift=(0.30, 0.30),
    recovery=(0.0, 0.0),
    leaves_by=(-1.27, 0.0),
    answers_by=(0.15, 0.0),
    back=(0.20, 0.20, 0.0),
    passes=(PASS, PASS),
    kept=(KEPT, KEPT, KEPT),
    call_solved=CALL_SOLVED,
)
BRANCH_SATISFACTION = tuple(SATISFACTION_BRANCH * BRANCH_EFFECT.get(name, 0.0) for name in BRANCHES)


def phase(month: int) -> int:
    """Return where a month lies in B07's story: 0 before 2025-03, 1 until 2025-09, 2 after.

    >>> [phase(month) for month in (13, 14, 20, 21)]
    [0, 1, 1, 2]
    """
    return (month >= CLOSED) + (month >= EASED)
