"""What runs students' code: what it carries, what it refuses, and what it survives. Attacks: test_attacks.py."""

import json
import os
import pickle
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsq_lab.checks.codec import UnsupportedAnswerError, encode
from fsq_lab.checks.compiled import compiled_exercise, exercise_names
from fsq_lab.checks.oracle import Oracle, tables_of
from fsq_lab.grading.confined import landlock, spawned, syscalls
from fsq_lab.grading.confined.claims import ClaimReader, ForgedClaimError, checked, clean, shown
from fsq_lab.grading.confined.exact import encode_exactly
from fsq_lab.grading.confined.jobs import Claims, CodeCell, How, Job, Limits, Wanted
from fsq_lab.grading.confined.payloads import packed_job, unpacked_job
from fsq_lab.grading.confined.refusal import NotConfinedError
from fsq_lab.grading.confined.running import transformed
from fsq_lab.grading.confined.workers import Workers
from fsq_lab.ground.language import LANGUAGES, speaking
from fsq_lab.survey.loading import load

QUICK = Limits(wall_s=30, cpu_s=5, cell_wall_s=15, cell_s=0.5)
LIMITS = Limits()
SANDBOXED = sys.platform == "linux" and platform.machine() == "x86_64"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    if not SANDBOXED:
        pytest.skip("confinement is Linux's")
    if shutil.which("bwrap") is None and not os.environ.get("CI"):
        pytest.skip("bubblewrap is not installed")
    with Workers(1, QUICK, ways=("bubblewrap",)) as pool:
        yield pool


@pytest.fixture(scope="module")
def unhurried(workers: Workers) -> Iterator[Workers]:
    """A pool with the limits of marking, for the cells that exercises really have."""
    with Workers(1, LIMITS, ways=("bubblewrap",)) as pool:
        yield pool


def job(*cells: str | tuple[str, str], **wanted: str) -> Job:
    made = (CodeCell(None, cell) if isinstance(cell, str) else CodeCell(*cell) for cell in cells)
    return Job(tuple(made), "03_servqual", {name: Wanted(inputs) for name, inputs in wanted.items()}, {})


def one(pool: Workers, given: Job) -> Claims:
    return next(iter(pool.run([("it", given)])))[1]


# ---- what is carried
def loaded_by(name: str) -> dict[str, bytes]:
    """Return the tables that an exercise loads, as a parent draws them."""
    loaded: dict[str, bytes] = {}
    of_world = tables_of(None)

    def keep(table: str) -> pd.DataFrame:
        loaded[table] = pickle.dumps(of_world(table))
        return of_world(table)

    oracle = Oracle(compiled_exercise(name), keep)
    for answer in oracle.exercise.answers:
        oracle.right(answer)
    return loaded


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", exercise_names())
def test_a_whole_solution_gives_the_oracles_values(name: str, language: str, unhurried: Workers, root: Path) -> None:
    """Every cell of the built solution runs, and every answer is claimed as the oracle has it."""
    notebook = nbformat.read(root / "solutions" / language / name / f"{name}.ipynb", as_version=4)
    exercise = compiled_exercise(name)
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            answer = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-check")
            cells.append(CodeCell(answer if answer in exercise.answers else None, cell.source))
    wanted = {answer.name: Wanted(answer.inputs) for answer in exercise.answers.values()}
    claims = one(unhurried, Job(tuple(cells), name, wanted, loaded_by(name)))
    assert claims.ended == "done"
    assert claims.troubles == ()
    oracle = Oracle(exercise, tables_of(None))
    assert {one: comparable(value) for one, value in claims.answers.items()} == {
        answer: comparable(oracle.right(answer)) for answer in exercise.answers
    }


def comparable(encoded: dict[str, Any]) -> Any:
    """Return an encoded answer without what only tells of a call, and rounded as JSON never does."""
    return json.loads(json.dumps({part: encoded[part] for part in ("kind", "index", "columns")})) | {
        "values": [result["values"] for result in encoded["values"]]
        if encoded["kind"] == "calls"
        else json.loads(json.dumps(encoded["values"]))
    }


