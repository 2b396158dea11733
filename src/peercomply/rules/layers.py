"""Reads the files of a pack, and of the packs that it extends, up to their top-level keys."""

from __future__ import annotations

import os
from pathlib import Path

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.reader import IDENTIFIER, Reader, as_mapping, note
from peercomply.documents.yaml_nodes import Scalar, read_yaml
from peercomply.errors import Problem, RuleFileError, Source, Span, did_you_mean
from peercomply.rules.files import PackFiles, digest, find_pack, shipped_packs
from peercomply.rules.obligations import Register, read_register
from peercomply.rules.rule_file import FILE, HEADER

DEEPEST = 5
"""Packs that extend each other in a row."""


@attrs.frozen
class Layer:
    """
    One pack, as far as it can be read alone.

    Attributes:
        files: Its files.

        readers: The top level of each rule file.

        id: Its id.

        version: Its version.

        title: The pack in words.

        register: Its own register; empty if it has none.

        extra: Files besides the rule files, by name.

        extends: Where it names the pack that it extends; None if it extends none.
    """

    files: PackFiles
    readers: list[Reader]
    id: str
    version: str
    title: str
    register: Register
    extra: dict[str, bytes]
    extends: Scalar | None


def read_layers(location: str | os.PathLike[str], problems: list[Problem]) -> list[Layer]:
    """
    Return the pack at *location* as the last layer, after the packs that it extends.

    Raises:
        RuleFileError: There is no pack, or a file of it cannot be read.
    """
    layers = [_layer(find_pack(location), problems)]
    while (named := layers[0].extends) is not None:
        path = _beside(layers[0].files, named, problems)
        if path is None:
            break
        seen = [layer.files.root.resolve() for layer in layers]
        if path.resolve() in seen or len(layers) >= DEEPEST:
            note(
                problems,
                Code.CYCLE,
                f"the pack {named.value!r} is extended in a circle, or too many packs in a row",
                named.span,
                expected=f"at most {DEEPEST} packs, each of them once",
            )
            break
        try:
            layers.insert(0, _layer(find_pack(path), problems))
        except RuleFileError as error:
            problems += error.problems
            break
    return layers


def digest_of(layers: list[Layer]) -> str:
    """Return the hash of the files from which *layers* were read."""
    return digest([(layer.files, layer.extra) for layer in layers])


def _beside(files: PackFiles, named: Scalar, problems: list[Problem]) -> Path | None:
    """Return the folder of the pack *named*: a shipped one, or one beside the pack itself."""
    shipped = shipped_packs()
    if named.value in shipped:
        return shipped[named.value]
    folder = files.root if files.root.is_dir() else files.root.parent
    path = folder.resolve().parent / named.value
    if IDENTIFIER.fullmatch(named.value) and path.is_dir():
        return path
    note(
        problems,
        Code.UNREADABLE,
        f"there is no pack {named.value!r} to extend",
        named.span,
        expected=f"a shipped pack ({', '.join(shipped)}), or the name of a folder beside this one",
        hint=did_you_mean(named.value, shipped),
    )
    return None


def _layer(files: PackFiles, problems: list[Problem]) -> Layer:
    readers = _top_levels(files, problems)
    header = _header(files, readers, problems)
    if header is None:
        return Layer(files, readers, "", "", "", Register(), {}, None)
    pack_id, version = header.name("id", IDENTIFIER), header.text("version", required=True)
    title, named = header.text("title", required=True), header.scalar("obligations")
    extends = header.scalar("extends")
    header.finish()
    register, extra = _register(files, named, problems)
    return Layer(files, readers, pack_id, version, title, register, extra, extends)


def _top_levels(files: PackFiles, problems: list[Problem]) -> list[Reader]:
    readers = []
    for source in files.sources:
        node = read_yaml(source, problems)
        if node is None:
            continue
        mapping = as_mapping(node, problems, "the file")
        if mapping is not None:
            reader = Reader(mapping, problems, "the file", FILE)
            reader.finish()
            readers.append(reader)
    return readers


def _header(files: PackFiles, readers: list[Reader], problems: list[Problem]) -> Reader | None:
    headers = [
        header for header in (reader.mapping("pack", HEADER) for reader in readers) if header
    ]
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
    return headers[0] if headers else None


def _register(
    files: PackFiles, scalar: Scalar | None, problems: list[Problem]
) -> tuple[Register, dict[str, bytes]]:
    if scalar is None:
        return Register(), {}
    folder = files.root if files.root.is_dir() else files.root.parent
    name = scalar.value
    try:
        path = folder / Path(name).name
        return read_register(path), {path.name: path.read_bytes()}
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        note(
            problems,
            Code.UNREADABLE,
            f"the register {name!r} cannot be read: {reason}",
            scalar.span,
            expected="the name of a JSON file in the folder of the pack",
        )
        return Register(), {}
