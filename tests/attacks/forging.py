"""Messages to the grader, forged."""

# mypy: ignore-errors
from attacks import attack


@attack("killed", keeps_earlier=False)
def claims_and_leaves():
    """Claim by hand, then leave: a claim like any other."""
    import os

    os.write(4, b'{"answer": "earlier", "value": {"kind": "number", "index": null, "columns": null, "values": 42}}\n')
    os._exit(0)


@attack()
def claims_what_is_not_asked():
    """Claim names that the job does not have, with verdicts and points."""
    import os

    os.write(4, b'{"answer": "gaps", "value": {"kind": "number", "values": 1, "points": 3, "outcome": "right"}}\n')
    os.write(4, b'{"answer": "earlier", "value": {"kind": "number", "values": 41, "notes": ["list"], "points": 9}}\n')


@attack()
def claims_malformed():
    """Every line that a careless reader would stumble over."""
    import os

    for line in (
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"{",
        b'{"answer": 1}',
        b'{"answer": "won"}',
        b'{"answer": "won", "value": {}}',
        b'{"answer": "won", "value": {"kind": "number", "values": NaN, "index": 1}}',
        b'{"answer": "won", "value": {"kind": "series", "index": [1], "values": [1, 2]}}',
        b'{"answer": "won", "value": {"kind": "series", "index": [[[1]]], "values": [1]}}',
        b'{"answer": "won", "value": {"kind": "table", "index": [1], "columns": [1, 2], "values": [[1]]}}',
        b'{"answer": "won", "value": {"kind": "calls", "values": [{"kind": "number", "values": 1}]}}',
        b'{"answer": "won", "value": {"kind": {"a": 1}, "values": 1}}',
        b'{"answer": "won", "value": {"kind": "text", "values": 1}}',
        b'{"answer": {"a": 1}, "value": 1}',
        b'{"cell": 1e400}',
        b'{"cell": -5, "kind": "raised"}',
        b'{"cell": 1, "kind": []}',
        b'{"cell": 999999999999, "kind": "raised", "text": {}}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"9" * 100_000,
        b'{"answer": "won", "value": {"kind": "number", "values": 1' + b"0" * 5000 + b"}}",
        b'{"answer": "won", "value": {"kind": "list", "values": [' + b"[" * 500 + b"]" * 500 + b"]}}",
        b"",
    ):
        os.write(4, line + b"\n")
    won = False


@attack("killed")
def claims_to_be_refused():
    """Tell the grader that a layer was missing, and that all is done."""
    import os

    os.write(4, b'{"ready": false, "refused": "seccomp"}\n{"ready": true}\n{"status": 0, "cpu_s": 0}\n')
    os._exit(70)


@attack("killed", "done")
def closes_every_descriptor():
    """Close all that is open."""
    import os

    os.closerange(0, 64)
    won = False


@attack("killed", "done")
def puts_files_in_the_place_of_descriptors():
    """Put another file in the pipe's place."""
    import os

    os.dup2(os.open("/dev/null", os.O_RDWR), 4)
    won = False


@attack("time", "killed", "done")
def half_a_line():
    """Leave half a line in the pipe, and stay."""
    import os
    import time

    os.write(4, b'{"answer": "won", "value": {"kind": "truth", "values": tr')
    while True:
        try:
            time.sleep(100)
        except BaseException:
            pass
