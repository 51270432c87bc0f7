"""Customer files on SQLite and on a real PostgreSQL: the same promises, test by test, on both."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import postgresql
import pytest
from sqlalchemy import text

from fsq_lab.customers.files import locations
from fsq_lab.customers.files.backups import restore_files
from fsq_lab.customers.files.customer_files import CustomerFiles
from fsq_lab.customers.files.file_fields import ROLES, by_name, content, keeping
from fsq_lab.customers.files.models import TABLES
from fsq_lab.customers.files.opening import open_files
from fsq_lab.ground.harmless import harmless
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.survey.loading import load

TODAY = "2025-12-31"
WHOLE = {
    "name_zh": "王芳", "phone": "00010000001", "age": 43, "branch": "B07", "household_size": 3, "occupation": "teacher",
    "product": "wealth", "payroll": 1, "tier": "middle", "income_declared": 180_000, "assets_observed": 420_000,
    "risk_grade": 3, "risk_expiry": "2026-05-01", "channel": "app", "do_not_contact": 0, "satisfaction": 4,
    "need_zh": "给孩子存教育金", "next_action": "call", "next_on": "2026-01-10", "purpose": "wealth",
    "source": "customer", "checked_on": TODAY,
}  # fmt: skip
ALL_CONSENTS = ("marketing", "household", "survey")
NASTY = (
    "'; DROP TABLE stored_files; --",
    '" OR 1=1 --',
    "=HYPERLINK(A1)",
    "@SUM(A1)",
    "{name}%s%(x)s:y?",
    "\\'; --",
    "＝1+1",
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.server() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what makes the place of an empty database, of one kind and of the other."""
    if request.param == "postgresql":
        folder = request.getfixturevalue("server")
        return lambda: postgresql.new_database(folder)
    numbers = iter(range(100))
    return lambda: str(tmp_path / f"bank{next(numbers)}.db")


@pytest.fixture
def files(fresh: Callable[[], str]) -> Iterator[CustomerFiles]:
    with open_files(fresh()) as opened:
        yield opened


def key_of(call: Callable[[], object]) -> str:
    with pytest.raises(CourseError) as refusal:
        call()
    return refusal.value.key


def behind_the_back(files: CustomerFiles, *statements: str) -> None:
    with files._engine.connect() as plain, (db := plain.execution_options(writes=True)).begin():
        for statement in statements:
            db.execute(text(statement))


def test_a_file_is_kept_as_it_was_given_and_read_with_sql_and_pandas_alike(files: CustomerFiles) -> None:
    assert files.add(TODAY, consents=ALL_CONSENTS, **WHOLE) == "F0001"
    files.add(TODAY, name_zh="李强", purpose="loan", tier="mass")
    row = files.query("SELECT * FROM files WHERE file = 'F0001'").iloc[0]
    assert {name: row[name] for name in WHOLE} == WHOLE
    by_sql = files.query("SELECT tier, COUNT(*) AS n FROM files GROUP BY tier ORDER BY tier")
    by_pandas = files.table().groupby("tier").size()
    assert dict(by_sql.itertuples(index=False)) == by_pandas.to_dict() == {"mass": 1, "middle": 1}


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM consents",
        "UPDATE stored_files SET age = 1",
        "SELECT 1; DELETE FROM consents",
        "PRAGMA query_only=OFF",
        "SELECT 1; COMMIT; DELETE FROM consents; SELECT 1",
        "DROP TABLE log",
        "ATTACH 'x' AS y",
        "COMMIT",
        "",
        "VACUUM",
        "WITH a AS (SELECT 1) DELETE FROM consents",
        "SELECT load_extension('x')",
        "SELECT nothing FROM files",
        "SELECT (",
        "SELECT E'\\''; COMMIT; DELETE FROM consents; SELECT '''",
        "SELECT set_config('transaction_read_only', 'off', false)",
    ],
)
def test_a_query_reads_and_nothing_else(sql: str, files: CustomerFiles) -> None:
    files.add(TODAY, consents=["marketing"], **{name: WHOLE[name] for name in ("name_zh", "purpose")})
    before = files.log_mark(), len(files.consents()), files.table().to_dict()
    with pytest.raises(CourseError):
        files.query(sql)
    assert (files.log_mark(), len(files.consents()), files.table().to_dict()) == before


