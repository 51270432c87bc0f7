"""Tables: what load, draw, digest and describe promise."""

import csv
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.ground import cards, course, tables
from fsq_lab.ground.language import LANGUAGE_TAGS, CourseError, use
from fsq_lab.ground.synthetic import registry
from fsq_lab.upkeep.datasets import write_datasets

DATASETS = course.course_folder() / "datasets"
DESCRIPTOR = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
CHINESE = range(0x4E00, 0xA000)


def has_chinese(text: str) -> bool:
    return any(ord(character) in CHINESE for character in text)


def files_below(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_answers_are_numbers_and_absent_ones_are_missing():
    table = tables.load("bank_branch")
    assert (table["expectation_1"].dtype, table["branch"].dtype) == ("float64", "str")
    assert table["perception_6"].isna().sum() > 100
    assert not table[["respondent", "branch", "age_band", "channel"]].isna().any().any()


def test_committed_table_is_the_draw_of_its_seed():
    pd.testing.assert_frame_equal(tables.load("bank_branch"), tables.draw("bank_branch", registry.SEEDS["bank_branch"]))


def test_draw_has_the_columns_and_types_of_load():
    loaded, drawn = tables.load("bank_branch"), tables.draw("bank_branch", 5)
    assert drawn.dtypes.to_dict() == loaded.dtypes.to_dict()
    assert list(drawn.columns) == list(loaded.columns)


def test_a_student_gets_own_numbers_and_the_same_ones_again():
    own = tables.load("bank_branch", student="20260001")
    pd.testing.assert_frame_equal(own, tables.load("bank_branch", student=" ２０２６０００１ "))
    pd.testing.assert_frame_equal(own, tables.load("bank_branch", student=20260001))
    assert tables.digest(own) != tables.digest(tables.load("bank_branch", student="20260002"))
    assert tables.digest(own) != tables.digest(tables.load("bank_branch"))


def test_a_students_numbers_come_from_course_version_id_and_family():
    world = course.seed_for(course.course_version(), "20260001")
    seed = course.seed_for(world, "bank_branch", 0)
    assert registry.STORIES["bank_branch"](registry.TABLES["bank_branch"](seed)), "the first draw keeps the story"
    pd.testing.assert_frame_equal(tables.draw("bank_branch", seed), tables.load("bank_branch", student="20260001"))


@pytest.mark.parametrize("nobody", [None, "", "  ", "　"])
def test_without_an_id_everyone_gets_the_committed_data(nobody):
    assert tables.digest(tables.load("bank_branch", student=nobody)) == tables.digest(tables.load("bank_branch"))


def test_a_real_table_is_not_drawn():
    with pytest.raises(CourseError, match="real data"):
        tables.draw("complaints_banks", 1)


def test_changing_a_loaded_table_changes_nobody_elses():
    table = tables.load("bank_branch")
    table.loc[0, "expectation_1"] = -1.0
    assert tables.load("bank_branch").loc[0, "expectation_1"] != -1.0


def test_seed_is_the_documented_hash():
    assert course.seed_for("a", 1) == int.from_bytes(hashlib.sha256(b"a\x1f1").digest()[:8], "big")
    assert course.seed_for("a", "b") != course.seed_for("ab")


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_any_parts_make_a_seed_of_64_bits(parts):
    assert 0 <= course.seed_for(*parts) < 2**64


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ask", [tables.load, cards.describe, tables.is_synthetic, lambda name: tables.draw(name, 1)])
def test_an_unknown_table_is_refused_with_the_known_ones(language, ask):
    use(language)
    with pytest.raises(CourseError) as refusal:
        ask("bank_branches")
    assert "bank_branches" in str(refusal.value)
    assert "bank_branch" in str(refusal.value).replace("bank_branches", "")
    assert has_chinese(str(refusal.value)) == (language == "zh")


def test_digest_sees_values_and_not_types_or_index():
    table = tables.load("bank_branch")
    assert tables.digest(table.astype(object)) == tables.digest(table)
    assert tables.digest(table.set_axis(range(5, 5 + len(table)))) == tables.digest(table)
    whole = pd.DataFrame({"a": [1, 2]})
    assert tables.digest(whole) == tables.digest(whole.astype("float64")) == tables.digest(whole.astype("int8"))


@pytest.mark.parametrize(
    "changed",
    [
        lambda table: table.assign(expectation_1=table["expectation_1"].where(table.index != 3, 1.5)),
        lambda table: table.iloc[::-1],
        lambda table: table.rename(columns={"nps": "NPS"}),
        lambda table: table.drop(columns="nps"),
    ],
)
def test_digest_notices_a_changed_cell_order_or_column(changed):
    table = tables.load("bank_branch")
    assert tables.digest(changed(table)) != tables.digest(table)


def test_canonical_csv_writes_whole_numbers_plainly_and_missing_as_empty():
    table = pd.DataFrame({"a": [1.0, None, 0.25], "b": ["x, y", None, "z"]})
    assert tables.canonical_csv(table) == 'a,b\n1,"x, y"\n,\n0.25,z\n'


def test_card_counts_skipped_and_no_experience_as_the_file_has_them():
    card = cards.describe("bank_branch")
    with (DATASETS / "synthetic" / "bank_branch.csv").open(encoding="utf-8", newline="") as file:
        column = [row["perception_6"] for row in csv.DictReader(file)]
    assert card.rows == len(column) == 648
    assert card.missing["perception_6"] == column.count("") > 0
    assert card.no_experience["perception_6"] == column.count("NE") > 0
    lost = tables.load("bank_branch")["perception_6"].isna().sum()
    assert card.missing["perception_6"] + card.no_experience["perception_6"] == lost


def test_card_counts_what_was_not_asked_apart_from_what_was_skipped():
    card = cards.describe("insurance")
    table = tables.load("insurance")
    property_ = int((table["line"] == "property").sum())
    assert card.not_asked["perception_18"] == property_ > 0
    assert card.not_asked["claim_days"] == int((table["had_claim"] == "none").sum()) > 0
    empty = card.missing["perception_18"] + card.not_asked["perception_18"] + card.no_experience["perception_18"]
    assert empty == int(table["perception_18"].isna().sum())
    use("en")
    assert "434 skipped" in repr(card)
    assert f"{card.missing['perception_18']} (and {property_} not asked)" in card.markdown


@pytest.mark.parametrize("name", ["bank_branch", "securities", "insurance", "mobile_bank"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_survey_card_keeps_what_a_later_chapter_finds_folded(name, language):
    use(language)
    card = cards.describe(name)
    open_part = " ".join(card.facts.values())
    assert card.story
    for code in ("B07", "SC3", "IN2", "MB4", "0.30", "1.15", "0.035", "0.34"):
        assert code not in open_part
    assert card.story not in repr(card)
    assert f"<details><summary>{card._story_heading}" in card._repr_html_()


def test_card_speaks_the_language_in_use():
    card = cards.describe("bank_branch")
    for language in ("zh", "en"):
        use(language)
        assert str(registry.SEEDS["bank_branch"]) in repr(card)
        assert has_chinese(repr(card)) == (language == "zh")
        assert has_chinese(card._repr_html_()) == (language == "zh")
        assert f'lang="{LANGUAGE_TAGS[language]}"' in card._repr_html_()


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda resource: resource["name"])
def test_descriptor_says_everything_in_both_languages(resource):
    entries = [resource, *resource["schema"]["fields"]]
    for entry in entries:
        for name in [name for name in entry if name in {"title", "description", "truth", "story", "caveats", "values"}]:
            assert entry[name].strip()
            assert has_chinese(entry[f"{name}_zh"]) or name == "values", (entry["name"], name)
            assert not has_chinese(entry[name]), (entry["name"], name)
    assert all("description" in field for field in resource["schema"]["fields"])


def frictionless_report(folder: Path):
    from frictionless import validate

    return validate("datapackage.json", basepath=str(folder))


def test_frictionless_validates_the_descriptor_and_its_tables():
    report = frictionless_report(DATASETS)
    assert report.valid, report.flatten(["title", "message"])


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (",counter\n", ",teller\n", "constraint-error"),
        ("R0002,", "R0001,", "primary-key"),
        (",NE,", ",NA,", "type-error"),
        (",7,", ",9,", "constraint-error"),
        ("expectation_1,", "expectation_one,", "incorrect-label"),
        ("R0002,B", "R0002,C", "hash-count"),
    ],
)
def test_frictionless_refuses_a_spoilt_table(tmp_path, before, after, fault):
    shutil.copytree(DATASETS, tmp_path / "datasets")
    alone = {**DESCRIPTOR, "resources": [tables.resource("bank_branch")]}
    (tmp_path / "datasets" / "datapackage.json").write_text(json.dumps(alone), encoding="utf-8")
    assert frictionless_report(tmp_path / "datasets").valid
    table = tmp_path / "datasets" / "synthetic" / "bank_branch.csv"
    text = table.read_text(encoding="utf-8")
    assert before in text
    table.write_bytes(text.replace(before, after, 1).encode("utf-8"))
    report = frictionless_report(tmp_path / "datasets")
    assert fault in {found for (found,) in report.flatten(["type"])}


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda resource: resource["name"])
def test_the_digest_of_a_table_is_of_its_csv_and_notices_a_change(resource):
    content = tables.csv_bytes(DATASETS / resource["path"])
    packed = resource.get("compression") == "gz"
    size, digest = ("csv_bytes", "csv_hash") if packed else ("bytes", "hash")
    assert resource[size] == len(content)
    assert resource[digest] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource[digest] != f"sha256:{hashlib.sha256(content[:-2]).hexdigest()}"
    assert packed == resource["path"].endswith(".gz")


