"""Tallies a survey file of any length, chunk by chunk, in constant memory."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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
from fsq_lab.survey.reading import survey_parts
from fsq_lab.survey.states import KEPT_STATES

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
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Tally a survey file of any length, chunk by chunk, in constant memory.

    A CSV file is read by the rules of `fsq_lab.survey.reading.read_survey`: columns by id, wording or `mapping`, the
    same texts for no answer, rows of the same width.

    Parameters
    ----------
    path : str or Path
        CSV as a survey tool exports it, or Parquet (needs the extra ``scale``) with the columns of a survey table; by
        its suffix.
    instrument : str or Instrument, optional
        The questionnaire. A Parquet file that pandas wrote of a survey table holds its name; a CSV file does not.
    group, needs
        As for `tally`. Groups are read from CSV as text, so that branch 010 stays 010; where the questionnaire does
        not ask for the group, `group` is the header of its column.
    chunk_rows : int
        Rows held at a time; of Parquet, one row group as well, so write several.
    progress : function of int and float, optional
        Called after each chunk with the rows read so far and the share of the file that is done, 0 to 1.
    mapping, encoding
        Of a CSV file, as for `read_survey`.

    Returns
    -------
    DataFrame
        As from `tally`. No experience counts as missing. ``attrs["kept_states"]`` counts the rows that the survey
        tool marks as on hold or broken off, which are kept.

    Raises
    ------
    CourseError
        When the file cannot be read, is of another kind, or Parquet's reader is not installed; as for `tally`,
        naming file, row and column. In CSV rows are those of a spreadsheet; in Parquet the first respondent is row 1.
    """
    file = Path(path)
    if not (isinstance(chunk_rows, int | np.integer) and chunk_rows >= 1):
        raise CourseError("tallies.chunk_rows", chunk_rows=chunk_rows)
    if file.suffix.lower() not in (".csv", ".parquet"):
        raise CourseError("tallies.unknown_suffix", file=file.name)
    if not file.is_file():
        raise CourseError("tallies.no_file", file=file.name)
    questionnaire = questionnaire_of(_described(file), instrument)
    total, rows = None, 0
    kept: Counter[str] = Counter()
    if file.suffix.lower() == ".csv":
        wanted = {column for answer in PAIR for column in questionnaire.columns(answer)}
        wanted |= {*deciding(questionnaire), *([] if group is None else [group])}
        chunks = survey_parts(file, questionnaire, mapping, encoding, int(chunk_rows), wanted)
    else:
        chunks = _parquet_chunks(file, questionnaire, group, int(chunk_rows))
    for chunk, share in chunks:
        kept.update(chunk.attrs.pop(KEPT_STATES, {}))
        part = _chunk_tally(chunk, questionnaire, group, needs, file)
        total = part if total is None else add([total, part])
        rows += len(chunk)
        if progress is not None:
            progress(rows, share)
    if total is None:
        raise CourseError("servqual.no_rows")
    refuse_no_group(total, group)
    total.attrs[KEPT_STATES] = dict(kept)
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
    scale = questionnaire.common_scale(PAIR)
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
