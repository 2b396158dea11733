"""Writes small exports and reads them."""

from __future__ import annotations

import pytest

from peercomply.intake import load_snapshot


@pytest.fixture
def load(tmp_path):
    """Return a function that writes files, given as name=content, and loads their folder."""

    def write_and_load(files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        return load_snapshot(tmp_path)

    return write_and_load


@pytest.fixture
def workers(load):
    """Return a function that loads one worker.csv and returns the snapshot."""
    return lambda content: load({"worker.csv": content})


def codes(snapshot):
    return [one.code.name for one in snapshot.provenance.issues]


def found(snapshot, code):
    return [one for one in snapshot.provenance.issues if one.code.name == code]


@pytest.fixture(name="codes")
def codes_fixture():
    """Return the function that lists the names of the codes of a snapshot's issues."""
    return codes


@pytest.fixture(name="found")
def found_fixture():
    """Return the function that lists a snapshot's issues with one code."""
    return found
