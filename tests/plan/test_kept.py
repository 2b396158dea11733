"""Packs that commands keep for each other."""

import json
import os

import pytest

import peercomply.plan.kept as keeping
from peercomply import load_rules
from peercomply.errors import RuleFileError
from peercomply.plan.kept import kept_rules
from peercomply.plan.lower import lower

PACK = """
pack: {id: mine, version: 1.0.0, title: Mine, obligations: register.json}
rules:
  - id: no-manager
    title: Nobody
    for: worker
    present: manager_id
    severity: low
    strength: may
    obligations: [X-1]
    why: It harms.
    remedy: Mend it.
"""
ENTRY = {
    "id": "X-1",
    "source": "A guide",
    "section": "Chapter 1",
    "statement": "Statement.",
    "severity": "low",
    "strength": "may",
}


@pytest.fixture
def mine(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "mine.yml").write_text(PACK, encoding="utf-8")
    (folder / "register.json").write_text(json.dumps({"obligations": [ENTRY]}), encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept" / "packs"


@pytest.fixture
def read(monkeypatch):
    """The packs that were read from their files, by their locations."""
    found = []
    load = keeping.load_rules
    monkeypatch.setattr(keeping, "load_rules", lambda one: (found.append(one), load(one))[1])
    return found


def said(load):
    """Return the pack, or what is wrong with it."""
    try:
        return load()
    except RuleFileError as error:
        return str(error)


def test_the_shipped_pack_is_kept_whole(kept):
    """
    What the second command takes is what the first one read, with the plans of the rules.
    """
    first, taken = (kept_rules("peer-support", kept) for _ in range(2))

    assert taken is not first
    assert taken == first
    assert (taken.path, taken.roots, taken.changes) == (first.path, first.roots, first.changes)
    assert taken.schema is first.schema
    assert taken.parameters == first.parameters
    for rule, other in zip(taken.rules, first.rules, strict=True):
        assert rule.memo["plan"] == lower(other)
        assert str(rule.span) == str(other.span)
        assert rule.span.source.text == other.span.source.text


def test_files_that_stay_are_read_once(mine, kept, read):
    """
    A kept pack is used as long as nothing changes.
    """
    packs = [kept_rules(mine, kept) for _ in range(3)]

    assert packs[0] == packs[1] == packs[2] == load_rules(mine)
    assert read == [mine]


@pytest.mark.parametrize(
    "change",
    [
        lambda mine: (mine / "mine.yml").write_text(PACK.replace("title: Nobody", "title: None")),
        lambda mine: (mine / "other.yml").write_text("parameters: {}\n"),
        lambda mine: (mine / "register.json").write_text(
            json.dumps({"obligations": [ENTRY | {"severity": "extreme"}]})
        ),
        lambda mine: (mine / "mine.yml").rename(mine / "ours.yml"),
    ],
    ids=["a rule", "a new file", "the register", "a name"],
)
def test_a_change_of_any_file_is_seen(mine, kept, read, change):
    """
    The rules, their register and the names of the files all count; the clock does not.
    """
    kept_rules(mine, kept)
    times = {file.name: file.stat() for file in mine.iterdir()}
    change(mine)
    for file in mine.iterdir():
        old = times.get(file.name)
        if old is not None:
            os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))

    assert said(lambda: kept_rules(mine, kept)) == said(lambda: load_rules(mine))
    assert len(read) == 2


def test_a_change_of_the_pack_that_is_extended_is_seen(mine, kept, read):
    """
    A pack stands on the files of the packs below it.
    """
    above = mine.parent / "above"
    above.mkdir()
    text = "pack: {id: above, version: 1.0.0, title: Above, extends: mine}\n"
    (above / "above.yml").write_text(text, encoding="utf-8")
    assert len(kept_rules(above, kept).rules) == 1
    (mine / "mine.yml").write_text(PACK.replace("no-manager", "nobody"), encoding="utf-8")

    assert [rule.id for rule in kept_rules(above, kept).rules] == ["nobody"]
    assert len(read) == 2


def test_a_file_that_is_changed_while_it_is_read_is_read_again(mine, kept, monkeypatch):
    """
    What was read before the change is never taken for what stands in the files after it.
    """
    load = keeping.load_rules
    late = PACK.replace("no-manager", "nobody")

    def changed_meanwhile(location):
        pack = load(location)
        (mine / "mine.yml").write_text(late, encoding="utf-8")
        return pack

    monkeypatch.setattr(keeping, "load_rules", changed_meanwhile)
    assert [rule.id for rule in kept_rules(mine, kept).rules] == ["no-manager"]
    monkeypatch.setattr(keeping, "load_rules", load)

    assert [rule.id for rule in kept_rules(mine, kept).rules] == ["nobody"]


@pytest.mark.parametrize("damage", [b"", b"{", b"no head\n", b"[]\n", b"{}\nrest"])
def test_a_damaged_file_is_not_used(mine, kept, read, damage):
    """
    Bytes that are not those that were kept are read as if nothing were there.
    """
    pack = kept_rules(mine, kept)
    [file] = kept.iterdir()
    whole = file.read_bytes()
    for content in (damage, whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        file.write_bytes(content)
        assert kept_rules(mine, kept) == pack

    assert len(read) == 4


@pytest.mark.skipif(os.name != "posix", reason="modes of folders are those of POSIX")
def test_a_folder_to_which_others_can_write_is_not_used(mine, kept, read):
    """
    A kept pack is trusted, so nobody else may be able to put one there.
    """
    kept_rules(mine, kept)
    kept.chmod(0o777)
    kept_rules(mine, kept)

    assert len(read) == 2


def test_a_pack_with_problems_is_not_kept(mine, kept):
    """
    The problems are said each time.
    """
    (mine / "mine.yml").write_text(PACK.replace("severity: low", "severity: lo"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RuleFileError, match="lo"):
            kept_rules(mine, kept)

    assert list(kept.iterdir()) == []


def test_a_pack_that_adds_record_types_is_read_each_time(kept, read):
    """
    Its classes exist in one process only.
    """
    place = "tests/fleet/rules"
    assert kept_rules(place, kept) == kept_rules(place, kept)
    assert len(read) == 2
    assert list(kept.iterdir()) == []


def test_where_nothing_can_be_kept_packs_are_read(mine, tmp_path, read):
    """
    A file in the place of the folder is no error.
    """
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert kept_rules(mine, tmp_path / "file") == kept_rules(mine, None)
    assert len(read) == 2


def test_another_program_does_not_use_it(mine, kept, read, monkeypatch):
    """
    What another version has kept may mean something else.
    """
    kept_rules(mine, kept)
    monkeypatch.setattr(keeping, "_program", lambda: "another")
    kept_rules(mine, kept)

    assert len(read) == 2
