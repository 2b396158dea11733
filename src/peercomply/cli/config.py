"""The configuration file of a check: options that a team writes down once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from peercomply.cli.export import CONFIG_FILE
from peercomply.cli.targets import target_of
from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, OneOf, key_of
from peercomply.documents.reader import Reader, as_mapping
from peercomply.documents.yaml_nodes import Scalar, Sequence, read_yaml
from peercomply.engines.registry import ENGINES
from peercomply.errors import ConfigError, Problem
from peercomply.findings.privacy.level import LEVELS
from peercomply.findings.rating import Rating
from peercomply.intake.mapping.keys import IMPORT
from peercomply.intake.mapping.load import read_source
from peercomply.report.formats import FORMATS
from peercomply.rules.files import shipped_packs

GATES = (*(str(rating) for rating in reversed(Rating)), "never")

KEYS = Keys(
    title="configuration",
    says="Options of `peercomply check`; an option of the command line comes before them.",
    keys=(
        key_of("rules", "packs: shipped ones, or paths from this file", ListOf(Holds.TEXT)),
        key_of("engine", "the machine that evaluates the rules", OneOf(("auto", *ENGINES))),
        key_of("cross_check", "whether a second engine confirms every outcome", Holds.FLAG),
        key_of("format", "how the report is written", OneOf(tuple(FORMATS))),
        key_of("report", "more files, each as FORMAT=FILE, from this file", ListOf(Holds.TEXT)),
        key_of("waivers", "files of waivers, from this file", ListOf(Holds.TEXT)),
        key_of("overrides", "files of overrides of ratings, from this file", ListOf(Holds.TEXT)),
        key_of("baseline", "an earlier JSON report, from this file; what it has does not fail"),
        key_of("fail_on", "the rating at which findings fail the check", OneOf(GATES)),
        key_of("max_unknown", "the largest share of unknown outcomes, in percent", Holds.NUMBER),
        key_of("strict", "whether errors in the data, and rules without records, fail", Holds.FLAG),
        key_of("profile", "the profile of the packs that chooses among their rules"),
        key_of("privacy", "how much of the records is shown", OneOf(LEVELS)),
        key_of("pseudonym_key", "the file of the secret of pseudonyms, from this file"),
        key_of("top", "findings that the table shows; 0 for all", Holds.WHOLE),
        key_of("import", "how tables are read that are not in our shape", IMPORT),
    ),
)


def read_config(path: Path) -> dict[str, Any]:
    """
    Return the options of the configuration file *path* by the names of their parameters.

    Raises:
        ConfigError: It cannot be read, or holds something that is no option; all is listed.
    """
    problems: list[Problem] = []
    node = read_yaml(read_source(path), problems)
    mapping = None if node is None else as_mapping(node, problems, "the configuration")
    found = {} if mapping is None else _options(Reader(mapping, problems, "the file", KEYS), path)
    if problems:
        raise ConfigError(problems)
    return found


def _options(reader: Reader, path: Path) -> dict[str, Any]:
    top = _number(reader, "top", whole=True)
    found = {
        "packs": _packs(reader, path.parent),
        "engine": reader.option("engine", str, ("auto", *ENGINES)),
        "form": reader.option("format", str, tuple(FORMATS)),
        "reports": _reports(reader, path.parent),
        "waivers": _files(reader, "waivers", path.parent),
        "overrides": _files(reader, "overrides", path.parent),
        "baseline": _file(reader, "baseline", path.parent),
        "level": reader.option("privacy", str, LEVELS),
        "pseudonym_key": _file(reader, "pseudonym_key", path.parent),
        "fail_on": reader.option("fail_on", str, GATES),
        "max_unknown": _number(reader, "max_unknown", whole=False),
        "cross_check": _flag(reader, "cross_check"),
        "profile": reader.text("profile") or None,
        "strict": _flag(reader, "strict"),
        "top": None if top is None else int(top),
    }
    reader.finish()
    return {name: value for name, value in found.items() if value is not None}


def _packs(reader: Reader, folder: Path) -> tuple[str, ...] | None:
    node = reader.get("rules")
    if node is None:
        return None
    items = reader.items("rules")
    if isinstance(node, Sequence) and not items:
        expected = "at least one pack, or no key 'rules' for the usual one"
        reader.note(Code.WRONG_SHAPE, "'rules' names no pack", node.span, expected=expected)
    shipped = shipped_packs()
    found = []
    for item in items:
        if isinstance(item, Scalar):
            found.append(item.value if item.value in shipped else str(folder / item.value))
        else:
            message, expected = "this is no pack", "the name of a shipped pack, or a path"
            reader.note(Code.WRONG_SHAPE, message, item.span, expected=expected)
    return tuple(found)


def _reports(reader: Reader, folder: Path) -> tuple[str, ...] | None:
    if reader.get("report") is None:
        return None
    found = []
    for item in reader.items("report"):
        try:
            target = target_of(item.value if isinstance(item, Scalar) else "")
        except ValueError as error:
            expected = "FORMAT=FILE, such as csv=findings.csv"
            reader.note(Code.BAD_VALUE, str(error), item.span, expected=expected)
        else:
            found.append(f"{target.form}={folder / target.path}")
    return tuple(found)


def _files(reader: Reader, key: str, folder: Path) -> tuple[str, ...] | None:
    if reader.get(key) is None:
        return None
    found = []
    for item in reader.items(key):
        if isinstance(item, Scalar) and item.value.strip():
            found.append(str(folder / item.value))
        else:
            expected = f"a path, such as {key}.yaml"
            reader.note(Code.WRONG_SHAPE, "this is no file", item.span, expected=expected)
    return tuple(found)


def _file(reader: Reader, key: str, folder: Path) -> str | None:
    name = reader.text(key)
    return str(folder / name) if name else None


def _flag(reader: Reader, key: str) -> bool | None:
    return None if reader.get(key) is None else reader.flag(key)


def _number(reader: Reader, key: str, *, whole: bool) -> float | None:
    scalar = reader.scalar(key)
    if scalar is None:
        return None
    plain = scalar.value.replace(".", "", 0 if whole else 1)
    if plain.isascii() and plain.isdigit() and len(plain) <= 9:
        number = float(scalar.value)
        if whole or number <= 100:
            return number
    expected = "a whole number such as 25" if whole else "a number from 0 to 100"
    message = f"{key!r} is {scalar.value[:60]!r}"
    reader.note(Code.BAD_VALUE, message, scalar.span, expected=expected)
    return None


def _use(context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    if path is not None:
        context.default_map = read_config(path)
        context.meta[CONFIG_FILE] = path
    return path


CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=_use,
    metavar="FILE",
    help="Take options from this YAML file; those of the command line come first.",
)
