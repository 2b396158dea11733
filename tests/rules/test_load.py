"""The shipped pack as it is loaded, and what loading does not depend on."""

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from peercomply.documents.codes import Code
from peercomply.errors import RuleFileError, UnknownRuleError
from peercomply.findings.cases import run_cases
from peercomply.rules.load import load_rules
from peercomply.rules.nodes import ParameterValue
from peercomply.rules.parameters import Basis
from peercomply.rules.traversal import walk

SHIPPED = Path(__file__).parents[2] / "rules" / "peer-support"

PACK = load_rules(SHIPPED)


@pytest.fixture(scope="module")
def pack():
    return PACK


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "peer-support"
    shutil.copytree(SHIPPED, folder)
    return folder


@pytest.fixture(scope="module")
def results(pack):
    return run_cases(pack, SHIPPED)


def test_the_shipped_pack_is_found_by_its_name(pack):
    """
    The name of a shipped pack loads the same rules as its folder.
    """
    assert load_rules("peer-support") == pack


def test_rule_ids_are_kebab_case_and_unique(pack):
    """
    An id is small letters and digits joined by dashes, and names one rule.
    """
    ids = [rule.id for rule in pack.rules]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_a_rule_is_as_severe_and_strong_as_its_obligations(rule):
    """
    Severity and strength of a rule are those of the obligations that it checks.
    """
    registered = {
        (PACK.obligations[one].severity, PACK.obligations[one].strength) for one in rule.obligations
    }

    assert registered == {(str(rule.severity), str(rule.strength))}


@pytest.mark.parametrize("parameter", PACK.parameters.values(), ids=lambda one: one.name)
def test_a_limit_says_whose_it_is(parameter):
    """
    Every value of a parameter has a basis and a source; a stated one names its obligation.
    """
    for value in parameter.values:
        assert value.source
        assert value.basis is Basis.PROPOSED or re.search(r"[A-Z]{3}-[A-Z]{3}-\d\d", value.source)


def test_every_limit_is_used(pack):
    """
    No parameter of the pack is left without a rule that reads it.
    """
    texts = [path.read_text(encoding="utf-8") for path in SHIPPED.rglob("*.yml")]
    uses = {
        name: sum(len(re.findall(rf"\b{name}\b", text)) for text in texts)
        for name in pack.parameters
    }

    assert [name for name, count in uses.items() if count < 2] == []


def test_the_expressions_of_rules_name_parameters_of_the_pack(pack):
    """
    What a rule reads as a parameter is one of the pack.
    """
    parts = [(rule.when, rule.otherwise) for rule in pack.rules]
    names = {node.name for part in parts for node in walk(part) if isinstance(node, ParameterValue)}

    assert names
    assert names <= set(pack.parameters)


def test_every_rule_has_cases_of_every_outcome(pack, results):
    """
    Cases pass, fail and stay unknown for each rule, and do not apply where it has a condition.
    """
    states = defaultdict(set)
    for result in results:
        states[result.case.rule] |= result.case.states

    for rule in pack.rules:
        optional = {"not_applicable"} if rule.when is None else set()
        assert {"pass", "fail", "unknown", "not_applicable"} - optional <= states[rule.id], rule.id


def test_case_names_of_a_rule_are_unique(results):
    """
    The name of a case says which of the cases of its rule it is.
    """
    names = [(result.case.rule, result.case.name) for result in results]

    assert len(set(names)) == len(names)


def test_loading_twice_gives_equal_packs(pack):
    """
    The same files give the same pack and the same hash.
    """
    again = load_rules(SHIPPED)

    assert again == pack
    assert again.sha256 == pack.sha256


def test_another_text_gives_another_hash(copy, pack):
    """
    A changed limit changes the hash of the pack.
    """
    file = copy / "pack.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("value: P14D", "value: P7D"), encoding="utf-8"
    )

    assert load_rules(copy).sha256 != pack.sha256


def test_case_files_do_not_enter_the_hash(copy, pack):
    """
    A pack stays the same when its cases change.
    """
    for file in copy.rglob("*.cases.yml"):
        file.unlink()

    assert load_rules(copy).sha256 == pack.sha256


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("Windows line ends", lambda data: data.replace(b"\n", b"\r\n")),
        ("old line ends", lambda data: data.replace(b"\n", b"\r")),
        ("a byte order mark", lambda data: b"\xef\xbb\xbf" + data),
    ],
)
def test_rule_files_of_other_editors_are_read(copy, pack, name, change):
    """
    Line ends and a byte order mark change neither rules nor hash.
    """
    for file in copy.rglob("*.yml"):
        file.write_bytes(change(file.read_bytes()))

    loaded = load_rules(copy)

    assert loaded == pack


def test_the_order_of_files_does_not_matter(copy, pack):
    """
    The same rules are loaded when the header stands in the last file.
    """
    (copy / "pack.yml").rename(copy / "zzz.yml")

    assert {rule.id: rule for rule in load_rules(copy).rules} == {
        rule.id: rule for rule in pack.rules
    }


