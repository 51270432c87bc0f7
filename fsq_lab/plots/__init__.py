"""The course's figures: one function for each, axes in, axes out, and a sentence that says what they show."""

from fsq_lab.plots.blueprints import blueprint
from fsq_lab.plots.comparisons import comparison
from fsq_lab.plots.complaint_dates import complaint_timeline
from fsq_lab.plots.control_charts import change_point, control_chart, run_chart
from fsq_lab.plots.differences import dumbbell, gaps, weight_gap
from fsq_lab.plots.dimension_counts import answering_styles, scree
from fsq_lab.plots.fishbones import fishbone
from fsq_lab.plots.funnels import funnel, ranks
from fsq_lab.plots.groups import gaps_by_group
from fsq_lab.plots.importance_maps import importance_performance, kano_map
from fsq_lab.plots.institutions import complaints, concentration, multiples_of_median
from fsq_lab.plots.pareto_charts import pareto
from fsq_lab.plots.profiles import response_profile, tolerance
from fsq_lab.plots.recoveries import before_at_after
from fsq_lab.plots.sentences import describe
from fsq_lab.plots.standards import five_gaps, shares, two_scores
from fsq_lab.plots.style import MARKERS
from fsq_lab.plots.verdicts import criteria_weights, rank_ranges, score_by_weight, verdict_by_operator
from fsq_lab.plots.waiting import wait_against_load, wait_profile

__all__ = [
    "MARKERS",
    "answering_styles",
    "before_at_after",
    "blueprint",
    "change_point",
    "comparison",
    "complaint_timeline",
    "complaints",
    "concentration",
    "control_chart",
    "criteria_weights",
    "describe",
    "dumbbell",
    "fishbone",
    "five_gaps",
    "funnel",
    "gaps",
    "gaps_by_group",
    "importance_performance",
    "kano_map",
    "multiples_of_median",
    "pareto",
    "rank_ranges",
    "ranks",
    "response_profile",
    "run_chart",
    "score_by_weight",
    "scree",
    "shares",
    "tolerance",
    "two_scores",
    "verdict_by_operator",
    "wait_against_load",
    "wait_profile",
    "weight_gap",
]
