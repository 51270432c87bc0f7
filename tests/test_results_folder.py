"""What marking wrote it writes anew unasked; a file that it did not write, or that somebody changed, it leaves."""

import os
from pathlib import Path

import pytest

from fsq_lab.grading.gradebook import FILE, Gradebook
from fsq_lab.grading.results_folder import ResultsFolder
from fsq_lab.ground.language import LANGUAGES, use


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_results_are_replaced_and_nobody_elses(tmp_path: Path, language: str) -> None:
    use(language)
    (tmp_path / "notes.html").write_text("a teacher's", encoding="utf-8")
    with Gradebook(tmp_path / FILE) as book:
        written, refused = ResultsFolder(tmp_path, book).write({"a.csv": b"1", "feedback/03/1.html": b"1"})
        assert (len(written), refused) == (2, [])
    with Gradebook(tmp_path / FILE) as book:  # another run
        folder = ResultsFolder(tmp_path, book)
        assert folder.write({"a.csv": b"2", "feedback/03/1.html": b"2"})[1] == []
        written, (told,) = folder.write({"notes.html": b"3", "a.csv": b"3"})
        assert "notes.html" in told
        assert "--replace" not in told
        assert written == [tmp_path / "a.csv"]
    assert (tmp_path / "notes.html").read_text(encoding="utf-8") == "a teacher's"
    assert (tmp_path / "feedback/03/1.html").read_bytes() == b"2"


def test_a_workbook_that_somebody_filled_in_is_left_until_it_is_read_back(tmp_path: Path) -> None:
    with Gradebook(tmp_path / FILE) as book:
        folder = ResultsFolder(tmp_path, book)
        folder.write({"to_mark.xlsx": b"empty"})
        (tmp_path / "to_mark.xlsx").write_bytes(b"filled in")
        assert len(folder.write({"to_mark.xlsx": b"empty again"})[1]) == 1
        assert (tmp_path / "to_mark.xlsx").read_bytes() == b"filled in"
        folder.has_read(b"filled in")
        assert folder.write({"to_mark.xlsx": b"with what was decided"})[1] == []


def test_who_is_ended_between_the_note_and_the_file_replaces_it_the_next_time(tmp_path: Path) -> None:
    with Gradebook(tmp_path / FILE) as book:
        folder = ResultsFolder(tmp_path, book)
        folder.write({"a.csv": b"old"})
        book.add_written(["a digest of what was never written"])
        assert folder.write({"a.csv": b"new"})[1] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links as POSIX has them")
def test_nothing_is_written_through_a_link_or_into_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "else").write_bytes(b"1")
    (tmp_path / "a.csv").symlink_to(tmp_path / "else")
    os.mkfifo(tmp_path / "b.csv")
    with Gradebook(tmp_path / FILE) as book:
        written, refused = ResultsFolder(tmp_path, book).write({"a.csv": b"2", "b.csv": b"2", "c.csv": b"2"})
    assert (written, len(refused)) == ([tmp_path / "c.csv"], 2)
    assert (tmp_path / "else").read_bytes() == b"1"
