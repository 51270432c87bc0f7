"""A job as bytes, which only a trusted process writes and only a submission's own process reads."""

import json
import struct
from dataclasses import asdict

from fsq_lab.grading.confined.jobs import CodeCell, Job, Limits, Wanted

_LENGTH = struct.Struct("<Q")


def packed_job(job: Job, limits: Limits) -> bytes:
    """Return a job and its limits as bytes; tables follow the head as they are."""
    head = {
        "cells": [[cell.answer, cell.source] for cell in job.cells],
        "exercise": job.exercise,
        "wanted": {name: wanted.inputs for name, wanted in job.wanted.items()},
        "tables": {name: len(content) for name, content in job.tables.items()},
        "limits": asdict(limits),
    }
    text = json.dumps(head).encode("ascii")  # a lone surrogate in a student's cell is escaped, and survives
    return b"".join([_LENGTH.pack(len(text)), text, *job.tables.values()])


def unpacked_job(content: bytes) -> tuple[Job, Limits]:
    """Return the job and the limits that `packed_job` wrote."""
    (length,) = _LENGTH.unpack_from(content)
    place = _LENGTH.size + length
    head = json.loads(content[_LENGTH.size : place])
    tables = {}
    for name, size in head["tables"].items():
        tables[name] = content[place : place + size]
        place += size
    cells = tuple(CodeCell(answer, source) for answer, source in head["cells"])
    wanted = {name: Wanted(inputs) for name, inputs in head["wanted"].items()}
    return Job(cells, head["exercise"], wanted, tables), Limits(**head["limits"])