def test_a_single_file_is_a_pack(tmp_path):
    """
    A rule file with a header needs no folder.
    """
    file = tmp_path / "mine.yaml"
    file.write_text("pack: {id: mine, version: 1.0.0, title: Mine}\n", encoding="utf-8")

    loaded = load_rules(file)

    assert (loaded.id, loaded.rules) == ("mine", ())


def test_an_unknown_rule_is_named_with_the_nearest_one(pack):
    """
    Asking for a rule that is not there names the one that was meant.
    """
    with pytest.raises(UnknownRuleError) as caught:
        pack.rule("supervison-overdue")

    assert caught.value.hint == "supervision-overdue"


def test_the_text_of_a_rule_is_that_of_its_file(pack):
    """
    A rule can be shown as it was written.
    """
    text = pack.rule("concern-without-handler").text

    assert text.startswith("  - id: concern-without-handler\n")
    assert text.endswith("find out what held the answer up.\n") is False
    assert text.rstrip().endswith("Name the person who handles the concern.")


ALLOWED = [
    "started_on < as_of",
    "true or false",
    "True",
    "1 < 2 <= 3",
    "hours_per_week * 2 + 1 - 0.5 > -3",
    'started_on >= day("2026-02-28")',
    'level not in ("board", "executive")',
    "count(supervision, where=external, by=worker_id) > 0",
    "later_of(started_on, contract_end_on) < as_of",
    "manager_id == id",
    "any(agreement, where=worker_id == this.manager_id)",
]


@pytest.mark.parametrize("expression", ALLOWED)
def test_an_expression_of_the_language_is_read(tmp_path, expression):
    """
    Comparisons, calculations, lists and functions of the rule language load without a problem.
    """
    file = tmp_path / "mine.yml"
    lines = [
        *(
            "pack: {id: mine, version: 1.0.0, title: Mine}",
            "rules:",
            "  - id: one",
            "    title: One",
        ),
        *(
            "    for: worker",
            f"    require: '{expression}'",
            "    severity: low",
            "    strength: may",
        ),
        *("    obligations: []", "    why: Reasons.", "    remedy: Change it."),
    ]
    file.write_text("\n".join(lines), encoding="utf-8")

    assert [rule.id for rule in load_rules(file).rules] == ["one"]


def test_a_rule_cites_what_its_obligations_demand(pack):
    """
    Document, section and statement of the obligations can be read off the pack.
    """
    rule = pack.rule("internal-audit-overdue")

    assert (
        pack.source(rule) == "Operating a Peer Support Service, Policies & procedures (GOV-POL-04)"
    )
    assert pack.criteria(rule) == "An internal audit every six months is normally enough."


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_has_a_meaning(code):
    """
    A code is explained in one sentence.
    """
    assert code.meaning.endswith(".")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[1, 2]", "not a register"),
        ('{"obligations": [{"id": "X-1"}]}', "no key 'source'"),
        (
            '{"obligations": [{"id": "X-1", "source": "", "section": "s", "statement": "s", "severity": "low", "strength": "may"}]}',
            "empty or wrong text",
        ),
        ('{"obligations": [7]}', "not a register"),
        ('{"obligations": [], "definitions": [{"id": "X"}]}', "no key 'source'"),
        (
            '{"obligations": [], "ambiguities": [{"source": "a", "issue": "", "decision": "b"}]}',
            "'issue'",
        ),
        ("{", "cannot be read"),
    ],
)
def test_a_broken_register_is_an_error_of_the_pack(tmp_path, content, words):
    """
    The error names the register and what is wrong with it.
    """
    (tmp_path / "register.json").write_text(content, encoding="utf-8")
    text = "pack: {id: a, version: 1.0.0, title: A, obligations: register.json}\n"
    (tmp_path / "pack.yml").write_text(text, encoding="utf-8")

    with pytest.raises(RuleFileError) as caught:
        load_rules(tmp_path)

    (problem,) = caught.value.problems
    assert (problem.code, problem.span.line) == ("PC001", 1)
    assert words in problem.message


def test_a_pack_that_may_not_be_read_is_an_error(tmp_path, monkeypatch):
    """
    A folder or a file without permission is named.
    """
    (tmp_path / "pack.yml").write_text("pack: {}\n", encoding="utf-8")

    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(RuleFileError, match="Permission denied"):
        load_rules(tmp_path)
    monkeypatch.setattr(Path, "rglob", refuse)
    with pytest.raises(RuleFileError, match="Permission denied"):
        load_rules(tmp_path)


def test_a_pack_extends_only_a_pack_that_is_there(tmp_path):
    """
    An extended folder without rule files is reported like a missing pack.
    """
    (tmp_path / "base").mkdir()
    (tmp_path / "own").mkdir()
    text = "pack: {id: own, version: 1.0.0, title: Own, extends: base}\n"
    (tmp_path / "own" / "pack.yml").write_text(text, encoding="utf-8")

    with pytest.raises(RuleFileError, match="holds no rule file"):
        load_rules(tmp_path / "own")
