"""Where another program is installed it must say the same of the same answers; else its test is skipped."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from fsq_lab.scoring import reliability
from fsq_lab.scoring.decisions import importance
from fsq_lab.scoring.factors import factorability, omega
from fsq_lab.survey.loading import load

ITEMS = [f"perception_{item}" for item in (5, 6, 7, 8, 9)]
ANSWERS = load("bank_branch")[ITEMS].dropna()


def test_pingouin_gives_the_same_alpha_and_interval() -> None:
    pingouin = pytest.importorskip("pingouin")
    value, bounds = pingouin.cronbach_alpha(ANSWERS)
    own = reliability.alpha(ANSWERS)
    assert own["alpha"] == pytest.approx(value)
    assert [own["low"], own["high"]] == pytest.approx(list(bounds), abs=0.001)


def test_statsmodels_gives_the_same_coefficients_and_inflation() -> None:
    api = pytest.importorskip("statsmodels.api")
    bank = load("mobile_bank")
    scores = importance.dimension_scores(bank).assign(overall=bank["overall_satisfaction"]).dropna()
    names = [str(name) for name in scores if name != "overall"]
    scaled = (scores - scores.mean()) / scores.std()
    fit = api.OLS(scaled["overall"], api.add_constant(scaled[names])).fit()
    own = importance.derived(scores, "overall", names)
    assert own["importance"].to_numpy() == pytest.approx(fit.params[names].to_numpy())
    assert own["low"].to_numpy() == pytest.approx(fit.conf_int().loc[names, 0].to_numpy())


def test_psych_gives_the_same_kmo_omega_and_lambda6() -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    matrix = pd.DataFrame(np.corrcoef(ANSWERS, rowvar=False), ITEMS, ITEMS)
    rows = ";".join(",".join(f"{value:.10f}" for value in row) for row in matrix.to_numpy())
    script = (
        "if (!requireNamespace('psych', quietly=TRUE)) quit(status=3);"
        f"m <- do.call(rbind, lapply(strsplit(strsplit('{rows}', ';')[[1]], ','), as.numeric));"
        "cat(psych::KMO(m)$MSA, 1 - sum(1 - psych::smc(m)) / sum(m), sum(psych::fa(m, 1, fm='ml')$loadings)^2 / sum(m))"
    )
    run = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=False)
    if run.returncode == 3:
        pytest.skip("R's psych is not installed")
    kmo, lambda6, common = map(float, run.stdout.split())
    assert factorability.kmo(matrix)["kmo"] == pytest.approx(kmo, abs=1e-6)
    assert omega.guttman_lambda6(matrix)["lambda6"] == pytest.approx(lambda6, abs=1e-6)
    assert omega.omega(matrix)["omega"] == pytest.approx(common, abs=0.005)
