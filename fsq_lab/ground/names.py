"""The course's public names and the module of each: the one list of them."""

VERSION = "0.1.0"

PUBLIC = {
    "agreement": "fsq_lab.scoring.agreement",
    "bet": "fsq_lab.betting.widget",
    "bets": "fsq_lab.betting.widget",
    "budget": "fsq_lab.customers.budget",
    "calendar": "fsq_lab.complaints.calendar",
    "campaigns": "fsq_lab.customers.campaigns",
    "change_point": "fsq_lab.complaints.change_point",
    "clock": "fsq_lab.complaints.clock",
    "contacts": "fsq_lab.service.contacts",
    "contractual": "fsq_lab.customers.contractual",
    "control": "fsq_lab.complaints.control",
    "describe": "fsq_lab.ground.cards",
    "early_warning": "fsq_lab.customers.early_warning",
    "errors": "fsq_lab.service.errors",
    "estimates": "fsq_lab.statistics.estimates",
    "exercise": "fsq_lab.checks.practice",
    "explore_alarm": "fsq_lab.explorers.alarm",
    "explore_ceiling": "fsq_lab.explorers.ceiling",
    "explore_denominator": "fsq_lab.explorers.denominator",
    "explore_due_dates": "fsq_lab.explorers.due_dates",
    "explore_leavers": "fsq_lab.explorers.leavers",
    "explore_promise": "fsq_lab.explorers.promise",
    "explore_queue": "fsq_lab.explorers.queue",
    "explore_sample_size": "fsq_lab.explorers.sample_size",
    "explore_samples": "fsq_lab.explorers.ways_of_asking",
    "explore_switching_cost": "fsq_lab.explorers.switching_cost",
    "explore_tiers": "fsq_lab.explorers.tier_cuts",
    "explore_weights": "fsq_lab.explorers.weighting",
    "fairness": "fsq_lab.customers.fairness",
    "first_answers": "fsq_lab.learner.looking_back",
    "gap_model": "fsq_lab.scoring.gap_model",
    "intervals": "fsq_lab.statistics.intervals",
    "justice": "fsq_lab.complaints.justice",
    "load": "fsq_lab.survey.loading",
    "loyalty": "fsq_lab.scoring.loyalty",
    "maintenance_plan": "fsq_lab.customers.maintenance_plan",
    "my_report": "fsq_lab.report.one_page",
    "net_promoter": "fsq_lab.scoring.net_promoter",
    "plots": "fsq_lab.plots",
    "queues": "fsq_lab.service.queues",
    "raking": "fsq_lab.scoring.raking",
    "ranking": "fsq_lab.complaints.ranking",
    "rates": "fsq_lab.complaints.rates",
    "ratings": "fsq_lab.scoring.ratings",
    "read_survey": "fsq_lab.survey.reading",
    "recovery": "fsq_lab.complaints.recovery",
    "regression": "fsq_lab.statistics.regression",
    "retention": "fsq_lab.customers.retention",
    "review": "fsq_lab.learner.looking_back",
    "sampling": "fsq_lab.scoring.sampling",
    "satisfaction": "fsq_lab.scoring.satisfaction",
    "satisfaction_loyalty": "fsq_lab.scoring.satisfaction_loyalty",
    "rfm": "fsq_lab.customers.rfm",
    "save_transcripts": "fsq_lab.roleplay.kept",
    "segments": "fsq_lab.customers.segments",
    "servqual": "fsq_lab.scoring.servqual",
    "settle": "fsq_lab.betting.widget",
    "show_law": "fsq_lab.ground.law_table",
    "show_progress": "fsq_lab.learner.progress_map",
    "simulation": "fsq_lab.service.simulation",
    "submit": "fsq_lab.learner.handing_in",
    "take_quiz": "fsq_lab.quiz.widget",
    "take_role": "fsq_lab.roleplay.widget",
    "tiers": "fsq_lab.customers.tiers",
    "use": "fsq_lab.companion.switch",
    "value": "fsq_lab.customers.value",
    "waits": "fsq_lab.service.waits",
}
"""By name, where it stands; a name that ends its module's is the module itself."""

SHOWN_WHERE_USED = frozenset(
    {
        "agreement",
        "budget",
        "calendar",
        "campaigns",
        "change_point",
        "clock",
        "contacts",
        "contractual",
        "control",
        "early_warning",
        "errors",
        "estimates",
        "explore_alarm",
        "explore_ceiling",
        "explore_denominator",
        "explore_due_dates",
        "explore_leavers",
        "explore_promise",
        "explore_queue",
        "explore_sample_size",
        "explore_samples",
        "explore_switching_cost",
        "explore_tiers",
        "explore_weights",
        "fairness",
        "gap_model",
        "intervals",
        "justice",
        "loyalty",
        "maintenance_plan",
        "my_report",
        "net_promoter",
        "queues",
        "raking",
        "ranking",
        "rates",
        "ratings",
        "recovery",
        "regression",
        "retention",
        "sampling",
        "satisfaction",
        "satisfaction_loyalty",
        "rfm",
        "save_transcripts",
        "segments",
        "show_law",
        "simulation",
        "submit",
        "value",
        "tiers",
        "waits",
    }
)
"""Names that a notebook imports in the cell that uses them."""


def first_cell(language: str) -> str:
    """Return the first cell of every notebook: what a lesson uses, and its language.

    >>> print(first_cell("zh"))
    import pandas as pd
    from fsq_lab import bet, bets, describe, exercise, first_answers, load, plots, read_survey
    from fsq_lab import review, servqual, settle, show_progress, take_quiz, take_role, use
    <BLANKLINE>
    use("zh")
    """
    names = [name for name in PUBLIC if name not in SHOWN_WHERE_USED]
    half = -(-len(names) // 2)
    lines = [f"from fsq_lab import {', '.join(part)}" for part in (names[:half], names[half:])]
    return "\n".join(["import pandas as pd", *lines, "", f'use("{language}")'])
