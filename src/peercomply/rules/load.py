"""Reads the files of a pack into a Pack, and reports everything that is wrong with them at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from peercomply.errors import Problem, RuleFileError, Source, Span, did_you_mean
from peercomply.records.model import RECORD_TYPES, RecordType, Schema
from peercomply.rules.binder import bind
from peercomply.rules.chains import check_chains
from peercomply.rules.codes import Code
from peercomply.rules.extends import apply_changes
from peercomply.rules.files import digest
from peercomply.rules.layers import Layer, read_layers
from peercomply.rules.load_parameters import read_parameter
from peercomply.rules.load_rule import read_rule
from peercomply.rules.obligations import Obligation
from peercomply.rules.parameters import Parameter
from peercomply.rules.reader import NAME, Reader, as_mapping, note
from peercomply.rules.rule import Change, Pack, Rule
from peercomply.rules.scope import Definition, Names, Scope
from peercomply.rules.types import Kind
from peercomply.rules.yaml_nodes import Mapping as MappingNode
from peercomply.rules.yaml_nodes import Scalar


def load_rules(location: str | os.PathLike[str]) -> Pack:
    """
    Read the pack at *location*: a folder, a file, or the name of a shipped pack.

    Raises:
        RuleFileError: At least one problem; all of them are listed with place, expectation and
            hint.
    """
    problems: list[Problem] = []
    layers = read_layers(location, problems)
    readers = [reader for layer in layers for reader in layer.readers]
    schema = RECORD_TYPES
    parameters = MappingProxyType(_parameters(layers, schema, problems))
    names = Names(schema, _definitions(readers, schema, problems), parameters)
    _check_definitions(names, problems)
    obligations = {key: one for layer in layers for key, one in layer.obligations.items()}
    rules, changes = _rules(layers, names, obligations, problems)
    if problems:
        raise RuleFileError(dict.fromkeys(problems))
    top = layers[-1]
    return Pack(
        id=top.id,
        version=top.version,
        title=top.title,
        rules=rules,
        parameters=names.parameters,
        obligations=MappingProxyType(obligations),
        changes=changes,
        sha256=digest([(layer.files, layer.extra) for layer in layers]),
        path=str(top.files.root),
        schema=schema,
    )


def _parameters(
    layers: list[Layer], schema: Schema, problems: list[Problem]
) -> dict[str, Parameter]:
    """Return the parameters of all layers; a pack replaces those of the pack that it extends."""
    found: dict[str, Parameter] = {}
    for layer in layers:
        own = _own_parameters(layer.readers, schema, problems)
        for name, parameter in own.items():
            if name in found and found[name].type != parameter.type:
                note(
                    problems,
                    Code.WRONG_TYPE,
                    f"the parameter {name!r} becomes {parameter.type}",
                    parameter.span,
                    expected=f"{found[name].type}, as in {found[name].span}",
                )
        found |= own
    return found


def _own_parameters(
    readers: list[Reader], schema: Schema, problems: list[Problem]
) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    fields = {field for record_type in schema.values() for field in record_type.fields}
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
    readers: list[Reader], schema: Schema, problems: list[Problem]
) -> Mapping[tuple[str, str], Definition]:
    found = _built_in(schema)
    for owner, node in _entries(readers, "define"):
        if owner.value not in schema:
            note(
                problems,
                Code.UNKNOWN_FIELD,
                f"unknown record type {owner.value!r}",
                owner.span,
                expected=f"one of {', '.join(schema)}",
                hint=did_you_mean(owner.value, schema),
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
            _define(schema[owner.value], key, text, found, problems)
    return MappingProxyType(found)


def _define(
    record_type: RecordType,
    key: Scalar,
    text: object,
    found: dict[tuple[str, str], Definition],
    problems: list[Problem],
) -> None:
    owner = record_type.name
    if not NAME.fullmatch(key.value) or key.value in record_type.fields:
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


def _built_in(schema: Schema) -> dict[tuple[str, str], Definition]:
    found = {}
    for record_type in schema.values():
        for name, text in (("active", record_type.info.active), ("open", record_type.info.open)):
            if text is not None:
                source = Source(f"<{record_type.name}.{name}>", text)
                scalar = Scalar(text, Span(source, 0, len(text)), quoted=False)
                found[record_type.name, name] = Definition(name, record_type.name, scalar)
    return found


def _check_definitions(names: Names, problems: list[Problem]) -> None:
    root = next(iter(names.schema.values()))
    for definition in names.definitions.values():
        scope = Scope(root, root, names).inside(definition)
        bind(definition.text, scope, problems, Kind.BOOL)


def _rules(
    layers: list[Layer],
    names: Names,
    obligations: Mapping[str, Obligation],
    problems: list[Problem],
) -> tuple[tuple[Rule, ...], tuple[Change, ...]]:
    found: dict[str, Rule] = {}
    changes: list[Change] = []
    for layer in layers:
        changes += apply_changes(layer.readers, found, problems)
        for node in (node for reader in layer.readers for node in reader.items("rules")):
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
    return tuple(found.values()), tuple(changes)