@pytest.mark.parametrize("name", exercise_names())
def test_an_untouched_copy_runs_and_claims_nothing(name: str, unhurried: Workers, root: Path) -> None:
    notebook = nbformat.read(root / "exercises" / "zh" / name / f"{name}.ipynb", as_version=4)
    names = compiled_exercise(name).answers
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    made = tuple(CodeCell(id_ if id_ in names else None, cell.source) for id_, cell in zip(ids, cells, strict=True))
    wanted = {answer.name: Wanted(answer.inputs) for answer in names.values()}
    claims = one(unhurried, Job(made, name, wanted, loaded_by(name)))
    assert claims.troubles == ()
    assert claims.answers == {answer: {"kind": "untried"} for answer in names}


def test_tables_are_the_jobs_whoever_is_named(workers: Workers) -> None:
    drawn = load("bank_branch", student="20260001")
    cells = job(
        "from fsq_lab import exercise, load\ncheck = exercise('03_servqual', student='somebody else')",
        ("one", "one = check.load('bank_branch').sum(numeric_only=True).sum()"),
        ("two", "two = load('bank_branch').sum(numeric_only=True).sum()"),
        "t = check.load('bank_branch')\nfor c in t: t[c] = None",
        ("fresh", "fresh = check.load('bank_branch').notna().any().any()"),
        ("scored", "from fsq_lab import servqual\nscored = servqual.dimensions(load('bank_branch')).shape[1]"),
        ("other", "other = len(load('promises')) > 0"),
    )
    claims = one(workers, Job(cells.cells, "03_servqual", {}, {"bank_branch": pickle.dumps(drawn)}))
    total = drawn.sum(numeric_only=True).sum()
    assert claims.troubles == ()
    assert {name: value["values"] for name, value in claims.answers.items()} == {
        **{"one": pytest.approx(total), "two": pytest.approx(total)},
        **{"fresh": True, "scored": 10, "other": True},
    }


def test_a_later_crash_keeps_what_was_claimed_before(workers: Workers) -> None:
    claims = one(workers, job(("a", "a = 1"), "import os; os.abort()", ("b", "b = 2")))
    assert (claims.ended, list(claims.answers), claims.troubles[-1].cell) == ("killed", ["a"], 1)


def test_a_cell_that_raises_or_loops_costs_only_itself(workers: Workers) -> None:
    claims = one(workers, job(("a", "a = 1\n1 / 0"), "while True: pass", "syntax error", ("b", "b = 2")))
    assert claims.ended == "done"
    assert {name: value["values"] for name, value in claims.answers.items()} == {"a": 1, "b": 2}
    told = [(trouble.cell, trouble.kind, trouble.text.partition(":")[0]) for trouble in claims.troubles]
    assert told == [(0, "raised", "ZeroDivisionError"), (1, "time", ""), (2, "raised", "SyntaxError")]


def test_the_last_claim_of_a_name_counts(workers: Workers) -> None:
    claims = one(workers, job(("a", "a = ..."), "a = 5", ("a", "")))
    assert claims.answers["a"]["values"] == 5


def test_a_function_is_called_on_the_inputs(workers: Workers) -> None:
    code = "def f(x):\n    print('seen')\n    if x > 2: raise ValueError('too large')\n    return x"
    endless = ("g", "def g(x):\n    import time\n    while True: time.sleep(1)")
    claims = one(workers, job(("f", code), endless, f="[1], [pd.Series([1]).sum()], [3]", g="[1]"))
    first, second, third = claims.answers["f"]["values"]
    assert (first["values"], first["call"], first["printed"], second["values"]) == (1, "f(1)", True, 1)
    assert (third["values"], third["raised"]) == ("ValueError", "ValueError: too large")
    assert claims.answers["g"]["values"][0]["values"] == "TooSlow"


def test_magics_and_shell_lines_do_no_harm(workers: Workers) -> None:
    lines = ("%matplotlib inline\n!rm -rf /\nls = !ls", "help?", "display(0)")
    claims = one(workers, job(*lines, ("a", "%%time\na = 3"), ("b", "%time b = 4")))
    assert claims.troubles == ()
    assert [claims.answers[name]["values"] for name in "ab"] == [3, 4]
    assert transformed("x = 5 % 3\ny = x != 2") == "x = 5 % 3\ny = x != 2"


