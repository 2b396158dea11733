"""The command that drafts a rule with its cases."""

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.rules.cases import load_cases
from peercomply.rules.load import load_rules
from peercomply.rules.load_rule import FORMS

REGISTER = """{"obligations": [{"id": "OUR-1", "source": "Our standard", "section": "Staff", "statement": "Each worker has a level.",
"severity": "high", "strength": "must"}]}"""


def new(folder, *arguments):
    return run(["rules", "new", str(folder), *arguments])


@pytest.mark.parametrize("form", [form for form in FORMS if form != "findings"])
def test_a_draft_loads_and_its_cases_pass(form, tmp_path, capsys):
    """
    Whatever the check form, the first draft is a rule that works, with a case that decides.
    """
    folder = tmp_path / "our rules"

    assert new(folder, "a-draft", "--for", "program", "--form", form) is ExitCode.CLEAN
    (draft,) = load_rules(folder).rules
    states = {state for case in load_cases(folder, load_rules(folder)) for state in case.states}

    assert draft.id == "a-draft"
    assert states & {"pass", "fail"}
    assert run(["rules", "test", str(folder)]) is ExitCode.CLEAN
    assert str(folder / "a-draft.cases.yml") in capsys.readouterr().out


def test_rules_can_be_combined_once_there_are_two(tmp_path):
    """
    A draft of the form findings names the first two rules that judge the same records.
    """
    for name in ("first", "second"):
        new(tmp_path / "ours", name, "--for", "worker", "--form", "present")

    assert new(tmp_path / "ours", "both", "--for", "worker", "--form", "findings") is ExitCode.CLEAN
    both = load_rules(tmp_path / "ours").rule("both")

    assert [one.id for one in both.form.rules] == ["first", "second"]


def test_a_draft_takes_its_grades_from_the_register(tmp_path):
    """
    With an obligation severity and strength are those of the source document.
    """
    header = "pack: {id: ours, version: 1.0.0, title: Ours, obligations: register.json}\n"
    (tmp_path / "pack.yml").write_text(header, encoding="utf-8")
    (tmp_path / "register.json").write_text(REGISTER, encoding="utf-8")

    new(tmp_path, "worker-without-level", "--for", "worker", "--obligation", "OUR-1")
    (draft,) = load_rules(tmp_path).rules

    assert (str(draft.severity), str(draft.strength)) == ("high", "must")
    assert draft.obligations == ("OUR-1",)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("BAD", "--for", "worker"), "no id of a rule"),
        (("there", "--for", "worker"), "there is a rule of this id"),
        (("a-b", "--for", "wroker"), "did you mean 'worker'?"),
        (("a-b", "--for", "worker", "--obligation", "X"), "unknown obligation 'X'"),
        (("a-b", "--for", "worker", "--form", "attested"), "gives no self-assessment"),
        (("a-b", "--for", "organisation", "--form", "before"), "fewer than 2 days"),
        (("a-b", "--for", "supervision", "--form", "latest"), "no related records with a day"),
        (("a-b", "--for", "incident", "--form", "findings"), "fewer than two rules"),
        (("file", "--for", "worker"), "is there already"),
    ],
)
def test_what_cannot_be_drafted_is_said_and_nothing_is_written(arguments, words, tmp_path, capsys):
    """
    The error names what is wrong and what was expected, and leaves the pack as it was.
    """
    folder = tmp_path / "ours"
    new(folder, "there", "--for", "worker")
    (folder / "file.cases.yml").write_text("cases: []\n", encoding="utf-8")
    before = sorted(folder.iterdir())

    assert new(folder, *arguments) is ExitCode.USAGE
    assert words in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before
