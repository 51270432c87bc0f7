"""Writes datasets/: the synthetic tables, the descriptor and cards of all tables, and the sample exports."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsq_lab.ground import cards, course, tables
from fsq_lab.ground.language import LANGUAGES, speaking
from fsq_lab.ground.synthetic import bank_branch, registry, service
from fsq_lab.ground.yaml_files import parse
from fsq_lab.survey.instruments import instrument
from fsq_lab.survey.questionnaire import Instrument, Question, Scale, Wording

if TYPE_CHECKING:
    from pandas import DataFrame

EXPORT_BRANCH = bank_branch.WEAK_BRANCH
EXPORT_ENCODINGS = {"gb18030": "gb18030", "utf8_bom": "utf-8-sig"}
_REPEATED_RESPONDENT = 17
LARGE = 200_000  # bytes of CSV, from which a table is stored compressed
_CODES = {service.SKIPPED: "", service.NO_EXPERIENCE: cards.NO_EXPERIENCE_TEXT}
_LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}


def write_datasets(folder: Path | None = None) -> list[Path]:
    """Write every generated file of ``datasets/``; the same bytes each time.

    The real tables in ``datasets/real/`` are collected by hand: only their cards and entries are written.

    Parameters
    ----------
    folder : Path, optional
        Where to write; by default the course's own ``datasets/``. The cards' prose is always read from
        the course.

    Returns
    -------
    list of Path
        The files written.
    """
    folder = folder or course.course_folder() / "datasets"
    written = []
    resources = []
    for name, seed in registry.SEEDS.items():
        table = _write_table(folder / "synthetic", name, registry.TABLES[name](seed))
        resource = (_listed_resource if name in registry.LISTED else _resource)(name, seed, table)
        resources.append(resource)
        written += [table, *_write_cards(folder / "cards", resource, table)]
    for table in sorted((course.course_folder() / "datasets" / "real").glob("*.csv")):
        resource = _real_resource(table)
        resources.append(resource)
        written += _write_cards(folder / "cards", resource, table)
    written.append(_write(folder / "datapackage.json", _package(resources)))
    return written + _write_exports(folder / "exports")


def as_csv(codes: "DataFrame") -> str:
    """Return a drawn table as its CSV file: skipped answers empty, "no experience" as NE."""
    return tables.canonical_csv(codes.astype(object).replace(_CODES))


def world_csv(codes: "DataFrame") -> str:
    """Return one of the bank's tables as its CSV file: what is not there, or not yet known, empty."""
    numbers = {str(name): column for name, column in codes.items() if column.dtype == "int64" and column.min() < 0}
    return tables.canonical_csv(codes.assign(**{name: column.where(column >= 0) for name, column in numbers.items()}))


def _write_table(folder: Path, name: str, codes: "DataFrame") -> Path:
    """Write a table, a large one compressed; the same CSV in other compressed bytes is left as it is."""
    content = (world_csv if name in registry.LISTED else as_csv)(codes).encode("utf-8")
    if len(content) < LARGE:
        return _write(folder / f"{name}.csv", content)
    file = folder / f"{name}.csv.gz"
    if file.is_file() and tables.csv_bytes(file) == content:
        return file
    return _write(file, gzip.compress(content, mtime=0))


def _write(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def _package(resources: list[dict[str, Any]]) -> bytes:
    package = {
        "name": "fsq-lab-datasets",
        "title": "Tables of the course on financial service quality and customer relationships",
        "title_zh": "金融服务质量与客户关系课程的数据表",
        "licenses": [_LICENCE],
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _file_facts(table: Path) -> dict[str, Any]:
    """Return what is true of the file; of a compressed one bytes and hash are those of the CSV inside.

    A compressed file's own bytes depend on the compressor, and Data Package's ``hash`` is of those: hence other names.
    """
    content = tables.csv_bytes(table)
    digest, packed = hashlib.sha256(content).hexdigest(), table.suffix == ".gz"
    return {
        "name": table.name.partition(".")[0],
        "path": f"{table.parent.name}/{table.name}",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"compression": "gz"} if packed else {}),
        **{("csv_bytes" if packed else "bytes"): len(content), ("csv_hash" if packed else "hash"): f"sha256:{digest}"},
    }