def test_a_chart_and_a_module_not_loaded_before(workers: Workers) -> None:
    chart = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('差距')\nplt.savefig('chart.png')"
    size = ("size", "import os, wave\nsize = os.path.getsize('chart.png') > 1000")
    claims = one(workers, job(chart, size, ("left", "import os\nleft = os.listdir('.')")))
    assert claims.troubles == ()
    assert claims.answers["size"]["values"] is True
    assert claims.answers["left"]["values"] == ["chart.png"]
    assert one(workers, job(("left", "import os\nleft = os.listdir('.')"))).answers["left"]["values"] == []


def test_a_source_with_any_characters_comes_through() -> None:
    given = Job((CodeCell("名", "x = '\ud800汉字\x00'"),), "03", {"f": Wanted("[1]")}, {"t": b"\x00\xff", "u": b""})
    assert unpacked_job(packed_job(given, QUICK)) == (given, QUICK)


# ---- what is claimed
PARTS = st.sampled_from(["kind", "values", "index", "columns", "answer", "value", "cell", "text", "raised"])
SCALARS = st.one_of(st.integers(), st.floats(), st.booleans(), st.text(max_size=8), st.none())
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=5),
    st.dictionaries(st.text(max_size=4), SCALARS, max_size=5),
    st.lists(st.floats(), max_size=5).map(pd.Series),
    st.lists(st.integers(-(2**60), 2**60), max_size=4).map(
        lambda values: pd.DataFrame({"a": values, "b": values[::-1]})
    ),
    st.lists(st.floats(), max_size=5).map(np.array),
)


@given(VALUES)
def test_what_is_encoded_exactly_is_what_a_check_sees_and_passes_the_reader(value: object) -> None:
    exactly = encode_exactly(value, LIMITS.nodes, LIMITS.depth)
    assert repr(exactly) == repr(encode(value))
    reader = ClaimReader(frozenset({"a"}), {}, LIMITS, ready=True)
    reader.take(json.dumps({"answer": "a", "value": exactly}).encode())
    assert repr(reader.answers["a"]) == repr(cleaned(exactly))


def cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    return {key: cleaned(part) for key, part in value.items()} if isinstance(value, dict) else value


FORGED = st.recursive(
    SCALARS | st.sampled_from(["series", "table", "calls", "kind"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PARTS, inner, max_size=5),
    max_leaves=25,
)


@given(FORGED)
@settings(max_examples=300)
def test_a_forged_line_is_a_claim_of_a_known_shape_or_none(entry: Any) -> None:
    reader = ClaimReader(frozenset({"a"}), {"a": Wanted("[1], [2]")}, LIMITS, ready=True)
    for line in (entry, {"answer": "a", "value": entry}):
        reader.take(json.dumps(line, default=str).encode("ascii", "replace"))
    for value in reader.answers.values():
        assert checked(value, Wanted("[1], [2]"), LIMITS) == value or "nan" in repr(value)


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 900_000,
        b'{"a":' * 100_000,
        b'{"answer":"a","value":{"kind":"number","values":' + b"9" * 900_000 + b"}}",
        b'{"answer":"a","value":{"kind":"number","values":0.' + b"9" * 900_000 + b"}}",
        b'{"answer":"a","value":{"kind":"list","values":[' + b"1," * 400_000 + b"1]}}",
        b'{"answer":"a","value":{"kind":"text","values":"' + b"x" * 900_000 + b'"}}',
        b"x" * 2_000_000,
    ],
)
def test_a_giant_line_costs_little_and_claims_nothing(line: bytes) -> None:
    reader = ClaimReader(frozenset({"a"}), {}, LIMITS, ready=True)
    start = time.process_time()
    reader.take(line)
    assert time.process_time() - start < 2
    assert reader.answers.get("a", {}).get("values") in (None, float("inf"))


@pytest.mark.parametrize(
    "value",
    [
        {"kind": "calls", "values": [{"kind": "number", "values": 1}]},  # of a name that is no function's
        {"kind": "number", "values": "1"},
        {"kind": "truth", "values": 1},
        {"kind": "series", "index": ["a"], "values": [1, 2]},
        {"kind": "table", "index": ["a"], "columns": ["x", "y"], "values": [[1]]},
        {"kind": "series", "index": [["a", ["b"]]], "values": [1]},
        {"kind": "pickle", "values": "x"},
    ],
)
def test_a_claim_of_another_shape_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ForgedClaimError):
        checked(value, Wanted(), LIMITS)