def test_writing_the_datasets_again_gives_the_committed_bytes(tmp_path):
    written = write_datasets(tmp_path)
    again = files_below(tmp_path)
    assert set(again) == {file.relative_to(tmp_path).as_posix() for file in written}
    committed = files_below(DATASETS)
    assert {name: opened(again, name) for name in again} == {name: opened(committed, name) for name in again}
    by_hand = {name for name in committed if name.startswith("real/") or name.endswith(".yml")}
    assert set(committed) == set(again) | by_hand | {"exports/README.md"}
    assert {Path(name).stem for name in by_hand} == set(tables.tables())


def opened(files: dict[str, bytes], name: str) -> bytes:
    """A file's bytes, of a compressed one those inside: compressors differ."""
    return gzip.decompress(files[name]) if name.endswith(".gz") else files[name]


def test_files_are_utf8_with_unix_line_ends():
    for name, content in files_below(DATASETS).items():
        content = gzip.decompress(content) if name.endswith(".gz") else content
        assert b"\r" not in content, name
        if "gb18030" not in name:
            content.decode("utf-8")


def test_importing_data_loads_no_numpy_pandas_or_matplotlib():
    code = (
        "import sys; from fsq_lab.ground.tables import load, is_synthetic\n"
        "from fsq_lab.ground.cards import describe; from fsq_lab.ground.course import seed_for\n"
        "is_synthetic('bank_branch'); describe('bank_branch'); seed_for(1)\n"
        "print([name for name in ('numpy', 'pandas', 'matplotlib') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_synthetic_table_carries_its_seed_for_the_charts() -> None:
    assert tables.load("bank_branch").attrs == {"synthetic_seed": registry.SEEDS["bank_branch"]}
    assert tables.draw("bank_branch", 7).attrs == {"synthetic_seed": 7}
    assert tables.load("bank_branch", student="20230001").attrs["synthetic_seed"] != registry.SEEDS["bank_branch"]
