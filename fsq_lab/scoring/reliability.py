"""Reliability (信度): how far the items of one scale measure the same thing, with intervals; gathered for its readers.

Coefficient alpha and what stands beside it come from `coefficient_alpha`; intervals by resampling, alpha of printed
covariances, longer scales and gaps from `longer_scales`.
"""

from fsq_lab.scoring.coefficient_alpha import (
    NO_VARIANCE,
    alpha,
    diagnosis,
    difference_reliability,
    feldt_interval,
    kr20,
    standardised_alpha,
)
from fsq_lab.scoring.longer_scales import (
    alpha_from_covariances,
    bootstrap_interval,
    gap_reliability,
    spearman_brown,
    times_needed,
)

__all__ = [
    "NO_VARIANCE",
    "alpha",
    "alpha_from_covariances",
    "bootstrap_interval",
    "diagnosis",
    "difference_reliability",
    "feldt_interval",
    "gap_reliability",
    "kr20",
    "spearman_brown",
    "standardised_alpha",
    "times_needed",
]
