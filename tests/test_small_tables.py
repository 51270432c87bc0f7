"""The pilot, the Kano survey and the insurers' indicators: the same on every machine, with what is planted in them."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from fsq_lab.ground import cards, tables
from fsq_lab.ground.language import use
from fsq_lab.ground.synthetic import insurer_indicators, kano_features, pilot, registry
from fsq_lab.scoring.decisions import kano
from fsq_lab.scoring.ratings import INSURER_2015
from fsq_lab.survey.loading import load
from fsq_lab.upkeep.datasets import world_csv

SMALL = ("pilot", "kano_features", "insurer_indicators")
DIGESTS = json.loads((Path(__file__).parent / "variant_digests.json").read_text(encoding="utf-8"))
SHAPES = {"pilot": (90, 23), "kano_features": (3000, 5), "insurer_indicators": (40, 5)}


def digest(name: str, seed: int) -> str:
    return hashlib.sha256(world_csv(registry.TABLES[name](seed)).encode("utf-8")).hexdigest()


@pytest.mark.parametrize("name", SMALL)
def test_twenty_variants_have_their_committed_digests(name: str) -> None:
    assert len(DIGESTS[name]) == 20
    assert {seed: digest(name, int(seed)) for seed in DIGESTS[name]} == DIGESTS[name]


@pytest.mark.parametrize("name", SMALL)
def test_the_file_is_the_drawn_table_and_the_first_seed_that_keeps_the_story(name: str) -> None:
    pd.testing.assert_frame_equal(load(name), tables.draw(name, registry.SEEDS[name]))
    assert load(name).shape == SHAPES[name]
    first = next(seed for seed in range(20261127, 20261227) if registry.STORIES[name](registry.TABLES[name](seed)))
    assert first == registry.SEEDS[name], "as the card says"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SMALL)
def test_what_the_chapter_is_to_find_stays_folded(name: str, language: str) -> None:
    use(language)
    card = cards.describe(name)
    assert card.story
    assert card.story not in repr(card)
    assert card.resource["revealed"] == (4 if name == "pilot" else 5)


def test_the_generators_table_of_kano_is_the_librarys() -> None:
    for letter, pairs in kano_features.PAIRS.items():
        for there, gone, _ in pairs:
            assert kano.classify(pd.Series([there]), pd.Series([gone])).tolist() == [letter]


def test_the_generators_weights_are_the_rules() -> None:
    assert {name: float(points) for name, (points, _) in insurer_indicators.INDICATORS.items()} == INSURER_2015.weights
    assert tuple(cut for _, cut in INSURER_2015.grades if cut) == insurer_indicators.CUTS


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("pilot", lambda codes: codes.assign(q14=8 - codes["q14"])),
        ("pilot", lambda codes: codes.assign(q3=codes["q2"])),
        ("pilot", lambda codes: codes.assign(q9=codes["q8"])),
        ("kano_features", lambda codes: codes.assign(feature=codes["feature"].replace({"skins": "plain_bill"}))),
        ("insurer_indicators", lambda codes: codes.assign(numerator=codes["denominator"])),
    ],
)
def test_a_table_without_its_faults_is_not_taken(name: str, change: object) -> None:
    assert not registry.STORIES[name](change(registry.TABLES[name](registry.SEEDS[name])))  # type: ignore[operator]


def test_twelve_do_not_read() -> None:
    codes = pilot.pilot(registry.SEEDS["pilot"])
    assert len(pilot.repeating(codes.drop(columns="respondent").to_numpy())) == 12
