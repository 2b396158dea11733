"""Reads the files of a pack into a Pack, and reports everything that is wrong with them at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import attrs

from peercomply.errors import Problem, RuleFileError, Source, Span, did_you_mean
from peercomply.records.model import RECORD_TYPES
from peercomply.rules.binder import bind
from peercomply.rules.chains import check_chains
from peercomply.rules.codes import Code
from peercomply.rules.files import PackFiles, digest, find_pack
from peercomply.rules.load_parameters import read_parameter
from peercomply.rules.load_rule import read_rule
from peercomply.rules.obligations import Obligation, read_obligations
from peercomply.rules.parameters import Parameter
from peercomply.rules.reader import IDENTIFIER, NAME, Reader, as_mapping, note
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.scope import Definition, Names, Scope
from peercomply.rules.types import Kind
from peercomply.rules.yaml_nodes import Mapping as MappingNode
from peercomply.rules.yaml_nodes import Scalar, read_yaml


def load_rules(location: str | os.PathLike[str]) -> Pack:
    """
    Read the pack at *location*: a folder, a file, or the name of a shipped pack.

    Raises:
        RuleFileError: At least one problem; all of them are listed with place, expectation and
            hint.
    """
    files = find_pack(location)
    problems: list[Problem] = []
    readers = _top_levels(files, problems)
    header = _header(files, readers, problems)
    names = Names(_definitions(readers, problems), MappingProxyType(_parameters(readers, problems)))
    _check_definitions(names, problems)
    rules = _rules(readers, names, header.obligations, problems)
    if problems:
        raise RuleFileError(dict.fromkeys(problems))
    return Pack(
        id=header.id,
        version=header.version,
        title=header.title,
        rules=rules,
        parameters=names.parameters,
        obligations=header.obligations,
        sha256=digest(files, header.extra),
        path=str(files.root),
    )


@attrs.frozen
class _Header:
    id: str
    version: str
    title: str
    obligations: Mapping[str, Obligation]
    extra: dict[str, bytes]


def _top_levels(files: PackFiles, problems: list[Problem]) -> list[Reader]:
    readers = []
    for source in files.sources:
        node = read_yaml(source, problems)
        if node is None:
            continue
        mapping = as_mapping(node, problems, "the file")
        if mapping is not None:
            reader = Reader(mapping, problems, "the file")
            for key in ("pack", "parameters", "define", "rules"):
                reader.get(key)
            reader.finish()
            readers.append(reader)
    return readers


def _header(files: PackFiles, readers: list[Reader], problems: list[Problem]) -> _Header:
    headers = [header for header in (reader.mapping("pack") for reader in readers) if header]
    if not headers and not problems:
        note(
            problems,
            Code.PACK_HEADER,
            "no file of the pack has a header",
            Span(files.sources[0] if files.sources else Source(str(files.root), ""), 0, 0),
            expected="pack: {id: my-pack, version: 1.0.0, title: My rules}",
        )
    for extra in headers[1:]:
        first = headers[0].node.span
        extra.note(
            Code.PACK_HEADER,
            "a second header of the pack",
            extra.node.span,
            expected=f"one header; the first one stands in {first}",
        )
    if not headers:
        return _Header("", "", "", {}, {})
    header = headers[0]
    pack_id, version = header.name("id", IDENTIFIER), header.text("version", required=True)
    title, register = header.text("title", required=True), header.scalar("obligations")
    header.finish()
    obligations, extra_files = _register(files, register, problems)
    return _Header(pack_id, version, title, obligations, extra_files)


def _register(
    files: PackFiles, scalar: Scalar | None, problems: list[Problem]
) -> tuple[Mapping[str, Obligation], dict[str, bytes]]:
    if scalar is None:
        return MappingProxyType({}), {}
    folder = files.root if files.root.is_dir() else files.root.parent
    name = scalar.value
    try:
        path = folder / Path(name).name
        return read_obligations(path), {path.name: path.read_bytes()}
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        note(
            problems,
            Code.UNREADABLE,
            f"the register {name!r} cannot be read: {reason}",
            scalar.span,
            expected="the name of a JSON file in the folder of the pack",
        )
        return MappingProxyType({}), {}


def _parameters(readers: list[Reader], problems: list[Problem]) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    fields = {field for record_type in RECORD_TYPES.values() for field in record_type.fields}
    for key, node in _entries(readers, "parameters"):
        if not NAME.fullmatch(key.value) or key.value in fields:
            note(
                problems,
                Code.BAD_VALUE,
                f"{key.value!r} cannot name a parameter",
                key.span,
                expected="small letters, digits and _, and not the name of a field",
            )
        parameter = read_parameter(key, node, problems)
        if key.value in found:
            note(
                problems,
                Code.DUPLICATE_ID,
                f"a second parameter {key.value!r}",
                key.span,
                expected="each parameter once",
                hint=f"the first one is in {found[key.value].span}",
            )
        elif parameter is not None:
            found[key.value] = parameter
    return found


def _entries(readers: list[Reader], key: str) -> list[tuple[Scalar, object]]:
    inner = [reader.mapping(key) for reader in readers]
    return [entry for reader in inner if reader is not None for entry in reader.node.entries]


def _definitions(
    readers: list[Reader], problems: list[Problem]
) -> Mapping[tuple[str, str], Definition]:
    found = _built_in()
    for owner, node in _entries(readers, "define"):
        if owner.value not in RECORD_TYPES:
            note(
                problems,
                Code.UNKNOWN_FIELD,
                f"unknown record type {owner.value!r}",
                owner.span,
                expected=f"one of {', '.join(RECORD_TYPES)}",
                hint=did_you_mean(owner.value, RECORD_TYPES),
            )
            continue
        mapping = node if isinstance(node, MappingNode) else None
        if mapping is None:
            note(
                problems,
                Code.WRONG_SHAPE,
                f"{owner.value!r} holds no definitions",
                owner.span,
                expected="names with their expressions",
            )
            continue
        for key, text in mapping.entries:
            _define(owner.value, key, text, found, problems)
    return MappingProxyType(found)


def _define(
    owner: str,
    key: Scalar,
    text: object,
    found: dict[tuple[str, str], Definition],
    problems: list[Problem],
) -> None:
    if not NAME.fullmatch(key.value) or key.value in RECORD_TYPES[owner].fields:
        note(
            problems,
            Code.BAD_VALUE,
            f"{key.value!r} cannot name a definition of {owner!r}",
            key.span,
            expected="small letters, digits and _, and not the name of a field",
        )
    elif (owner, key.value) in found:
        first = found[owner, key.value].text.span
        built_in = first.source.path.startswith("<")
        note(
            problems,
            Code.DUPLICATE_ID,
            f"a second definition {key.value!r} of {owner!r}",
            key.span,
            expected="each definition once",
            hint="it comes with the record type" if built_in else f"the first one is in {first}",
        )
    elif not isinstance(text, Scalar):
        note(
            problems,
            Code.WRONG_SHAPE,
            f"{key.value!r} is no expression",
            key.span,
            expected="an expression",
        )
    else:
        found[owner, key.value] = Definition(key.value, owner, text)


def _built_in() -> dict[tuple[str, str], Definition]:
    found = {}
    for record_type in RECORD_TYPES.values():
        for name, text in (("active", record_type.info.active), ("open", record_type.info.open)):
            if text is not None:
                source = Source(f"<{record_type.name}.{name}>", text)
                scalar = Scalar(text, Span(source, 0, len(text)), quoted=False)
                found[record_type.name, name] = Definition(name, record_type.name, scalar)
    return found


def _check_definitions(names: Names, problems: list[Problem]) -> None:
    root = next(iter(RECORD_TYPES.values()))
    for definition in names.definitions.values():
        scope = Scope(root, root, names).inside(definition)
        bind(definition.text, scope, problems, Kind.BOOL)


def _rules(
    readers: list[Reader],
    names: Names,
    obligations: Mapping[str, Obligation],
    problems: list[Problem],
) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for reader in readers:
        for node in reader.items("rules"):
            mapping = as_mapping(node, problems, "the rule")
            rule = None if mapping is None else read_rule(mapping, names, obligations, problems)
            if rule is not None and rule.id in found:
                first = found[rule.id].span
                note(
                    problems,
                    Code.DUPLICATE_ID,
                    f"a second rule {rule.id!r}",
                    rule.span,
                    expected="each rule id once",
                    hint=f"the first one is in {first}",
                )
            elif rule is not None:
                found[rule.id] = rule
    check_chains(found, problems)
    return tuple(found.values())
