"""The pages of the lint codes: each example is found as its page says, and the mended one is not."""

import re
from pathlib import Path

import pytest

from peercomply.rules.case_keys import STATES
from peercomply.rules.cases import Case, Expected, load_cases
from peercomply.rules.files import find_pack
from peercomply.rules.lint import lint
from peercomply.rules.lint_codes import Lint
from peercomply.rules.lint_files import unchecked
from peercomply.rules.load import load_rules
from worlds import DAY, world

HEADER = "pack: {id: example, version: 1.0.0, title: Example%s}\n"

_FILE = re.compile(r"`([a-z.]+)`:\n\n```[a-z]+\n(.*?)```", re.DOTALL)


def files(page, heading):
    """Return the files of the example under *heading* of *page*."""
    text = page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    return dict(_FILE.findall(text.partition("\n## ")[0]))


def codes(example, folder, code):
    """Return the codes that the lint of *example* gives."""
    folder.mkdir()
    register = ", obligations: obligations.json" if "obligations.json" in example else ""
    for name, text in {"pack.yml": HEADER % register, **example}.items():
        (folder / name).write_text(text, encoding="utf-8")
    pack = load_rules(folder)
    cases = load_cases(folder, pack) or [_stand_in(rule) for rule in pack.rules]
    issues = lint(pack, cases, find_pack(folder))
    return [issue.code for issue in [*issues, *(unchecked(pack) if code is Lint.UNCHECKED else [])]]


def _stand_in(rule):
    """Return a case that expects every outcome; the examples leave cases out."""
    expect = {state: Expected(state=state) for state in STATES}
    return Case(
        rule=rule.id, name="all", as_of=DAY, snapshot=world(), expect=expect, span=rule.span
    )


@pytest.mark.parametrize("code", Lint, ids=lambda code: code.value)
def test_the_examples_of_a_page_are_as_it_says(code, tmp_path):
    """
    The first example gives exactly the code of the page, and the mended one gives none.
    """
    page = Path(f"docs/lint/{code.value}.md")

    assert codes(files(page, "Found"), tmp_path / "found", code) == [code]
    assert codes(files(page, "Mended"), tmp_path / "mended", code) == []


def test_there_is_no_page_without_a_code():
    """
    The pages are those of the codes.
    """
    assert {page.stem for page in Path("docs/lint").iterdir()} == {code.value for code in Lint}