def test_a_claim_keeps_only_what_belongs_to_it() -> None:
    forged = {"kind": "number", "values": 1, "notes": ["text"], "points": 9, "was": "array", "index": [1]}
    assert checked(forged, Wanted(), LIMITS) == {"kind": "number", "index": None, "columns": None, "values": 1}


def test_texts_are_shown_without_what_turns_or_hides_them() -> None:
    assert shown("a\u202eb\x1b[2J\u2066\x00\udfff", 99) == "ab[2J"
    assert shown("x" * 999, 10) == "x" * 10
    assert clean("有形性 tangibles\n\t") == "有形性 tangibles\n\t"


@pytest.mark.parametrize(
    "value", [type("F", (float,), {})(1), [type("S", (str,), {})("a")], object(), 1j, {1}, [[[1]]]]
)
def test_other_types_are_named_and_not_carried(value: object) -> None:
    with pytest.raises(UnsupportedAnswerError):
        encode_exactly(value, 100, 10)


@pytest.mark.parametrize(
    "value", [list(range(200)), pd.Series(range(200)), pd.DataFrame(np.zeros((20, 20))), np.zeros(200)]
)
def test_more_values_than_allowed_are_refused(value: object) -> None:
    with pytest.raises(UnsupportedAnswerError, match="too large"):
        encode_exactly(value, 100, 10)


