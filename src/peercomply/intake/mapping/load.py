"""Reads mappings from YAML, and notes everything that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.reader import Reader, as_mapping, note, short
from peercomply.documents.yaml_nodes import Mapping, Node, Scalar, read_yaml
from peercomply.errors import ConfigError, Problem, Source, Span, did_you_mean
from peercomply.intake.mapping.keys import IMPORT, TABLE
from peercomply.intake.mapping.load_fields import read_fields
from peercomply.intake.mapping.model import ImportMapping, TableMapping
from peercomply.intake.names import plain
from peercomply.records.model import RECORD_TYPES, Schema

_PROFILES = resources.files("peercomply.intake.mapping") / "profiles"


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the mappings that are shipped."""
    names = (entry.name for entry in _PROFILES.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def load_mapping(path: str | os.PathLike[str], schema: Schema = RECORD_TYPES) -> ImportMapping:
    """
    Return the mapping under `import` of the configuration file at *path*.

    Raises:
        ConfigError: It cannot be read, or something is wrong with it; all is listed.
    """
    problems: list[Problem] = []
    source = read_source(Path(path))
    node = read_yaml(source, problems)
    mapping = None if node is None else as_mapping(node, problems, "the configuration")
    found = ImportMapping(file=source.path)
    if mapping is not None:
        inner = Reader(mapping, problems, "the file").mapping("import", IMPORT)
        if inner is not None:
            found = read_import(inner, schema, source.path)
    if problems:
        raise ConfigError(problems)
    return found


def load_profile(name: str, schema: Schema) -> ImportMapping:
    """
    Return the mapping that is shipped under *name*.

    Raises:
        ConfigError: There is none; those that there are stand in the problem.
    """
    if name not in shipped_profiles():
        source = Source("the profile", name)
        problem = Problem(
            code=Code.BAD_VALUE.value,
            message=f"there is no profile {short(name)}",
            span=Span(source, 0, len(name)),
            expected=f"one of {', '.join(shipped_profiles())}",
            hint=did_you_mean(name, shipped_profiles()),
        )
        raise ConfigError([problem])
    problems: list[Problem] = []
    text = (_PROFILES / f"{name}.yaml").read_text(encoding="utf-8")
    node = read_yaml(Source(f"profile {name}", text), problems)
    assert isinstance(node, Mapping)
    inner = Reader(node, problems, "the profile").mapping("import", IMPORT)
    assert inner is not None
    found = read_import(inner, schema, f"profile {name}")
    if problems:
        raise ConfigError(problems)
    return found


def read_source(path: Path) -> Source:
    """
    Return the text of the configuration file at *path*.

    Raises:
        ConfigError: It cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        why = "it is not UTF-8 text"
        if isinstance(error, OSError):
            why = error.strerror or type(error).__name__
        problem = Problem(
            code=Code.UNREADABLE.value,
            message=f"the configuration cannot be read: {why}",
            span=Span(Source(str(path), ""), 0, 0),
            expected="a YAML file such as: fail_on: extreme",
        )
        raise ConfigError([problem]) from None
    return Source(str(path), text.replace("\r\n", "\n").replace("\r", "\n"))


def read_import(reader: Reader, schema: Schema, file: str) -> ImportMapping:
    """Return the mapping that *reader* holds; what is wrong goes to its problems."""
    base = ImportMapping()
    if (name := reader.option("profile", str, shipped_profiles())) is not None:
        base = load_profile(name, schema)
    tables = tuple(_tables(reader, schema))
    own = {(one.table, one.file, one.record_type) for one in tables}
    rest = (one for one in base.tables if (one.table, one.file, one.record_type) not in own)
    found = ImportMapping(
        file=file,
        tables=(*tables, *rest),
        missing=texts(reader, "missing") | base.missing,
        ignore=frozenset(map(plain, texts(reader, "ignore"))) | base.ignore,
        zone=_zone(reader) or base.zone,
    )
    reader.finish()
    return found


def texts(reader: Reader, key: str) -> frozenset[str]:
    """Return the texts of the list of *key* in small letters."""
    found = set()
    for item in reader.items(key):
        if isinstance(item, Scalar):
            found.add(item.value.strip().casefold())
        else:
            reader.note(Code.WRONG_SHAPE, f"{key!r} holds no text", item.span, expected="a text")
    return frozenset(found)


def _zone(reader: Reader) -> ZoneInfo | None:
    scalar = reader.scalar("time_zone")
    if scalar is None:
        return None
    try:
        return ZoneInfo(scalar.value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"there is no time zone {short(scalar.value)}"
        expected = "a place such as Australia/Melbourne"
        reader.note(Code.BAD_VALUE, message, scalar.span, expected=expected)
        return None


def _tables(reader: Reader, schema: Schema) -> Iterator[TableMapping]:
    for node in reader.items("tables"):
        mapping = as_mapping(node, reader.problems, "the table")
        if mapping is not None:
            table = _table(Reader(mapping, reader.problems, "the table", TABLE), schema)
            if table is not None:
                yield table


def _table(reader: Reader, schema: Schema) -> TableMapping | None:
    name = reader.choice("record_type", str, tuple(schema))
    table, file = reader.text("table") or None, reader.text("file") or None
    if table is None and file is None:
        expected = "table: or file:, and a name"
        reader.note(Code.MISSING_KEY, "the table is not named", reader.node.span, expected=expected)
    found = TableMapping(
        record_type=name or "",
        table=table,
        file=file,
        headings=_whole(reader, "headings"),
        last_row=_whole(reader, "last_row"),
        rows=_whole(reader, "rows"),
        only=_only(reader),
        missing=texts(reader, "missing"),
        ignore=frozenset(map(plain, texts(reader, "ignore"))),
        optional=reader.flag("optional"),
    )
    reader.finish()
    if name is None:
        return None
    return attrs.evolve(found, fields=tuple(read_fields(reader, schema[name])))


def _whole(reader: Reader, key: str) -> int | None:
    scalar = reader.scalar(key)
    if scalar is None:
        return None
    if scalar.value.isascii() and scalar.value.isdigit() and len(scalar.value) <= 9:
        return int(scalar.value)
    message = f"{key!r} is {short(scalar.value)}"
    reader.note(Code.BAD_VALUE, message, scalar.span, expected="a whole number such as 3")
    return None


def _only(reader: Reader) -> dict[str, frozenset[str]]:
    inner = reader.mapping("only")
    if inner is None:
        return {}
    return {key.value: _listed(inner, key.value, node) for key, node in inner.node.entries}


def _listed(reader: Reader, key: str, node: Node) -> frozenset[str]:
    if isinstance(node, Scalar):
        return frozenset((node.value.strip().casefold(),))
    if isinstance(node, Mapping):
        note(
            reader.problems, Code.WRONG_SHAPE, f"{key!r} is a mapping", node.span, expected="texts"
        )
        return frozenset()
    return texts(reader, key)
