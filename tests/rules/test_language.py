"""One description of the keys: the loader, the JSON Schemas and the reference follow it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.documents.keys import Either, Keys, ListOf, Named
from peercomply.documents.reader import Reader
from peercomply.findings.cases import run_cases
from peercomply.rules import case_keys, rule_file
from peercomply.rules.calls import _FUNCTIONS, FUNCTIONS
from peercomply.rules.json_schema import schemas
from peercomply.rules.load import load_rules
from peercomply.rules.load_rule import FORMS
from peercomply.rules.print_rule import described

ROOT = Path(__file__).parents[2]
LANGUAGE = ROOT / "fixtures" / "language"
FORMS_FILE = ROOT / "tests" / "engines" / "every_form.yml"
FLEET = ROOT / "tests" / "fleet" / "rules"
OURS = """pack: {id: ours, version: 1.0.0, title: Ours, extends: peer-support}
change:
  - {rule: supervision-overdue, skip: true, reason: we do it in another way}
"""
FILES = sorted([*(ROOT / "rules").rglob("*.yml"), *LANGUAGE.glob("*.yml"),
                ROOT / "tests" / "engines" / "every_form.yml", *(ROOT / "tests" / "fleet").rglob("*.yml")])  # fmt: skip
BAD = ROOT / "tests" / "bad_rules"
CODES = yaml.safe_load((BAD / "expected.yml").read_text(encoding="utf-8"))


class Plain(yaml.SafeLoader):
    """A reader of YAML 1.2, as editors have it: days stay texts, and so do yes and no."""


Plain.yaml_implicit_resolvers = {
    char: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for char, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def document(path, loader):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def kind_of(path):
    return "cases" if path.name.endswith(".cases.yml") else "rules"


@pytest.mark.parametrize("loader", [Plain, yaml.BaseLoader], ids=["typed", "texts"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shipped_file_fits_its_schema(path, loader):
    """
    An editor that knows the schema marks nothing in a file that loads.
    """
    jsonschema.validate(document(path, loader), schemas()[kind_of(path)])


UNKNOWN = [
    name
    for name, found in CODES.items()
    if any("unknown key" in one["message"] for one in found) and name.endswith(".yml")
]


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_key_does_not_fit_the_schema(name):
    """
    What the loader does not know an editor marks too.
    """
    path = BAD / name
    validator = jsonschema.Draft202012Validator(schemas()["rules"])

    assert list(validator.iter_errors(document(path, yaml.BaseLoader)))


def test_schemas_are_schemas():
    """
    Both documents are valid JSON Schemas whose references lead somewhere.
    """
    for schema in schemas().values():
        jsonschema.Draft202012Validator.check_schema(schema)
        for part in json.dumps(schema).split('"$ref": "')[1:]:
            name = part.partition('"')[0].removeprefix("#/$defs/").replace("%20", " ")
            assert name in schema["$defs"]


def test_the_command_prints_the_schemas(tmp_path, capsys):
    """
    The schema of rules is the default, and can be written to a file.
    """
    file = tmp_path / "cases.schema.json"

    assert run(["schema"]) is ExitCode.CLEAN
    assert json.loads(capsys.readouterr().out) == schemas()["rules"]
    assert run(["schema", "cases", "--output", str(file)]) is ExitCode.CLEAN
    assert json.loads(file.read_text(encoding="utf-8")) == schemas()["cases"]


def mappings(shape):
    """Yield every mapping that *shape* is made of."""
    match shape:
        case Keys():
            yield shape
            for key in shape.keys:
                yield from mappings(key.holds)
        case ListOf(item=inner) | Named(value=inner):
            yield from mappings(inner)
        case Either(options=options):
            for option in options:
                yield from mappings(option)


def test_the_loader_asks_for_every_key_that_is_described(monkeypatch, tmp_path):
    """
    No description has a key that the loader would pass over in silence.
    """
    asked = {}
    get = Reader.get

    def noted(self, key, *, required=False):
        if self.keys is not None:
            asked.setdefault(self.keys.title, set()).add(key)
        return get(self, key, required=required)

    monkeypatch.setattr(Reader, "get", noted)
    (tmp_path / "pack.yml").write_text(OURS, encoding="utf-8")
    for location in ("peer-support", LANGUAGE, FORMS_FILE, FLEET, tmp_path):
        run_cases(load_rules(location), location)

    described_keys = {
        keys.title: set(keys.names)
        for file in (rule_file.FILE, case_keys.FILE)
        for keys in mappings(file)
    }
    lacking = {title: names - asked.get(title, set()) for title, names in described_keys.items()}
    assert {title: names for title, names in lacking.items() if names} == {}


def test_every_form_and_function_has_an_example_whose_cases_pass():
    """
    The examples of the reference run, each with a record that passes and one that fails.
    """
    pack = load_rules(LANGUAGE)
    results = run_cases(pack, LANGUAGE)
    used = {key for rule in pack.rules for key in described(rule) if key in FORMS}

    assert [result.differences for result in results if not result.passed] == []
    assert used == set(FORMS)
    assert set(FUNCTIONS) == set(_FUNCTIONS)
    for rule in pack.rules:
        states = {state for one in results if one.case.rule == rule.id for state in one.case.states}
        assert {"pass", "fail"} <= states
    for name in FUNCTIONS:
        assert f"{name}(" in pack.rule(f"function-{name.replace('_', '-')}").text
