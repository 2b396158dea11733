"""The pages that are made from the code, and the commands of the README."""

import importlib.util
import re
from pathlib import Path

import yaml

from peercomply.rules.load import load_rules
from peercomply.rules.load_rule import FORMS


def generator():
    spec = importlib.util.spec_from_file_location("generate", "docs/generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date():
    """
    A page that is made from the code says what the code says; `make docs` rewrites it.
    """
    pages = generator().pages()

    assert [
        str(path)
        for path, text in pages.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ] == []


def test_the_sql_of_rules_is_up_to_date():
    """
    Each rule has a file with its SQL, or with the reason why it has none, and no other has one.
    """
    made, pack = generator(), load_rules("peer-support")
    folder = Path("docs/rules/sql")

    assert {path.stem for path in folder.iterdir()} == {rule.id for rule in pack.rules}
    one_of_each_form = {type(rule.form): rule for rule in pack.rules}.values()
    for rule in (*pack.rules[::40], *one_of_each_form):
        text = (folder / f"{rule.id}.sql").read_text(encoding="utf-8")
        assert text == made.sql_page(rule, pack)


def test_the_makefile_has_the_commands_of_the_readme():
    """
    The README names make demo and make test, and both are there.
    """
    readme = Path("README.md").read_text(encoding="utf-8")
    makefile = Path("Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^make (\w+)$", readme, re.MULTILINE)

    assert commands == ["demo", "test"]
    assert all(f"\n{command}:" in makefile for command in commands)


def test_links_of_the_pages_lead_somewhere():
    """
    Every relative link of the documentation names a file that is there.
    """
    broken = [
        (str(page), link)
        for page in [*Path().glob("*.md"), *Path("docs").rglob("*.md")]
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]

    assert broken == []


def test_the_pack_of_the_rule_documentation_loads(tmp_path):
    """
    The first example of the language reference is a pack, and its cases pass.
    """
    from peercomply.findings.cases import run_cases

    text = Path("docs/rules.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    first, extending, adding = (block for block in blocks if block.startswith("pack:"))
    (cases,) = (block for block in blocks if block.startswith("as_of:"))
    (tmp_path / "my.yml").write_text(first, encoding="utf-8")
    (tmp_path / "my.cases.yml").write_text(cases, encoding="utf-8")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "ours.yml").write_text(extending, encoding="utf-8")
    (tmp_path / "adding").mkdir()
    (tmp_path / "adding" / "fleet.yml").write_text(adding, encoding="utf-8")
    pack = load_rules(tmp_path / "my.yml")

    assert all(result.passed for result in run_cases(pack, tmp_path))
    assert len(yaml.safe_load(cases)["cases"]) == 2
    assert len(load_rules(tmp_path / "ours").changes) == 2
    assert (
        load_rules(tmp_path / "adding").schema["vehicle"].cls(id="V1", program_id="P1").kind is None
    )


def test_every_fact_of_an_added_field_is_documented():
    """
    The language reference names all keys and types that a field may have.
    """
    from peercomply.rules.load_field import _FACTS, _TYPES

    text = Path("docs/rules.md").read_text(encoding="utf-8")

    for name in (*_FACTS, *_TYPES, "type", "meaning", "privacy", "required", "csv"):
        assert f"`{name}`" in text


def test_every_check_form_and_function_is_documented():
    """
    The language reference names all of them.
    """
    from peercomply.rules.calls import _FUNCTIONS

    text = Path("docs/rules.md").read_text(encoding="utf-8")

    assert all(f"`{form}`" in text for form in FORMS)
    assert all(f"`{name}(" in text or f" `{name}(" in text for name in _FUNCTIONS)