def _real_resource(table: Path) -> dict[str, Any]:
    """Return a real table's entry; its source, caveats and columns stand in the card's YAML file."""
    card = _card_prose(table.stem)
    return {
        **_file_facts(table),
        **{key: text for entry in ("title", "description", "caveats") for key, text in _pair(entry, card)},
        "sources": [{"title": card["en"]["source"], "title_zh": card["zh"]["source"]}],
        "licenses": [_LICENCE],
        "schema": {
            "fields": [_real_field(name, column) for name, column in card["columns"].items()],
            "missingValues": [""],
            "primaryKey": card["key"],
        },
    }


def _listed_resource(name: str, seed: int, table: Path) -> dict[str, Any]:
    """Return the entry of a synthetic table whose columns stand in the card's YAML file."""
    card = _card_prose(name)
    return {
        **_file_facts(table),
        "seed": seed,
        **_synthetic_texts(card),
        "licenses": [_LICENCE],
        "schema": {
            "fields": [_real_field(column, told) for column, told in card["columns"].items()],
            "missingValues": [""],
            **({"primaryKey": card["key"]} if card["key"] else {}),
        },
    }


def _real_field(name: str, column: dict[str, Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"minimum": 0} if column["type"] in {"integer", "number"} else {}
    values = None
    if "choices" in column:
        choices = {code: Wording(words["zh"], words["en"]) for code, words in column["choices"].items()}
        values = _choice_values(choices)
        constraints = {"enum": list(choices)}
    if column.get("unique", False):
        constraints = {"required": True, "unique": True}
    return _field(name, column["type"], Wording(column["zh"], column["en"]), values, constraints)


def _resource(name: str, seed: int, table: Path) -> dict[str, Any]:
    card = _card_prose(name)
    questionnaire = instrument(card["instrument"])
    return {
        **_file_facts(table),
        "seed": seed,
        **_synthetic_texts(card),
        "licenses": [_LICENCE],
        "schema": {
            "fields": _fields(questionnaire, card),
            "missingValues": list(_CODES.values()),
            "primaryKey": ["respondent"],
        },
    }


def _synthetic_texts(card: dict[str, Any]) -> dict[str, Any]:
    """Return a synthetic table's texts; what a later chapter reveals stands under ``story``, with that chapter."""
    texts = ("title", "description", "truth", "caveats", *(("story",) if "revealed" in card else ()))
    told = {key: text for entry in texts for key, text in _pair(entry, card)}
    return {**told, **({"revealed": card["revealed"]} if "revealed" in card else {})}


def _card_prose(name: str) -> dict[str, Any]:
    text = (course.course_folder() / "datasets" / "cards" / f"{name}.yml").read_text(encoding="utf-8")
    return dict(parse(text))


def _pair(entry: str, card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield entry, card["en"][entry]
    yield f"{entry}_zh", card["zh"][entry]


def _fields(questionnaire: Instrument, card: dict[str, Any]) -> list[dict[str, Any]]:
    dimension_names = dict(questionnaire.dimension_names)
    fields = {
        "respondent": _field(
            "respondent",
            "string",
            Wording(card["zh"]["respondent"], card["en"]["respondent"]),
            constraints={"required": True, "unique": True},
        )
    }
    for answer in questionnaire.answers:
        for item in questionnaire.items:
            stem, dimension = answer.stem, dimension_names[item.dimension]
            fields[f"{answer.id}_{item.number}"] = _field(
                f"{answer.id}_{item.number}",
                "integer",
                Wording(
                    f"{dimension.zh}：{stem.zh}，{item.wording.zh}",
                    f"{dimension.en}. {stem.en}: {item.wording.en}",
                ),
                _scale_values(questionnaire.scale),
                _limits(questionnaire.scale),
            )
    for question in questionnaire.questions:
        fields[question.id] = _question_field(question)
    for column, routing in questionnaire.routed_columns.items():
        fields[column]["asked_if"] = {"column": routing.question, "values": list(routing.codes)}
    return [fields[column] for column in questionnaire.table_columns]


def _question_field(question: Question) -> dict[str, Any]:
    if question.scale is not None:
        values = _scale_values(question.scale, question.unit)
        if question.kind == "points":
            values = Wording("0-100分，五个维度合计应为100", "0-100 points; the five should sum to 100")
        return _field(question.id, "integer", question.wording, values, _limits(question.scale))
    if question.choices:
        choices = dict(question.choices)
        return _field(question.id, "string", question.wording, _choice_values(choices), {"enum": list(choices)})
    return _field(question.id, "string", question.wording)


def _field(
    name: str,
    kind: str,
    meaning: Wording,
    values: Wording | None = None,
    constraints: dict[str, Any] | None = None,
) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "type": kind,
        "description": meaning.en,
        "description_zh": meaning.zh,
    }
    if values is not None:
        field |= {"values": values.en, "values_zh": values.zh}
    return field | ({"constraints": constraints} if constraints else {})


def _choice_values(choices: dict[str, Wording]) -> Wording:
    return Wording(
        "；".join(f"{code}：{wording.zh}" for code, wording in choices.items()),
        "; ".join(f"{code}: {wording.en}" for code, wording in choices.items()),
    )


def _limits(scale: Scale) -> dict[str, int]:
    return {"minimum": scale.low, "maximum": scale.high}


def _scale_values(scale: Scale, unit: Wording | None = None) -> Wording:
    """Say what a scale's numbers mean: ``1-7 (1 Strongly disagree, ...)``, or its unit."""
    span = f"{scale.low}-{scale.high}"
    if unit is not None:
        return Wording(f"{span}（{unit.zh}）", f"{span} ({unit.en})")
    return Wording(
        f"{span}（{'，'.join(f'{point}{wording.zh}' for point, wording in scale.labels)}）",
        f"{span} ({', '.join(f'{point} {wording.en}' for point, wording in scale.labels)})",
    )


def _write_cards(folder: Path, resource: dict[str, Any], table: Path) -> list[Path]:
    card = cards.read_card(resource, table)
    files = []
    for language in LANGUAGES:
        with speaking(language):
            file = folder / f"{resource['name']}.{language}.md"
            files.append(_write(file, card.markdown.encode("utf-8")))
    return files


def _write_exports(folder: Path) -> list[Path]:
    """Write one branch's answers as 问卷星 would export them, in two encodings."""
    rows = list(_export_rows(instrument("bank_branch")))
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return [
        _write(folder / f"branch_survey_{name}.csv", buffer.getvalue().encode(encoding))
        for name, encoding in EXPORT_ENCODINGS.items()
    ]


def _export_rows(questionnaire: Instrument) -> Iterator[list[str]]:
    codes = bank_branch.bank_branch(registry.SEEDS["bank_branch"])
    branch = codes[codes["branch"] == EXPORT_BRANCH].to_dict("records")
    branch.append(branch[_REPEATED_RESPONDENT - 1])
    titles = _export_titles(questionnaire)
    own = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
    yield own + list(titles.values())
    for number, record in enumerate(branch, start=1):
        minute = 37 * number
        yield [
            str(number),
            f"2026/3/{2 + minute // 480} {9 + minute % 480 // 60}:{minute % 60:02}:{number * 29 % 60:02}",
            f"{240 + number * 97 % 400}秒",
            ("微信", "手机提交", "链接")[number % 3],
            "N/A",
            f"192.0.2.{number}(示例-示例)",
        ] + [_export_answer(questionnaire, column, record[column]) for column in titles]


def _export_titles(questionnaire: Instrument) -> dict[str, str]:
    """Return each column's header as 问卷星 writes it: a table's title only before its first row."""
    first = ["branch", "channel", "tenure_years", "age_band"]
    questions = {question.id: question for question in questionnaire.questions}
    points = [name for name, question in questions.items() if question.kind == "points"]
    titles = {name: f"{number}、{questions[name].wording.zh}" for number, name in enumerate(first, start=1)}
    number = len(first)
    for answer in questionnaire.answers:
        number += 1
        for position, item in enumerate(questionnaire.items):
            title = f"{answer.ask.zh}—" if position == 0 else ""
            titles[f"{answer.id}_{item.number}"] = f"{number}、{title}{item.wording.zh}"
    number += 1
    for position, name in enumerate(points):
        title = f"{questionnaire.points.zh}—" if position == 0 and questionnaire.points else ""
        titles[name] = f"{number}、{title}{questions[name].wording.zh}"
    for name, question in questions.items():
        if name not in titles:
            number += 1
            titles[name] = f"{number}、{question.wording.zh}"
    return titles


def _export_answer(questionnaire: Instrument, column: str, value: Any) -> str:
    """Return an answer as text: the ends and midpoint of a scale by their labels, choices by their words."""
    if value == service.SKIPPED:
        return "(跳过)"
    if value == service.NO_EXPERIENCE:
        return questionnaire.no_experience.zh
    question = next((one for one in questionnaire.questions if one.id == column), None)
    scale = question.scale if question else questionnaire.scale
    if scale is not None:
        return next((label.zh for point, label in scale.labels if point == value), str(value))
    choices = dict(question.choices) if question else {}
    return choices[value].zh if value in choices else str(value)
