"""The database of customer marketing files: its tables, views and what guards the log, for SQLite and PostgreSQL."""

from functools import cache

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from fsq_lab.customers.files.file_fields import IN_FULL, MASKED, ROLES, FileField, by_name

FORMAT = 1
APPLICATION = 0x46535146  # "FSQF", at a fixed place of an SQLite file
APPLICATION_NAME = "fsq-lab customer files"
IN_USE, STORED_ONLY = "in_use", "stored_only"
STATE = ("standing", "added_on", "ended_on", "keep_until")
CONTACT_COLUMNS = ("contact", "file", "held_on", "channel", "purpose", "result", "promise_zh", "due")
_NO_CHANGE = "entries of the log cannot be changed or deleted"
_NOT_NEXT = "an entry of the log is written after the last one"


@cache
def metadata() -> MetaData:
    """Return the tables; dates are texts YYYY-MM-DD, which sort as days do and are the same on both databases."""
    data = MetaData()
    Table("about", data, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
    Table(
        "stored_files",
        data,
        Column("file", Text, primary_key=True),
        *(Column(field.name, column_type(field)) for field in by_name().values()),
        Column("standing", Text, nullable=False),
        *(Column(name, Text) for name in STATE[1:]),
    )
    Table(
        "stored_contacts",
        data,
        Column("contact", Integer, primary_key=True, autoincrement=False),
        Column("file", Text, ForeignKey("stored_files.file"), nullable=False),
        *(Column(name, Text) for name in CONTACT_COLUMNS[2:]),
    )
    Table(
        "consents",
        data,
        Column("consent", Integer, primary_key=True, autoincrement=False),
        Column("file", Text, ForeignKey("stored_files.file"), nullable=False),
        Column("purpose", Text, nullable=False),
        Column("given_on", Text, nullable=False),
        Column("how", Text, nullable=False),
        Column("withdrawn_on", Text),
        Column("withdrawn_how", Text),
    )
    Table(
        "log",
        data,
        Column("entry", Integer, primary_key=True, autoincrement=False),
        Column("at", Text, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("actor", "action", "file", "day", "detail")),
        *(Column(name, Text, nullable=False) for name in ("previous", "digest")),
    )
    Table("fields", data, Column("field", Text, primary_key=True), *(Column(name, Text) for name in FIELD_COLUMNS))
    return data


FIELD_COLUMNS = ("zh", "en", "section", "type", "allowed", "purpose", "basis", "sensitivity", "kept_for", *ROLES)
TABLES = ("about", "stored_files", "stored_contacts", "consents", "log", "fields")
VIEWS = ("files", "contacts", *(f"files_for_{role}" for role in ROLES))
READABLE = ("files", "contacts", "consents", "fields", "log", "stored_files", "stored_contacts", *VIEWS[2:])


def table(name: str) -> Table:
    """Return one of the tables."""
    return metadata().tables[name]


def column_type(field: FileField) -> type[Integer] | type[Text]:
    """Return how the database holds a field."""
    return Integer if field.is_number else Text


def views() -> dict[str, str]:
    """Return the SELECT of each view: what is only stored stands in none but compliance's."""
    names = ", ".join(("file", *by_name(), "added_on"))
    found = {
        "files": f"SELECT {names} FROM stored_files WHERE standing = '{IN_USE}'",
        "contacts": f"SELECT {', '.join(CONTACT_COLUMNS)} FROM stored_contacts "
        f"WHERE file IN (SELECT file FROM stored_files WHERE standing = '{IN_USE}')",
    }
    for role in ROLES:
        seen = ["file", *(masked for field in by_name().values() if (masked := _as_read_by(role, field)))]
        everything = role == "compliance"
        where = "" if everything else f" WHERE standing = '{IN_USE}'"
        found[f"files_for_{role}"] = (
            f"SELECT {', '.join([*seen, *(STATE if everything else ())])} FROM stored_files{where}"
        )
    return found


def _as_read_by(role: str, field: FileField) -> str:
    """Return a view's column for a role; nothing where the role does not read the field."""
    reading = field.readers[role]
    if reading == IN_FULL:
        return field.name
    return f"{_MASKS[field.mask].format(name=field.name)} AS {field.name}" if reading == MASKED else ""


_MASKS = {
    "name": "SUBSTR({name}, 1, 1) || '**'",
    "phone": "SUBSTR({name}, 1, 3) || '****' || SUBSTR({name}, 8)",
    "decade": "CAST({name} / 10 * 10 AS TEXT) || '-' || CAST({name} / 10 * 10 + 9 AS TEXT)",
    "amount": "CASE WHEN {name} < 100000 THEN '0-99999' WHEN {name} < 1000000 THEN '100000-999999' "
    "WHEN {name} >= 1000000 THEN '1000000-' END",
    "year": "SUBSTR({name}, 1, 4)",
    "hidden": "CASE WHEN {name} IS NOT NULL THEN '***' END",
}
"""What a masked field still shows: a name's first character, a telephone's ends, a decade, an order of size."""


def guards(dialect: str) -> list[str]:
    """Return what makes the database itself refuse to change the log, and on PostgreSQL a query of one statement."""
    if dialect == "sqlite":
        stop = "SELECT RAISE(ABORT, '{}');"
        return [
            f"CREATE TRIGGER log_not_updated BEFORE UPDATE ON log BEGIN {stop.format(_NO_CHANGE)} END",
            f"CREATE TRIGGER log_not_deleted BEFORE DELETE ON log BEGIN {stop.format(_NO_CHANGE)} END",
            "CREATE TRIGGER log_in_order BEFORE INSERT ON log "
            "WHEN NEW.entry IS NOT (SELECT COALESCE(MAX(entry), 0) + 1 FROM log) "
            f"BEGIN {stop.format(_NOT_NEXT)} END",
        ]
    return [
        "CREATE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NO_CHANGE}'; END $$",
        "CREATE FUNCTION log_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.entry IS DISTINCT FROM (SELECT COALESCE(MAX(entry), 0) + 1 FROM log) "
        f"THEN RAISE EXCEPTION '{_NOT_NEXT}'; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION asked_once(asked text) RETURNS refcursor LANGUAGE plpgsql AS "
        "$$ DECLARE answer refcursor := 'answer'; BEGIN OPEN answer FOR EXECUTE asked; RETURN answer; END $$",
        "CREATE TRIGGER log_not_changed BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_stays()",
        "CREATE TRIGGER log_not_emptied BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_stays()",
        "CREATE TRIGGER log_in_order BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION log_grows()",
    ]


def fields_rows() -> list[dict[str, str]]:
    """Return the rows of the table ``fields``: the field list as the database holds it, sources in Chinese."""
    from fsq_lab.customers.files.file_fields import allowed, content

    return [
        {
            "field": field.name,
            "zh": field.zh,
            "en": field.en,
            "section": field.section,
            "type": field.type,
            "allowed": allowed(field),
            "purpose": field.purpose["zh"],
            "basis": f"{field.basis}: {field.consent}" if field.consent else field.basis,
            "sensitivity": field.sensitivity,
            "kept_for": content()["retention"][field.retention]["zh"],
            **field.readers,
        }
        for field in by_name().values()
    ]
