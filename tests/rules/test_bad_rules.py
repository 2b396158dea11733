"""What is said about rule files with defects: code, place and hint, and nothing but RuleFileError."""

import contextlib
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.errors import RuleFileError
from peercomply.rules.load import load_rules

FOLDER = Path(__file__).parents[1] / "bad_rules"
EXPECTED = yaml.safe_load((FOLDER / "expected.yml").read_text(encoding="utf-8"))
SHIPPED = Path(__file__).parents[2] / "rules" / "peer-support"

RULE = """pack: {id: bad, version: 1.0.0, title: Bad rules}

rules:
  - id: worker-without-manager
    title: Worker without a manager
    for: worker
    when: active
    present: manager_id
    severity: high
    strength: should
    obligations: []
    why: Nobody helps.
    remedy: Name a manager.
"""


def problems_of(location):
    with pytest.raises(RuleFileError) as caught:
        load_rules(location)
    return caught.value.problems


@pytest.fixture
def bad(tmp_path):
    """Return a function that writes one rule file and returns its problems."""

    def write_and_load(content):
        file = tmp_path / "bad.yml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return problems_of(file)

    return write_and_load


def rule_with(when):
    return RULE.replace("when: active", f"when: '{when}'")


def test_every_broken_file_has_its_expectation():
    """
    Folder and table name the same files.
    """
    files = {path.name for path in FOLDER.iterdir()} - {"expected.yml"}

    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_defect_has_its_code_place_and_hint(name):
    """
    Exactly the expected problems are reported, each at its line and column.
    """
    problems = problems_of(FOLDER / name)

    found = [(p.code, f"{p.span.line}:{p.span.column}") for p in problems]
    assert found == [(one["code"], one["at"]) for one in EXPECTED[name]]
    for problem, one in zip(problems, EXPECTED[name], strict=True):
        assert one["message"] in problem.message
        assert problem.hint.startswith(one.get("hint", ""))
        assert bool(problem.hint) == ("hint" in one)


def test_all_problems_of_a_file_are_reported_at_once():
    """
    A file with three defects gives three problems, in the order of its lines.
    """
    problems = problems_of(FOLDER / "three_defects.yml")

    assert [(p.code, p.span.line) for p in problems] == [("PC303", 7), ("PC204", 9), ("PC201", 14)]


def test_problems_of_several_files_are_sorted_by_file_and_place(tmp_path):
    """
    The order of problems is that of file names and lines.
    """
    (tmp_path / "b.yml").write_text(RULE + "    extra: 1\n")
    second = RULE.split("\n", 1)[1].replace("worker-without", "W").replace("high", "hihg")
    (tmp_path / "a.yml").write_text(second)

    problems = problems_of(tmp_path)

    places = [(Path(p.span.source.path).name, p.span.line) for p in problems]
    assert places == [("a.yml", 3), ("a.yml", 8), ("b.yml", 14)]


def test_the_text_ends_with_the_number_of_problems():
    """
    The text of the error says how many problems there are and that nothing was checked.
    """
    with pytest.raises(RuleFileError) as caught:
        load_rules(FOLDER / "three_defects.yml")

    last = str(caught.value).splitlines()[-1]
    assert last == "3 problems in the rule files; nothing was checked"


def test_a_problem_is_shown_with_the_text_underlined(monkeypatch):
    """
    The text of a problem is place, code, message, line, underline, expectation and hint.
    """
    monkeypatch.chdir(FOLDER)

    (problem,) = problems_of("unknown_slug.yml")

    assert str(problem) == (
        "unknown_slug.yml:7:25: error[PC306] the field never holds 'volunter'\n"
        '    7 |     when: engagement == "volunter"\n'
        "                                ^^^^^^^^^^\n"
        "   expected: one of paid, volunteer, seconded, contractor, student, other\n"
        "   hint: did you mean 'volunteer'?"
    )


def test_a_problem_in_a_folded_expression_stands_on_its_own_line(monkeypatch):
    """
    Inside a folded block the line of the file is shown, and not the joined expression.
    """
    monkeypatch.chdir(FOLDER)

    (problem,) = problems_of("unknown_field_in_where.yml")

    lines = str(problem).splitlines()
    assert lines[0].startswith("unknown_field_in_where.yml:12:13: error[PC303]")
    assert lines[1:3] == [
        "   12 |         and heldd_on <= as_of",
        "                    ^^^^^^^^",
    ]


def test_the_span_of_a_problem_after_thai_letters_is_the_offending_text():
    """
    Letters of several bytes before a defect do not move its place.
    """
    (problem,) = problems_of(FOLDER / "thai_before.yml")

    text = problem.span.source.text[problem.span.start : problem.span.end]
    assert (problem.span.column, text) == (25, "specialisation")


def test_the_underline_stands_under_the_text_after_thai_letters():
    """
    Marks above and below letters take no column, so the underline starts under the defect.
    """
    (problem,) = problems_of(FOLDER / "thai_before.yml")

    line, underline = str(problem).splitlines()[1:3]
    before = line[: line.index("specialisation")]
    width = sum(unicodedata.category(char) != "Mn" for char in before)
    assert underline.index("^") == width