# ---- what it refuses
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_where_nothing_confines(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    with speaking(language), pytest.raises(NotConfinedError, match="WSL2") as told:
        Workers(1)
    assert ("bubblewrap" in str(told.value)) == (language in LANGUAGES)
    assert pickle.loads(pickle.dumps(told.value)).key == told.value.key


def test_namespaces_confine_without_landlock_too(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    with Workers(1, QUICK) as pool:
        assert pool.how == "bubblewrap"
        assert one(pool, job(("a", "a = 1"))).answers["a"]["values"] == 1


def test_another_processor_has_no_list_and_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    with pytest.raises(NotConfinedError):
        Workers(1)


def test_an_unconfined_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    cells = (CodeCell("a", "a = 1"), CodeCell("b", "while True: pass"), CodeCell("c", "print('x' * 10**6)\nc = 3"))
    with Workers(2, Limits(wall_s=20, cpu_s=10, cell_s=0.5), unconfined=True, ways=()) as pool:
        assert pool.how == "none"
        found = dict(pool.run([(1, Job(cells, "03_servqual", {}, {})), (2, job("import os; os._exit(0)"))]))
    assert found[1].how == found[2].how == "none"
    assert (found[1].ended, found[2].ended) == ("done", "killed")
    assert {name: value["values"] for name, value in found[1].answers.items()} == {"a": 1, "c": 3}


LAYERS = {
    "syscalls.allow_only_these": ("bubblewrap", "not confined: network"),
    "landlock.restrict": ("landlock", "not confined: processes|No module named"),
}


@pytest.mark.parametrize("function", LAYERS)
def test_a_layer_that_is_silently_missing_is_found_out(
    function: str, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, fault = LAYERS[function]
    gone = f"from fsq_lab.grading.confined import layers; layers.{function} = lambda *_: None; "
    boot = spawned.BOOT.replace("main(int", f"{gone}main(int")
    monkeypatch.setattr(spawned, "BOOT", boot)
    with pytest.raises(NotConfinedError, match=fault):
        Workers(1, QUICK, ways=(way,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "function", ["kernel.no_capabilities", "landlock.restrict", "kernel.no_new_privileges", "_own_folder"]
)
def test_no_cell_runs_where_a_layer_fails(function: str, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    boot = (
        "from fsq_lab.grading.confined import layers\n"
        "def fails(*_): raise layers.kernel.LayerError('this layer fails')\n"
        f"layers.{function} = fails\nmain(int"
    )
    monkeypatch.setattr(spawned, "BOOT", spawned.BOOT.replace("; main(int", "\n" + boot).replace("; ", "\n"))
    with pytest.raises(NotConfinedError, match="refused LayerError: this layer fails"):
        Workers(1, QUICK, ways=("bubblewrap",))


def test_the_filter_is_a_program_that_ends_in_a_refusal() -> None:
    program = syscalls.filter_program("x86_64")
    steps = [program[place : place + 8] for place in range(0, len(program), 8)]
    assert len(program) % 8 == 0
    assert len(steps) < 4096
    assert steps[-1] == (0x06).to_bytes(2, "little") + bytes(2) + (0x00050001).to_bytes(4, "little")
    words = "clone fork vfork execve socket kill ptrace chmod memfd_create io_uring_setup bpf unshare mount setns link"
    assert not {*words.split(), "symlink", "pipe", "prctl", "utimensat", "truncate"} & set(syscalls.ALLOWED["x86_64"])


# ---- what it survives
def test_a_killed_worker_is_replaced_and_its_job_run_again(workers: Workers) -> None:
    started = 0
    jobs = [(n, job(("a", f"import time; time.sleep({n == 1}); a = {n}"))) for n in range(3)]
    for key, claims in workers.run(jobs):
        if key == 0:
            started += 1
            subprocess.Popen(["sh", "-c", f"sleep 0.2; kill -9 {workers._workers[0].process.pid}"])
        assert claims.ended == "done"
        assert claims.answers["a"]["values"] == key
    assert started == 1


def test_a_job_that_ends_its_worker_each_time_is_given_up(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = spawned.SpawnedWorker.begin

    def and_kill(self: spawned.SpawnedWorker, key: Any, given: Job) -> spawned.RunningJob:
        submission = begin(self, key, given)
        if key == "bad":
            self.process.kill()
        return submission

    monkeypatch.setattr(spawned.SpawnedWorker, "begin", and_kill)
    slow = job("import time; time.sleep(3)")
    found = dict(workers.run([("bad", slow), ("good", job(("a", "a = 1")))]))
    assert found["bad"].ended == "killed"
    assert found["good"].answers["a"]["values"] == 1


def test_closing_early_leaves_the_workers_ready(workers: Workers) -> None:
    running = workers.run([(1, job(("a", "a = 1"))), (2, job("while True: pass"))])
    assert next(running)[0] == 1
    running.close()  # type: ignore[attr-defined]
    assert one(workers, job(("a", "a = 2"))).answers["a"]["values"] == 2


GRADER = """
import sys
from fsq_lab.grading.confined.jobs import CodeCell, Job, Limits
from fsq_lab.grading.confined.workers import Workers
with Workers(1, Limits(wall_s=100, cpu_s=100, cell_wall_s=100, cell_s=100), ways=(sys.argv[1],)) as pool:
    cells = [CodeCell("a", "a = 1"), CodeCell(None, "while True: pass")]
    jobs = [(number, Job((cell,), "", {}, {})) for number, cell in enumerate(cells)]
    for key, claims in pool.run(jobs):
        print(claims.answers["a"]["values"], flush=True)
"""


@pytest.mark.parametrize("way", ["bubblewrap", "landlock"])
def test_a_killed_grader_takes_everything_with_it(way: How, workers: Workers) -> None:
    if way == "landlock" and os.geteuid() == 0:
        pytest.skip("root's Python may lie where no other user reaches it")
    grader = subprocess.Popen([sys.executable, "-c", GRADER, way], stdout=subprocess.PIPE, text=True, cwd="/")
    assert grader.stdout is not None
    assert grader.stdout.readline() == "1\n"
    awaited = 2 if way == "landlock" else 4  # the worker and a submission; bubblewrap twice
    for _ in range(100):
        children = psutil.Process(grader.pid).children(recursive=True)
        if len(children) >= awaited:
            break
        time.sleep(0.05)
    assert len(children) == awaited
    os.kill(grader.pid, signal.SIGKILL)
    grader.wait()
    gone, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert len(gone) == len(children)


def test_two_workers_work_at_once(workers: Workers) -> None:
    with Workers(2, QUICK) as pool:
        times = job(("a", "import time\nstart = time.time()\ntime.sleep(1.5)\na = [start, time.time()]"))
        (first, ended), (second, _) = sorted(
            claims.answers["a"]["values"] for _, claims in pool.run([(1, times), (2, times)])
        )
        assert first <= second < ended


def test_another_process_of_the_same_user_cannot_look_into_the_grader(workers: Workers) -> None:
    """PR_GET_DUMPABLE is 0 while workers are there."""
    import ctypes

    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
