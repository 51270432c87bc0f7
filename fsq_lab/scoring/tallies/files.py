"""Tallies a survey file of any length, chunk by chunk, in constant memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fsq_lab.ground.language import CourseError
from fsq_lab.scoring.answers import PAIR, members_of, refuse_unusable_columns
from fsq_lab.scoring.respondents import asked
from fsq_lab.scoring.tallies.sums import add, deciding, refuse_no_group, tally_of
from fsq_lab.survey.carrying import questionnaire_of
from fsq_lab.survey.questionnaire import Instrument

CHUNK_ROWS = 50_000
_READ_AHEAD = 1 << 20
Progress = Callable[[int, float], None]


def read(
    path: str | Path,
    instrument: str | Instrument | None = None,
    group: str | None = None,
    chunk_rows: int = CHUNK_ROWS,
    progress: Progress | None = None,
    needs: str = "half",
) -> pd.DataFrame:
    """Tally a survey file of any length, chunk by chunk, in constant memory.

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8, commas, one header row) or Parquet (needs the extra ``scale``), by its suffix, with the columns
        of a survey table.
    instrument : str or Instrument, optional
        The questionnaire. A Parquet file that pandas wrote of a survey table holds its name; a CSV file does not.
    group, needs
        As for `tally`. Groups are read from CSV as text, so that branch 010 stays 010.
    chunk_rows : int
        Rows held at a time; of Parquet, one row group as well, so write several.
    progress : function of int and float, optional
        Called after each chunk with the rows read so far and the share of the file that is done, 0 to 1.

    Returns
    -------
    DataFrame
        As from `tally`. The questionnaire's code for no experience counts as missing.

    Raises
    ------
    CourseError
        When the file cannot be read, is of another kind, or Parquet's reader is not installed; as for `tally`,
        naming file, row and column. In CSV the header is row 1 and blank lines do not count; in Parquet the first
        respondent is row 1.
    """
    file = Path(path)
    if not (isinstance(chunk_rows, int | np.integer) and chunk_rows >= 1):
        raise CourseError("tallies.chunk_rows", chunk_rows=chunk_rows)
    reader = {".csv": _csv_chunks, ".parquet": _parquet_chunks}.get(file.suffix.lower())
    if reader is None:
        raise CourseError("tallies.unknown_suffix", file=file.name)
    if not file.is_file():
        raise CourseError("tallies.no_file", file=file.name)
    questionnaire = questionnaire_of(_described(file), instrument)
    total, rows = None, 0
    for chunk, share in reader(file, questionnaire, group, int(chunk_rows)):
        part = _chunk_tally(chunk, questionnaire, group, needs, file)
        total = part if total is None else add([total, part])
        rows += len(chunk)
        if progress is not None:
            progress(rows, share)
    if total is None:
        raise CourseError("servqual.no_rows")
    refuse_no_group(total, group)
    return total


def _chunk_tally(
    chunk: pd.DataFrame, questionnaire: Instrument, group: str | None, needs: str, file: Path
) -> pd.DataFrame:
    """Tally a chunk whose index counts the file's rows, naming the file in what goes wrong."""
    try:
        return tally_of(chunk, questionnaire, group, needs)
    except CourseError as error:
        if error.key in ("servqual.off_scale", "tallies.between_points"):
            places = {name: error.values[name] for name in ("row", "column", "value")}
            raise _off_scale(file, questionnaire, **places) from None
        if error.key == "servqual.not_numbers":
            column = str(error.values["column"])
            text = chunk[column].notna() & pd.to_numeric(chunk[column], errors="coerce").isna()
            place = int(text.to_numpy().argmax())
            value = chunk[column].iloc[place]
            raise _off_scale(file, questionnaire, row=chunk.index[place], column=column, value=value) from None
        raise


def _off_scale(file: Path, questionnaire: Instrument, **place: object) -> CourseError:
    scale = questionnaire.scale
    return CourseError("tallies.off_scale", file=file.name, low=scale.low, high=scale.high, **place)


def _needed(found: list[str], questionnaire: Instrument, group: str | None) -> list[str]:
    """Return the columns to read, and refuse a file that lacks one or has it twice."""
    items = [column for answer in PAIR for column in questionnaire.columns(answer)]
    header = pd.DataFrame([[0.0] * len(found)], columns=found)
    refuse_unusable_columns(header, items)
    others = [question for question in deciding(questionnaire) if question in found]
    asked(header, questionnaire)
    if group is not None:
        members_of(header, group)
        others.append(group)
    return [*items, *dict.fromkeys(others)]


def _csv_chunks(
    file: Path, questionnaire: Instrument, group: str | None, rows: int
) -> Iterator[tuple[pd.DataFrame, float]]:
    """Yield chunks of a CSV file, with the share of it that was read."""
    size = file.stat().st_size
    try:
        header = pd.read_csv(file, header=None, nrows=1, dtype="str", encoding="utf-8-sig").fillna("")
        columns = _needed([str(name) for name in header.iloc[0]], questionnaire, group)
        texts = [column for column in columns if column == group or column in deciding(questionnaire)]
        with file.open("rb") as stream:
            chunks = pd.read_csv(
                stream,
                usecols=columns,
                index_col=False,
                chunksize=rows,
                encoding="utf-8-sig",
                low_memory=False,
                dtype=dict.fromkeys(texts, "str"),
                na_values={column: [questionnaire.no_experience_code] for column in columns if column not in texts},
            )
            for chunk in chunks:
                yield chunk.set_axis(chunk.index + 2), min(1.0, stream.tell() / size)
    except pd.errors.EmptyDataError:
        raise CourseError("servqual.no_rows") from None
    except UnicodeDecodeError:
        raise CourseError("tallies.not_utf8", file=file.name) from None
    except (pd.errors.ParserError, OSError) as error:
        raise CourseError("tallies.broken", file=file.name, reason=str(error).strip()) from None


def _parquet_chunks(
    file: Path, questionnaire: Instrument, group: str | None, rows: int
) -> Iterator[tuple[pd.DataFrame, float]]:
    """Yield chunks of a Parquet file, with the share of it that was read."""
    with _opened(file) as source:
        columns = _needed(list(source.schema_arrow.names), questionnaire, group)
        done, total = 0, source.metadata.num_rows
        for part in range(source.num_row_groups):  # all in one reader would keep every part in memory
            for batch in source.iter_batches(rows, [part], columns, use_threads=False):
                chunk = batch.to_pandas()
                chunk.index = pd.RangeIndex(done + 1, done + 1 + len(chunk))
                done += len(chunk)
                yield chunk, done / total


def _described(file: Path) -> pd.DataFrame:
    """Return a table without rows or columns, with the ``attrs`` that a Parquet file holds."""
    nothing = pd.DataFrame()
    if file.suffix.lower() == ".parquet":
        with _opened(file) as source:
            nothing.attrs = (source.schema_arrow.pandas_metadata or {}).get("attributes") or {}
    return nothing


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """Open a Parquet file; what goes wrong with it names the file."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise CourseError("tallies.no_pyarrow") from None
    try:
        with pyarrow.parquet.ParquetFile(file, buffer_size=_READ_AHEAD) as source:
            yield source
    except (pyarrow.ArrowException, OSError) as error:
        raise CourseError("tallies.broken", file=file.name, reason=str(error).strip()) from None
