"""The course's figures: one function for each, axes in, axes out, and a sentence that says what they show."""

from fsq_lab.plots.audits import audit, calibration
from fsq_lab.plots.blueprints import blueprint
from fsq_lab.plots.comparisons import comparison
from fsq_lab.plots.complaint_dates import complaint_timeline
from fsq_lab.plots.control_charts import change_point, control_chart, run_chart
from fsq_lab.plots.differences import dumbbell, gaps, weight_gap
from fsq_lab.plots.dimension_counts import answering_styles, scree
from fsq_lab.plots.file_charts import file_quality
from fsq_lab.plots.fishbones import fishbone
from fsq_lab.plots.funnels import funnel, ranks
from fsq_lab.plots.groups import gaps_by_group
from fsq_lab.plots.importance_maps import importance_performance, kano_map
from fsq_lab.plots.institutions import complaints, concentration, multiples_of_median
from fsq_lab.plots.lifetimes import cohort_forecast, survival_curve, value_by_timing
from fsq_lab.plots.loyalties import loyalty_map, renewal_curve
from fsq_lab.plots.own_charts import labelled
from fsq_lab.plots.pareto_charts import pareto
from fsq_lab.plots.profiles import response_profile, tolerance
from fsq_lab.plots.recoveries import before_at_after
from fsq_lab.plots.samples import against_truth, net_promoter
from fsq_lab.plots.sentences import describe
from fsq_lab.plots.spending import campaign_effect, last_yuan
from fsq_lab.plots.standards import five_gaps, shares, two_scores
from fsq_lab.plots.style import MARKERS
from fsq_lab.plots.tiered import lorenz, segment_profile
from fsq_lab.plots.verdicts import criteria_weights, rank_ranges, score_by_weight, verdict_by_operator
from fsq_lab.plots.waiting import wait_against_load, wait_profile

__all__ = [
    "MARKERS",
    "against_truth",
    "answering_styles",
    "audit",
    "before_at_after",
    "blueprint",
    "calibration",
    "campaign_effect",
    "change_point",
    "cohort_forecast",
    "comparison",
    "complaint_timeline",
    "complaints",
    "concentration",
    "control_chart",
    "criteria_weights",
    "describe",
    "dumbbell",
    "file_quality",
    "fishbone",
    "five_gaps",
    "funnel",
    "gaps",
    "gaps_by_group",
    "importance_performance",
    "kano_map",
    "labelled",
    "last_yuan",
    "lorenz",
    "loyalty_map",
    "multiples_of_median",
    "net_promoter",
    "pareto",
    "rank_ranges",
    "ranks",
    "renewal_curve",
    "response_profile",
    "run_chart",
    "score_by_weight",
    "scree",
    "segment_profile",
    "shares",
    "survival_curve",
    "tolerance",
    "two_scores",
    "value_by_timing",
    "verdict_by_operator",
    "wait_against_load",
    "wait_profile",
    "weight_gap",
]