TOO_MUCH = {
    "lists in lists": ("a: " + "[" * 10_000 + "]" * 10_000, "PC104"),
    "block lists in lists": ("- " * 10_000 + "x", "PC104"),
    "mappings in mappings": ("{a: " * 10_000, "PC104"),
    "a long expression": (rule_with("is_peer and " * 1_700 + "is_peer"), "PC105"),
    "nested parentheses": (rule_with("(" * 500 + "is_peer" + ")" * 500), "PC104"),
    "many signs": (rule_with("-" * 9_000 + "1 > 0"), "PC104"),
    "a long path": (rule_with("manager." * 1_000 + "is_peer"), "PC104"),
    "a long sum": (rule_with("1 + " * 1_000 + "1 > 0"), "PC104"),
    "a million digits": (rule_with("hours_per_week > " + "9" * 1_000_000), "PC105"),
    "five thousand digits": (rule_with("hours_per_week > " + "9" * 5_000), "PC105"),
    "a hundred digits": (rule_with("hours_per_week > " + "9" * 100), "PC302"),
    "a power of ten": (rule_with("hours_per_week > 1e999999999"), "PC302"),
    "a limit that is a power of ten": (
        RULE.replace("present: manager_id", "count: {of: supervision, at_least: 1e999999999}"),
        "PC302",
    ),
    "a large file": ("# " + "x" * 4_000_000, "PC105"),
    "a NUL byte": ("pack: {id: a\0}", "PC101"),
    "an escaped half of a character": (RULE.replace("Nobody helps.", '"\\ud800"'), "PC101"),
    "bytes that are no UTF-8": (b"pack: \xff", "PC001"),
    "UTF-16": (RULE.encode("utf-16"), "PC001"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_is_refused(bad, name):
    """
    A file that is too large, too deep or no text at all gives one problem.
    """
    content, code = TOO_MUCH[name]

    assert [problem.code for problem in bad(content)] == [code]


def definitions(lines):
    return "pack: {id: bad, version: 1.0.0, title: T}\ndefine:\n  worker:\n" + "".join(
        f"    {line}\n" for line in lines
    )


def test_definitions_that_double_each_other_are_refused(bad):
    """
    Twenty definitions that name the next one twice would be a million parts; they are too large.
    """
    doubling = [f"a{n}: a{n + 1} and a{n + 1}" for n in range(20)]

    assert "PC105" in {problem.code for problem in bad(definitions([*doubling, "a20: is_peer"]))}


@pytest.mark.parametrize("direction", [1, -1])
def test_a_long_chain_of_definitions_is_refused(bad, direction):
    """
    Definitions that lead through more than a hundred others are too large, in any order.
    """
    chain = [*(f"a{n}: a{n + 1}" for n in range(250)), "a250: is_peer"]

    assert {problem.code for problem in bad(definitions(chain[::direction]))} == {"PC105"}


def test_a_list_of_texts_and_numbers_is_refused(bad):
    """
    The values of a list in an expression are of one type.
    """
    (problem,) = bad(rule_with('level in ("board", 3)'))

    assert (problem.code, problem.message) == ("PC305", "a list with a text and a number")


def test_a_value_left_out_is_called_empty(bad):
    """
    A key without a value is empty, and not a text.
    """
    (problem,) = bad(RULE.replace("present: manager_id", "present: manager_id\n    let:"))

    assert problem.message == "'let' is empty"


def test_a_path_that_leads_nowhere_names_the_shipped_packs(tmp_path):
    """
    The problem of a missing pack says which packs come along.
    """
    (problem,) = problems_of(tmp_path / "none")

    assert problem.code == "PC001"
    assert "peer-support" in problem.message


def test_a_folder_without_rule_files_is_no_pack(tmp_path):
    """
    An empty folder is reported as such.
    """
    (problem,) = problems_of(tmp_path)

    assert problem.message == "the folder holds no rule file (*.yml)"


def only_rule_file_errors(folder, text):
    file = folder / "fuzzed.yml"
    file.write_text(text, encoding="utf-8")
    with contextlib.suppress(RuleFileError):
        load_rules(file)


@settings(max_examples=60)
@given(st.text())
def test_any_text_is_read_or_refused(tmp_path, text):
    """
    Nothing but RuleFileError is raised for a text of any kind.
    """
    only_rule_file_errors(tmp_path, text)


WORDS = st.sampled_from(
    [
        *"pack rules define parameters id title for when or present latest of within where by".split(),
        *"enumerations fields record_types type values meaning privacy date enum ref to".split(),
        *"worker supervision.held_on active P1M as_of this. count( any( ) and not == < in".split(),
        *[
            "- ",
            ": ",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
            "|",
            ">-\n",
            "#",
            "&a",
            "*a",
        ],
        *["!t ", "---\n", "\t", "ü", "\\", "0x1", "no"],
    ]
)


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_anything_like_a_rule_file_is_read_or_refused(tmp_path, text):
    """
    Nothing but RuleFileError is raised for words and signs of rule files in any order.
    """
    only_rule_file_errors(tmp_path, text)


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=12).map("".join))
def test_any_expression_is_read_or_refused(tmp_path, text):
    """
    Nothing but RuleFileError is raised for an expression of any kind.
    """
    quoted = "'" + text.replace("'", "''").replace("\n", " ") + "'"

    only_rule_file_errors(tmp_path, RULE.replace("when: active", f"when: {quoted}"))


def shipped_text():
    pack = (
        (SHIPPED / "pack.yml")
        .read_text(encoding="utf-8")
        .replace("  obligations: obligations.json\n", "")
    )
    return pack + "\n" + (SHIPPED / "governance" / "audits.yml").read_text(encoding="utf-8")


@st.composite
def mutated(draw):
    text = shipped_text()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 20)))
        text = text[:start] + draw(st.one_of(st.just(""), WORDS, st.text(max_size=3))) + text[end:]
    return text


@settings(max_examples=60)
@given(mutated())
def test_a_real_rule_file_with_slips_is_read_or_refused(tmp_path, text):
    """
    Nothing but RuleFileError is raised for shipped rules after deletions and insertions.
    """
    only_rule_file_errors(tmp_path, text)
