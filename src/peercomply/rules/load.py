"""Reads the files of a pack into a Pack, and reports everything that is wrong with them at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.reader import NAME, Reader, as_mapping, entries, note
from peercomply.documents.yaml_nodes import Mapping as MappingNode
from peercomply.documents.yaml_nodes import Scalar
from peercomply.errors import Problem, RuleFileError, Source, Span, did_you_mean
from peercomply.rules.binder import bind
from peercomply.rules.causes import check_causes
from peercomply.rules.chains import check_chains
from peercomply.rules.extends import apply_changes
from peercomply.rules.layers import Layer, digest_of, read_layers
from peercomply.rules.load_parameters import read_parameter
from peercomply.rules.load_rule import read_rule
from peercomply.rules.load_schema import Additions, read_schema
from peercomply.rules.not_checkable import read_not_checkable
from peercomply.rules.obligations import Obligation, areas_of, joined
from peercomply.rules.parameters import Parameter
from peercomply.rules.profiles import read_profiles
from peercomply.rules.rule import Change, Pack, Rule
from peercomply.rules.scope import Definition, Names, Scope
from peercomply.rules.types import Kind


def load_rules(location: str | os.PathLike[str]) -> Pack:
    """
    Read the pack at *location*: a folder, a file, or the name of a shipped pack.

    Raises:
        RuleFileError: At least one problem; all of them are listed with place, expectation and
            hint.
    """
    problems: list[Problem] = []
    pack = _pack(read_layers(location, problems), problems)
    if problems:
        raise RuleFileError(dict.fromkeys(problems))
    return pack


def _pack(layers: list[Layer], problems: list[Problem]) -> Pack:
    readers = [reader for layer in layers for reader in layer.readers]
    additions = read_schema(readers, problems)
    parameters = MappingProxyType(_parameters(layers, additions, problems))
    names = Names(additions.schema, _definitions(readers, additions, problems), parameters)
    _check_definitions(names, problems)
    register = joined([layer.register for layer in layers])
    obligations = register.obligations
    rules, changes = _rules(layers, names, obligations, problems)
    top = layers[-1]
    return Pack(
        id=top.id,
        version=top.version,
        title=top.title,
        rules=rules,
        parameters=names.parameters,
        obligations=obligations,
        changes=changes,
        terms=register.terms,
        ambiguities=register.ambiguities,
        circumstances=register.circumstances,
        sha256=digest_of(layers),
        path=str(top.files.root),
        not_checkable=read_not_checkable(layers, rules, obligations, problems),
        profiles=read_profiles(readers, areas_of(obligations), names.schema, problems),
        schema=names.schema,
        roots=tuple(str(layer.files.root.resolve()) for layer in layers),
    )


def _parameters(
    layers: list[Layer], additions: Additions, problems: list[Problem]
) -> dict[str, Parameter]:
    """Return the parameters of all layers; a pack replaces those of the pack that it extends."""
    found: dict[str, Parameter] = {}
    for layer in layers:
        own = _own_parameters(layer.readers, additions, problems)
        for name, parameter in own.items():
            if name in found and found[name].type != parameter.type:
                note(
                    problems,
                    Code.WRONG_TYPE,
                    f"the parameter {name!r} becomes {parameter.type}",
                    parameter.span,
                    expected=f"{found[name].type}, as in {found[name].span}",
                )
        found |= {name: attrs.evolve(one, pack=layer.id) for name, one in own.items()}
    return found


def _own_parameters(
    readers: list[Reader], additions: Additions, problems: list[Problem]
) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    fields = {field for one in additions.schema.values() for field in one.fields}
    for key, node in entries(readers, "parameters"):
        if not NAME.fullmatch(key.value) or key.value in fields:
            note(
                problems,
                Code.BAD_VALUE,
                f"{key.value!r} cannot name a parameter",
                key.span,
                expected="small letters, digits and _, and not the name of a field",
                hint=additions.hint(key.value),
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


def _definitions(
    readers: list[Reader], additions: Additions, problems: list[Problem]
) -> Mapping[tuple[str, str], Definition]:
    found, schema = _built_in(additions), additions.schema
    for owner, node in entries(readers, "define"):
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
            _define(owner.value, key, text, found, additions, problems)
    return MappingProxyType(found)


def _define(
    owner: str,
    key: Scalar,
    text: object,
    found: dict[tuple[str, str], Definition],
    additions: Additions,
    problems: list[Problem],
) -> None:
    if not NAME.fullmatch(key.value) or key.value in additions.schema[owner].fields:
        note(
            problems,
            Code.BAD_VALUE,
            f"{key.value!r} cannot name a definition of {owner!r}",
            key.span,
            expected="small letters, digits and _, and not the name of a field",
            hint=additions.hint(key.value, owner),
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


def _built_in(additions: Additions) -> dict[tuple[str, str], Definition]:
    """Return the named expressions of the record types; those of a pack stand in its files."""
    found = {}
    for record_type in additions.schema.values():
        for name, text in (("active", record_type.info.active), ("open", record_type.info.open)):
            if text is not None:
                key = (record_type.name, name)
                source = Source(f"<{record_type.name}.{name}>", text)
                scalar = Scalar(text, Span(source, 0, len(text)), quoted=False)
                scalar = additions.conditions.get(key, scalar)
                found[key] = Definition(name, record_type.name, scalar)
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
    if not problems:
        check_causes(found, names.schema, problems)
    return tuple(found.values()), tuple(changes)
