"""
Keeps packs that have been read, with their plans, so that a command need not read them again.

A kept pack is used only if every file that it was read from, this program and Python are the same,
byte for byte. It is Python's own form of objects and trusted as the program's own files are: nobody
else may be able to write to the folder.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import pickle
import platform
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from peercomply.errors import RuleFileError
from peercomply.plan.lower import lower
from peercomply.records.model import RECORD_TYPES
from peercomply.rules.files import files_at, place_of
from peercomply.rules.layers import digest_of, read_layers
from peercomply.rules.load import load_rules
from peercomply.rules.rule import Pack

_OTHERS_WRITE = 0o022


def kept_rules(location: str | os.PathLike[str], folder: Path | None) -> Pack:
    """
    Read the pack at *location* as `load_rules` does, from *folder* if it is kept there.

    A pack that was read without problems is kept, if it can be; with None nothing is kept.

    Raises:
        RuleFileError: At least one problem, as `load_rules` raises it.
    """
    if folder is None or not _is_own(folder):
        return load_rules(location)
    place = place_of(location)
    name = hashlib.sha256(f"{os.fspath(location)}\0{place.resolve()}".encode()).hexdigest()
    path = folder / f"{name}.pack"
    pack = _taken(path)
    if pack is None:
        pack = load_rules(location)
        with suppress(OSError, RuleFileError):  # the next command reads the files, as this one did
            _keep(pack, location, path)
    return pack


def _is_own(folder: Path) -> bool:
    """Make *folder*, and return whether nobody else can write to it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    if os.name != "posix":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE


def _taken(path: Path) -> Pack | None:
    """Return the pack that is kept at *path*, if it is what its files say now."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        said = json.loads(head)
        current = said == {
            "program": _program(),
            "sha256": hashlib.sha256(body).hexdigest(),
            "files": {root: _digest(Path(root)) for root in said["files"]},
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not current:
        return None
    pack: Pack = _Unpickler(io.BytesIO(body)).load()
    return pack


def _keep(pack: Pack, location: str | os.PathLike[str], path: Path) -> None:
    files = {root: _digest(Path(root)) for root in pack.roots}
    if digest_of(read_layers(location, [])) != pack.sha256:
        return  # a file was changed after it was read: what was read is not what stands there
    for rule in pack.rules:
        lower(rule)
    content = io.BytesIO()
    try:
        _Pickler(content, pickle.HIGHEST_PROTOCOL).dump(pack)
    except (pickle.PicklingError, AttributeError, TypeError, RecursionError):
        return  # a pack that adds record types has classes that no module holds
    body = content.getvalue()
    head = {
        "program": _program(),
        "sha256": hashlib.sha256(body).hexdigest(),
        "files": files,
    }
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="new-") as place:
        made = Path(place) / path.name
        made.write_bytes(json.dumps(head).encode() + b"\n" + body)
        made.replace(path)


def _digest(root: Path) -> str:
    """Return the hash of the names and bytes of all files from which a pack may be read."""
    total = hashlib.sha256()
    for file in files_at(root):
        total.update(hashlib.sha256(os.fsencode(file)).digest())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


@functools.cache
def _program() -> str:
    """Return the hash of what makes a pack from its files: this program, attrs and Python."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256(f"{platform.python_version()} {attrs.__version__}".encode())
    for file in sorted(package.rglob("*.py")):
        found = file.stat()
        total.update(f"{file} {found.st_size} {found.st_mtime_ns}\n".encode())
    return total.hexdigest()


@functools.cache
def _known() -> Mapping[int, tuple[str, ...]]:
    """Return the names of the parts of our own schema, which are the same in every process."""
    known: dict[int, tuple[str, ...]] = {id(RECORD_TYPES): ()}
    for name, record_type in RECORD_TYPES.items():
        known[id(record_type)] = (name,)
        known |= {id(field): (name, field.name) for field in record_type.fields.values()}
    return known


class _Pickler(pickle.Pickler):
    def persistent_id(self, part: Any) -> tuple[str, ...] | None:
        return _known().get(id(part))

    def reducer_override(self, part: Any) -> Any:
        return (_read_only, (dict(part),)) if type(part) is MappingProxyType else NotImplemented


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, path: Any) -> Any:
        match path:
            case ():
                return RECORD_TYPES
            case (name,):
                return RECORD_TYPES[name]
            case (name, field):
                return RECORD_TYPES[name].fields[field]


def _read_only(held: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(held)