def test_a_query_that_never_ends_is_stopped(files: CustomerFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    monkeypatch.setattr("fsq_lab.customers.files.queries.SECONDS", 1)
    assert key_of(lambda: files.query(endless)) == "files.too_slow"


def test_percent_signs_and_colons_in_a_query_are_its_own(files: CustomerFiles) -> None:
    files.add(TODAY, name_zh="王芳", purpose="loan", age=43)
    found = files.query("SELECT age % 10 AS m, '12:30' AS t, '%s' AS s FROM files WHERE name_zh LIKE '王%'")
    assert found.values.tolist() == [[3, "12:30", "%s"]]


@pytest.mark.parametrize("nasty", NASTY)
def test_sql_and_formulas_are_text_in_every_field_or_refused(nasty: str, files: CustomerFiles, tmp_path: Path) -> None:
    files.add(TODAY, consents=ALL_CONSENTS, **WHOLE)
    kept = {}
    for field in by_name().values():
        try:
            files.change("F0001", TODAY, **{field.name: nasty})
            kept[field.name] = nasty
        except CourseError:
            assert field.type != "text"
    assert set(kept) == {"name_zh", "need_zh"}
    row = files.table().iloc[0]
    assert {name: row[name] for name in kept} == kept
    for place in ("result", "promise"):
        files.contact("F0001", TODAY, "phone", **{place: nasty})
    assert files.query("SELECT result FROM contacts").iloc[0, 0] == nasty
    for call in (
        lambda: files.add(nasty, name_zh="王", purpose="loan"),
        lambda: files.consent("F0001", nasty, TODAY),
        lambda: files.view(nasty),
        lambda: files.delete("F0001", TODAY, nasty),
        lambda: files.log(nasty).loc[1],
        lambda: files.change(nasty, TODAY),
        lambda: files.add(TODAY, **{nasty: "x"}),
    ):
        with pytest.raises((CourseError, KeyError)):
            call()
    target = files.to_csv(tmp_path / "out.csv", "manager")
    cells = [cell for row in pd.read_csv(target, dtype=str).itertuples(index=False) for cell in row]
    assert not [cell for cell in cells if str(cell).startswith(("=", "@", "＝", "+", "-"))]
    book = pd.read_excel(files.to_excel(tmp_path / "out.xlsx", "manager"), dtype=str)
    assert str(book["name_zh"].iloc[0]) == harmless(nasty)
    assert book["phone"].iloc[0] == WHOLE["phone"]
    assert {"stored_files", "log"} <= {one for one in TABLES if not files.query(f"SELECT * FROM {one}").empty}


@pytest.mark.parametrize(("values", "key"), [
    ({"name_zh": "王芳", "purpose": "wealth", "phone": "13800138000"}, "files.real"),
    ({"name_zh": "王芳 13800138000", "purpose": "wealth"}, "files.real"),
    ({"name_zh": "王芳", "purpose": "wealth", "phone": "0001234567"}, "files.not_phone"),
    ({"name_zh": "王芳"}, "files.needed"),
    ({"purpose": "wealth", "name_zh": "  "}, "files.needed"),
    ({"name_zh": "王芳", "purpose": "wealth", "religion": "buddhist"}, "files.never"),
    ({"name_zh": "王芳", "purpose": "wealth", "note_zh": "x"}, "files.never"),
    ({"name_zh": "王芳", "purpose": "wealth", "shoe": 43}, "files.unknown_field"),
    ({"name_zh": "王芳", "purpose": "everything"}, "files.not_listed"),
    ({"name_zh": "王芳", "purpose": "wealth", "age": 13}, "files.not_number"),
    ({"name_zh": "王芳", "purpose": "wealth", "age": 43.5}, "files.not_number"),
    ({"name_zh": "王芳", "purpose": "wealth", "age": float("inf")}, "files.not_number"),
    ({"name_zh": "王芳", "purpose": "wealth", "risk_expiry": "2026-02-30"}, "files.not_day"),
    ({"name_zh": "王" * 201, "purpose": "wealth"}, "files.too_long"),
    ({"name_zh": "王\0芳", "purpose": "wealth"}, "files.control"),
    ({"name_zh": "王\ud800", "purpose": "wealth"}, "files.control"),
    ({"name_zh": "王芳", "purpose": "wealth", "need_zh": "教育金"}, "files.needs_consent"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_in_words_and_leaves_nothing(
    values: dict[str, Any], key: str, files: CustomerFiles
) -> None:
    assert key_of(lambda: files.add(TODAY, **values)) == key
    assert (len(files.table()), len(files.log())) == (0, 1)


def test_every_role_sees_what_the_list_of_fields_says(files: CustomerFiles) -> None:
    files.add(TODAY, consents=ALL_CONSENTS, **WHOLE)
    for role in ROLES:
        seen = files.view(role).iloc[0].to_dict()
        for field in by_name().values():
            reading = field.readers[role]
            assert (field.name in seen) == (reading != "not shown"), (role, field.name)
            if reading == "in full":
                assert seen[field.name] == WHOLE[field.name]
            elif reading == "masked":
                assert seen[field.name] not in (WHOLE[field.name], None)
    masked = files.view("teller").iloc[0]
    assert masked[["name_zh", "phone", "age"]].tolist() == ["王**", "000****0001", "40-49"]
    assert files.view("analyst").iloc[0][["income_declared", "risk_expiry"]].tolist() == ["100000-999999", "2026"]


def test_masks_hide_empty_fields_as_empty(files: CustomerFiles) -> None:
    files.add(TODAY, name_zh="王芳", purpose="loan")
    for role in ROLES:
        row = files.view(role).drop(columns=["name_zh"], errors="ignore").iloc[0]
        assert row[[name for name in ("phone", "age", "income_declared") if name in row]].isna().all()


def test_consent_comes_first_and_its_withdrawal_is_proved(files: CustomerFiles) -> None:
    file = files.add("2025-03-01", consents=["marketing"], name_zh="王芳", purpose="wealth", need_zh="教育金")
    other = files.add("2025-03-01", name_zh="李强", purpose="loan")
    assert files.contactable(TODAY)["why"].to_dict() == {file: "consent in force", other: "no consent"}
    assert files.contactable("2025-02-28")["why"][file] == "not yet given"
    assert key_of(lambda: files.contact(other, TODAY, "phone", "marketing")) == "files.may_not_contact"
    assert files.contact(file, TODAY, "phone", "marketing", promise="周五回电话", due="2026-01-02") == 1
    erased = files.withdraw(file, "marketing", TODAY, how="phone")
    assert erased["outcome"].to_dict() == {"need_zh": "erased"}
    assert files.table().set_index("file").loc[file, "need_zh"] is None
    assert files.contactable(TODAY)["why"][file] == "consent withdrawn"
    assert files.contactable("2025-12-30")["why"][file] == "consent in force"
    assert files.consents(TODAY)["standing"].tolist() == ["consent withdrawn"]
    assert files.log(file)["action"].tolist() == ["add", "consent", "contact", "withdraw"]
    assert key_of(lambda: files.withdraw(file, "marketing", TODAY)) == "files.nothing_to_withdraw"
    assert key_of(lambda: files.change(file, TODAY, need_zh="x")) == "files.needs_consent"
    files.change(other, TODAY, do_not_contact=1)
    files.consent(other, "marketing", TODAY)
    assert files.contactable(TODAY)["why"][other] == "do not contact"
    assert key_of(lambda: files.withdraw(other, "marketing", "2025-01-01")) == "files.withdrawn_before"


def test_deleting_erases_what_may_go_and_stops_the_use_of_what_must_stay(files: CustomerFiles) -> None:
    file = files.add(TODAY, consents=ALL_CONSENTS, **WHOLE)
    files.contact(file, TODAY, "phone")
    during = files.delete(file, TODAY, "request")["outcome"]
    resting = [field.name for field in by_name().values() if field.consent]
    assert set(during[during == "erased"].index) == set(resting)
    assert set(during[during != "erased"]) == {"still needed"}
    files.end(file, "2026-01-31")
    assert key_of(lambda: files.delete(file, TODAY, "relation ended")) == "files.before_end"
    after = files.delete(file, "2026-02-01", "relation ended")
    for name, row in after.iterrows():
        years = content()["retention"][by_name()[str(name)].retention]["years"]
        assert row["outcome"] == ("stored only" if years else "erased")
        assert str(row["keep_until"]) == (f"{2026 + years}-01-31" if years else "nan")
    assert len(files.table()) == len(files.view("manager")) == len(files.query("SELECT * FROM contacts")) == 0
    stored = files.query("SELECT standing, keep_until, name_zh FROM files_for_compliance WHERE tier IS NULL")
    assert stored.values.tolist() == [["stored_only", "2036-01-31", "王芳"]]
    for call in (
        lambda: files.change(file, TODAY, age=44),
        lambda: files.contact(file, TODAY, "phone"),
        lambda: files.consent(file, "marketing", TODAY),
        lambda: files.delete(file, TODAY, "request"),
    ):
        assert key_of(call) == "files.stored_only"
    assert files.purge("2031-02-01")["outcome"].to_dict() == {file: "stored only"}
    assert files.query("SELECT name_zh FROM stored_files WHERE age IS NULL").values.tolist() == [["王芳"]]
    assert files.purge("2036-01-31").empty
    assert files.purge("2036-02-01")["outcome"].to_dict() == {file: "erased"}
    assert [len(files.query(f"SELECT * FROM {name}")) for name in ("stored_files", "consents", "stored_contacts")] == [
        0
    ] * 3
    assert len(files.log(file)) > 0
    assert files.add(TODAY, name_zh="李强", purpose="loan") == "F0002"


def test_keeping_follows_the_law_and_a_leap_day() -> None:
    assert keeping("2024-02-29")["keep_until"].to_dict() == {
        "identity": "2034-02-28", "transactions": "2034-02-28", "suitability": "2029-02-28", "relation": "2024-02-29",
        "consent": "2024-02-29",
    }  # fmt: skip


def test_the_log_names_fields_and_never_their_values(files: CustomerFiles) -> None:
    file = files.add(TODAY, consents=ALL_CONSENTS, **WHOLE)
    files.change(file, TODAY, occupation="owner")
    files.delete(file, TODAY, "request")
    told = " ".join(files.log()["detail"])
    for name, value in WHOLE.items():
        assert name in told
        if name in ("name_zh", "phone", "need_zh"):
            assert str(value) not in told


def test_the_database_itself_refuses_to_change_the_log(files: CustomerFiles) -> None:
    files.add(TODAY, name_zh="王芳", purpose="loan")
    mark = files.log_mark()
    statements = [
        "UPDATE log SET actor = 'nobody'",
        "DELETE FROM log",
        "DELETE FROM log WHERE entry = 2",
        "INSERT INTO log SELECT 9, at, actor, action, file, day, detail, previous, digest FROM log WHERE entry = 1",
    ]
    if files.kind == "sqlite":
        statements += ["REPLACE INTO log SELECT * FROM log WHERE entry = 2"]
    else:
        statements += ["TRUNCATE log"]
    for statement in statements:
        with pytest.raises(Exception, match=r"log"):
            behind_the_back(files, statement)
    assert files.check_log(mark)["intact"]
    assert files.log_mark() == mark


@pytest.mark.parametrize(("change", "broken"), [
    ("UPDATE log SET actor = 'nobody' WHERE entry = 2", 2),
    ("DELETE FROM log WHERE entry = 2", 2),
    ("UPDATE log SET digest = '0123456789abcdef' WHERE entry = 3", 3),
    ("DELETE FROM log WHERE entry = 3", None),
])  # fmt: skip
def test_a_change_behind_the_databases_back_shows(change: str, broken: int | None, files: CustomerFiles) -> None:
    for name in ("王芳", "李强"):
        files.add(TODAY, name_zh=name, purpose="loan")
    mark = files.log_mark()
    triggers = {"sqlite": ["log_not_updated", "log_not_deleted"], "postgresql": ["log_not_changed ON log"]}[files.kind]
    behind_the_back(files, *(f"DROP TRIGGER {name}" for name in triggers), change)
    assert files.check_log()["intact"] == (broken is None)
    assert files.check_log()["first_broken"] == broken
    assert not files.check_log(mark)["intact"]


def test_a_spreadsheet_is_taken_row_by_row_and_nothing_is_dropped_silently(files: CustomerFiles) -> None:
    raw = load("files_raw")
    report = files.take(raw, TODAY)
    assert len(report) == report.attrs["n"] == 60
    assert report["outcome"].value_counts().to_dict() == {"added": 34, "not taken": 20, "added in part": 6}
    assert report.attrs["left_out"] == {
        "row": "cannot tell", "note_zh": "split", "consent": "split", "religion": "never", "neighbour_phone": "never",
        "gossip_zh": "never",
    }  # fmt: skip
    assert report.loc[report["outcome"] != "added", "why"].str.len().min() > 20
    assert set(report.loc[raw["purpose"].isna(), "outcome"]) == {"not taken"}
    assert len(files.table()) == 40
    assert files.log()["action"].value_counts()["add"] == 40
    agreed = raw[raw["purpose"].notna() & (raw["consent"] == 1)]
    assert files.contactable(TODAY)["may_contact"].sum() == len(agreed)
    assert report["row"].tolist() == raw["row"].tolist()
    assert set(files.table()["added_on"]) == set(files.log()["day"]) - {"-"} == {TODAY}
    assert set(zip(files.consents()["given_on"], files.consents()["how"], strict=True)) == {(TODAY, "spreadsheet")}
    again = files.take(raw, TODAY)
    assert (set(again["outcome"]), len(files.table())) == ({"not taken"}, 40)
    with_real = raw.head(2).assign(name_zh=["王芳13800138000", "李强"], purpose="loan")
    assert files.take(with_real, TODAY)["outcome"].tolist()[0] == "not taken"
    assert key_of(lambda: files.take(raw.head(0), TODAY)) == "files.no_rows"
    assert key_of(lambda: files.take(raw.assign(姓名="x"), TODAY)) == "files.twice"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_out_as_excel_or_csv_comes_in_again(
    kind: str, language: str, files: CustomerFiles, fresh: Callable[[], str], tmp_path: Path
) -> None:
    use(language)
    plain = {name: value for name, value in WHOLE.items() if not by_name()[name].consent}
    files.add(TODAY, **plain)
    files.add(TODAY, name_zh="李 强", purpose="loan")
    out = {"csv": files.to_csv, "xlsx": files.to_excel}[kind](tmp_path / f"out.{kind}", "manager")
    assert key_of(lambda: {"csv": files.to_csv, "xlsx": files.to_excel}[kind](out, "manager")) == "files.there_already"
    assert files.log()["action"].tolist()[-1] == "export"
    with open_files(fresh()) as other:
        report = other.take(out, TODAY)
        assert report["outcome"].tolist() == ["added", "added"]
        left, right = files.table().drop(columns="added_on"), other.table().drop(columns="added_on")
        pd.testing.assert_frame_equal(left, right)


def test_two_files_of_one_person_become_one_and_a_withdrawal_wins(files: CustomerFiles) -> None:
    first = files.add("2025-01-10", consents=["marketing"], name_zh="王芳", purpose="wealth", age=43, need_zh="教育金")
    second = files.add("2025-06-10", consents=["marketing"], name_zh="王方", purpose="wealth", phone="00010000001")
    files.contact(second, "2025-06-10", "phone")
    files.withdraw(second, "marketing", "2025-07-01")
    told = files.merge(first, second, TODAY)["outcome"].to_dict()
    assert (told["phone"], told["name_zh"], told["age"], told["need_zh"]) == (
        "filled",
        "changed",
        "as it was",
        "erased",
    )
    row = files.table().iloc[0]
    assert (len(files.table()), row["name_zh"], row["phone"], row["age"]) == (1, "王方", "00010000001", 43)
    assert row["need_zh"] is None
    assert files.contactable(TODAY)["may_contact"].tolist() == [False]
    assert files.query("SELECT file FROM contacts")["file"].tolist() == [first]
    assert key_of(lambda: files.merge(first, first, TODAY)) == "files.same_file"
    assert key_of(lambda: files.merge(first, second, TODAY)) == "files.merged_into"


def test_a_backup_holds_everything_and_goes_to_either_database(
    files: CustomerFiles, fresh: Callable[[], str], tmp_path: Path
) -> None:
    files.take(load("files_raw"), TODAY)
    files.end("F0001", TODAY)
    files.delete("F0001", TODAY, "request")
    copy = files.backup(tmp_path / "copy.db")
    assert key_of(lambda: files.backup(copy)) == "files.there_already"
    for place in (fresh(), str(tmp_path / "other.db")):
        with restore_files(copy, place, actor="other") as again:
            for name in ("stored_files", "consents", "stored_contacts", "fields"):
                pd.testing.assert_frame_equal(
                    again.query(f"SELECT * FROM {name}"), files.query(f"SELECT * FROM {name}")
                )
            assert again.check_log()["intact"]
            assert again.log()["action"].tolist() == [*files.log()["action"].tolist()[:-1], "restore"]
            assert again.add(TODAY, name_zh="王芳", purpose="loan") == "F0041"
        assert key_of(lambda place=place: restore_files(copy, place)) in ("files.there_already", "files.not_empty")
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def test_a_broken_log_is_not_copied(files: CustomerFiles, tmp_path: Path) -> None:
    files.add(TODAY, name_zh="王芳", purpose="loan")
    trigger = {"sqlite": "log_not_updated", "postgresql": "log_not_changed ON log"}[files.kind]
    behind_the_back(files, f"DROP TRIGGER {trigger}", "UPDATE log SET actor = 'nobody' WHERE entry = 1")
    assert key_of(lambda: files.backup(tmp_path / "copy.db")) == "files.log_broken"
    assert not [one for one in tmp_path.iterdir() if one.name.startswith((".", "copy"))]


def test_a_list_of_fields_that_has_grown_brings_files_up_to_date(fresh: Callable[[], str]) -> None:
    place = fresh()
    with open_files(place) as files:
        files.add(TODAY, name_zh="王芳", purpose="loan", age=43)
        views = files.query("SELECT * FROM files").columns
        names = ["files", "contacts", *(f"files_for_{role}" for role in ROLES)]
        behind_the_back(files, *(f"DROP VIEW {name}" for name in names), "ALTER TABLE stored_files DROP COLUMN channel",
                        *(f"CREATE VIEW {name} AS SELECT 1 AS one" for name in names))  # fmt: skip
    with open_files(place) as files:
        assert list(files.query("SELECT * FROM files").columns) == list(views)
        assert files.table()[["name_zh", "age", "channel"]].iloc[0].tolist() == ["王芳", 43, None]
        assert files.log()["action"].tolist() == ["create", "add", "upgrade"]
        behind_the_back(files, "ALTER TABLE stored_files ADD COLUMN shoe TEXT")
    assert key_of(lambda: open_files(place)) == "files.unknown_columns"


def test_all_that_is_kept_about_a_customer_is_one_table(files: CustomerFiles) -> None:
    file = files.add(TODAY, consents=["household"], name_zh="苏敏", purpose="wealth", household_size=3)
    files.contact(file, TODAY, "phone", promise="寄对账单", due="2026-01-09")
    files.withdraw(file, "household", TODAY, how="note")
    whole = files.whole(file)["value"]
    assert whole.to_dict() == {
        ("field", "name_zh"): "苏敏", ("field", "purpose"): "wealth", ("field", "checked_on"): TODAY,
        ("consent_1", "purpose"): "household", ("consent_1", "given_on"): TODAY, ("consent_1", "how"): "form",
        ("consent_1", "withdrawn_on"): TODAY, ("consent_1", "withdrawn_how"): "note",
        ("contact_1", "held_on"): TODAY, ("contact_1", "channel"): "phone", ("contact_1", "purpose"): "service",
        ("contact_1", "promise_zh"): "寄对账单", ("contact_1", "due"): "2026-01-09",
    }  # fmt: skip
    files.end(file, TODAY)
    files.delete(file, TODAY, "request")
    assert ("field", "name_zh") in files.whole(file).index  # what is stored only is theirs to see as well
    assert key_of(lambda: files.whole("F9999")) == "files.no_such_file"


def test_an_offer_list_counts_people_and_not_consents(files: CustomerFiles) -> None:
    first, other = (files.add(TODAY, ["marketing"], name_zh="林华", phone="00010000001", purpose="loan") for _ in "ab")
    files.merge(first, other, TODAY)
    asked = files.query("""SELECT COUNT(*) AS lines, COUNT(DISTINCT f.file) AS people FROM files f
        JOIN consents c ON c.file = f.file AND c.purpose = 'marketing' WHERE c.withdrawn_on IS NULL""")
    assert asked.values.tolist() == [[2, 1]]
    assert files.contactable(TODAY)["may_contact"].sum() == 1


def test_size_shows_the_files_growing(files: CustomerFiles) -> None:
    before = files.size()
    files.take(load("files_raw"), TODAY)
    after = files.size()
    assert after.loc["stored_files", "rows"] - before.loc["stored_files", "rows"] == 40
    assert after.loc["all", "bytes"] > before.loc["all", "bytes"] or files.kind == "postgresql"


def test_a_class_of_forty_files_built_by_script_is_whole(files: CustomerFiles) -> None:
    for number in range(40):
        file = files.add(
            TODAY, name_zh=f"客户{number}", phone=f"000{20000000 + number}", purpose="account", age=20 + number
        )
        files.change(file, TODAY, channel="app", risk_grade=1 + number % 5, risk_expiry="2026-06-30")
    table = files.table()
    assert (len(table), table["file"].is_unique, int(table["risk_grade"].notna().sum())) == (40, True, 40)
    assert files.log()["action"].value_counts().to_dict() == {"add": 40, "change": 40, "create": 1}
    assert files.check_log()["intact"]


def test_nothing_of_what_was_erased_is_left_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "bank.db"
    with open_files(place) as files:
        file = files.add(TODAY, consents=["marketing"], name_zh="王芳", purpose="loan", need_zh="绝无仅有的愿望")
        files.withdraw(file, "marketing", TODAY)
        left = [one.name for one in tmp_path.iterdir() if "绝无仅有的愿望".encode() in one.read_bytes()]
        assert left == []


def test_the_password_of_an_address_is_never_shown() -> None:
    shown = locations.where_is("postgresql://me:secret@127.0.0.1:1/none").shown
    assert ("secret" in shown, "me:***@" in shown) == (False, True)
    assert key_of(lambda: open_files("postgresql://me:secret@127.0.0.1:1/none", wait=1)) == "files.server"
    assert key_of(lambda: open_files("mysql://me@here/none")) == "files.other_database"


def test_a_server_with_other_tables_is_left_as_it_is(server: str) -> None:
    place = postgresql.new_database(server)
    with open_files(place) as files:
        behind_the_back(files, "UPDATE about SET value = 'another program' WHERE key = 'application'")
    assert key_of(lambda: open_files(place)) == "files.other_tables"
    other = postgresql.new_database(server)
    with open_files(other) as files:
        behind_the_back(files, "UPDATE about SET value = '99' WHERE key = 'format'")
        files.add(TODAY, name_zh="王芳", purpose="loan")
    assert key_of(lambda: open_files(other)) == "files.newer"
    assert key_of(lambda: open_files(other, anew=True)) == "files.newer"
    third = postgresql.new_database(server)
    with open_files(third) as files:
        files.add(TODAY, name_zh="王芳", purpose="loan")
    assert key_of(lambda: open_files(third, anew=True)) == "files.not_empty"


def test_the_outcomes_are_told_in_chinese(tmp_path: Path) -> None:
    from fsq_lab.companion.headings import table_html

    use("zh")
    with open_files(tmp_path / "a.db") as files:
        files.add(TODAY, consents=["marketing"], name_zh="王芳", purpose="loan")
        shown = str(table_html(files.contactable(TODAY)))
        assert ("可以联系" in shown, "同意有效" in shown) == (True, True)
        assert "客户营销档案" in repr(files)
    assert repr(files) == "客户营销档案：已经关闭。"
    with closing(sqlite3.connect(tmp_path / "a.db")) as plain:
        assert plain.execute("PRAGMA application_id").fetchone()[0] != 0
