"""Writes the pages of docs/ that are made from the code, and the example in the README."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from datetime import date
from pathlib import Path

import yaml

import peercomply
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.schema import all_schemas
from peercomply.documents.codes import Code
from peercomply.documents.keys import Either, Holds, Keys, ListOf, Named, OneOf, Shape
from peercomply.errors import DialectError
from peercomply.intake.mapping.keys import FIELD as FIELD_MAPPING
from peercomply.intake.mapping.keys import IMPORT, LOOKUP, TABLE
from peercomply.intake.mapping.load import shipped_profiles
from peercomply.intake.places import severity_of
from peercomply.intake.sources import ENDINGS
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RECORD_TYPES, RecordType
from peercomply.report.issue_pages import Example
from peercomply.report.issue_pages import pages as about_issues
from peercomply.report.rules.pages import pages as about_rules
from peercomply.report.rules.sql import render as as_sql
from peercomply.report.table import render
from peercomply.rules.calls import FUNCTIONS
from peercomply.rules.case_keys import CASE
from peercomply.rules.cases import load_cases
from peercomply.rules.causes import KEYS as CAUSE
from peercomply.rules.extends import KEYS as CHANGE
from peercomply.rules.lint_codes import Lint
from peercomply.rules.load_field import KEYS as FIELD
from peercomply.rules.load_parameters import KEYS as PARAMETER
from peercomply.rules.load_parameters import VALUE
from peercomply.rules.load_rule import FORMS
from peercomply.rules.load_rule import KEYS as RULE
from peercomply.rules.load_schema import ENUMERATION
from peercomply.rules.load_type import KEYS as RECORD_TYPE
from peercomply.rules.print_rule import described as keys_of_rule
from peercomply.rules.profiles import KEYS as PROFILE
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.rule_file import FILE, HEADER

ROOT = Path(__file__).parent.parent
NOTE = "<!-- Made from the code by `make docs`; do not edit by hand. -->\n\n"
DAY = date(2026, 11, 22)
SHOWN = 8


def pages() -> dict[Path, str]:
    """Return every generated file with its text, but for the README, which two engines check."""
    docs = ROOT / "docs"
    templates = {
        docs / "templates" / f"{name}.csv": ",".join(described.fields) + "\n"
        for name, described in RECORD_TYPES.items()
    }
    return {
        docs / "records.md": NOTE + records(),
        docs / "exit-codes.md": NOTE + exit_codes(),
        docs / "data-issues.md": NOTE + data_issues(),
        docs / "rule-errors.md": NOTE + rule_errors(),
        docs / "language.md": NOTE + language(),
        **{
            docs / "schemas" / f"{name}.schema.json": json.dumps(schema, indent=2) + "\n"
            for name, schema in all_schemas().items()
        },
        docs / "lint.md": NOTE + lint_codes(),
        docs / "mapping.md": NOTE + mapping(),
        **issue_pages(),
        **{page: lint_page(code, page) for code, page in lint_pages().items()},
        **templates,
        **rule_pages(),
    }


def rule_pages() -> dict[Path, str]:
    """Return the pages about the shipped rules."""
    pack = peercomply.load_rules("peer-support")
    found = about_rules(pack, load_cases("peer-support", pack))
    return {ROOT / "docs" / "rules" / name: NOTE + text for name, text in found.items()}


def sql_page(rule: Rule, pack: Pack) -> str:
    """Return the file with the SQL of a rule, or why it has none."""
    try:
        return as_sql(rule, pack, DAY, "duckdb")
    except DialectError as error:
        return "".join(f"-- {line}\n" for line in str(error).splitlines())


def sql_pages() -> dict[Path, str]:
    """Return the SQL of every shipped rule; it takes a minute."""
    pack = peercomply.load_rules("peer-support")
    folder = ROOT / "docs" / "rules" / "sql"
    return {folder / f"{rule.id}.sql": sql_page(rule, pack) for rule in pack.rules}


def records() -> str:
    """Return the data dictionary."""
    parts = [
        "# Records\n\n"
        "An export is a folder of CSV files named after these record types (`worker.csv`, `Workers.csv`\n"
        "and `workers.tsv` are all read), or one JSON document with a list for each. Empty templates\n"
        "with all headings stand in [templates](templates). A file that is not there is not the same as\n"
        "an empty one: without it, rules that need it are unknown. A pack can add fields and record types\n"
        "([writing rules](rules.md#adding-fields-and-record-types)).\n\n"
        "A field marked * is required: a row without it is rejected, and named. Privacy classes: public;\n"
        "internal, may stand beside a record key; personal and sensitive, never shown.\n"
    ]
    area = ""
    for described in RECORD_TYPES.values():
        if described.info.area != area:
            area = described.info.area
            parts.append(f"## {area.capitalize()}\n")
        parts.append(_record_type(described))
    return "\n".join(parts)


def _record_type(described: RecordType) -> str:
    lines = [f"### {described.name}\n", f"{described.info.title}.\n"]
    lines.append("| field | type | meaning | privacy |\n|---|---|---|---|")
    for field in described.fields.values():
        name = f"{field.name} *" if field.required else field.name
        lines.append(f"| {name} | {_type(field)} | {_meaning(field)} | {field.privacy} |")
    info = described.info
    for label, text in (("active", info.active), ("open", info.open)):
        if text:
            lines.append(f"\n`{label}` in rules: `{text}`")
    if info.date_order:
        lines.append(
            "\nMust hold where both are there: " + ", ".join(f"`{o}`" for o in info.date_order)
        )
    return "\n".join(lines) + "\n"


def _type(field: FieldInfo) -> str:
    words = field.type.value
    if field.type in (FieldType.SET, FieldType.MAPPING) and field.of is not None:
        words = f"{words} of {field.of.value}"
    if field.to:
        words += " to " + " or ".join(field.to)
    return words


def _meaning(field: FieldInfo) -> str:
    words = field.meaning
    if field.unit:
        words += f" Unit: {field.unit}."
    limits = [("from", field.minimum), ("to", field.maximum)]
    limits = [f"{word} {limit}" for word, limit in limits if limit is not None]
    if limits:
        words += f" Range: {' '.join(limits)}."
    if field.values:
        words += f" One of: {', '.join(field.values)}."
    if field.csv:
        words += f" In a cell: {field.csv}."
    return words.replace("|", "\\|")


def exit_codes() -> str:
    """Return the page of exit codes."""
    rows = "\n".join(f"| {code.value} | {code.name} | {code.meaning} |" for code in ExitCode)
    return (
        "# Exit codes\n\n| code | name | meaning |\n|---|---|---|\n"
        f"{rows}\n\nWhere several apply, 70 wins, then 4, 3 and 2, then 1, then 5.\n"
    )


def issue_pages() -> dict[Path, str]:
    """Return the page of each data issue, with the first bad export of the tests that shows it."""
    folder = ROOT / "tests" / "bad_exports"
    examples: dict[IssueCode, Example] = {}
    for case in yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8")).items():
        name, expected = case
        codes = {IssueCode(code) for code in expected.get("issues", ())} - set(examples)
        files = {one.name: one.read_bytes() for one in sorted((folder / name).iterdir())}
        if codes and all(len(data) < 600 and is_text(data) for data in files.values()):
            found = peercomply.load_snapshot(folder / name).provenance.issues
            texts = {file: data.decode() for file, data in files.items()}
            for code in codes:
                issue = next(one for one in found if one.code is code)
                examples[code] = Example(texts, issue)
    pages = about_issues(examples)
    return {ROOT / "docs" / "data-issues" / name: NOTE + text for name, text in pages.items()}


def is_text(data: bytes) -> bool:
    """Whether *data* can stand on a page."""
    try:
        return data.decode().isprintable() or not set(data.decode()) & {"\0", "\ufffd"}
    except UnicodeDecodeError:
        return False


def mapping() -> str:
    """Return the reference of mappings."""
    parts = [
        "# Reading exports that are not in our shape\n\n"
        "`peercomply init EXPORT` proposes a mapping and writes it beside the export as `peercomply.yaml`; a person\n"
        "corrects it. `check`, `data` and `explain` find it there, or take it by `--config`. It stands under `import`.\n"
        "[fixtures/messy](../fixtures/messy) shows one for a workbook, a list of names and a register.\n\n"
        "Formats: "
        + ", ".join(f"`{ending}`" for ending in ENDINGS)
        + f", and databases by URL\n(`pip install 'peercomply[database]'`). Shipped profiles: {', '.join(shipped_profiles())}.\n"
    ]
    parts += [keys_table(keys, "##") for keys in (IMPORT, TABLE, FIELD_MAPPING, LOOKUP)]
    return "\n".join(parts)


def data_issues() -> str:
    """Return the page of data issues."""
    rows = "\n".join(
        f"| [{code.value}](data-issues/{code.value}.md) | {severity_of(code).value} | {code.meaning} |"
        for code in sorted(IssueCode, key=lambda one: one.value)
    )
    return (
        "# Data issues\n\nWhat can be wrong with an export. None of it stops the reading; what depends on\n"
        f"it is unknown in the report.\n\n| code | severity | meaning |\n|---|---|---|\n{rows}\n"
    )


def rule_errors() -> str:
    """Return the page of problems in rule files."""
    rows = "\n".join(f"| {code.value} | {code.meaning} |" for code in Code)
    return (
        "# Problems in rule files\n\nAll problems of all files are reported at once, each with its place,\n"
        f"what was expected and a hint. Nothing is checked.\n\n| code | meaning |\n|---|---|\n{rows}\n"
    )


def lint_codes() -> str:
    """Return the page of what `rules lint` looks for."""
    rows = "\n".join(f"| [{code.value}](lint/{code.value}.md) | {code.meaning} |" for code in Lint)
    return (
        "# What `peercomply rules lint` looks for\n\nRules that load and are probably not meant as they stand. Each code has a page with an example.\n\n"
        f"| code | meaning |\n|---|---|\n{rows}\n"
    )


def lint_pages() -> dict[Lint, Path]:
    """Return the page of each lint code."""
    return {code: ROOT / "docs" / "lint" / f"{code.value}.md" for code in Lint}


def lint_page(code: Lint, page: Path) -> str:
    """Return the page of a lint code with its heading and meaning brought up to date."""
    text = page.read_text(encoding="utf-8") if page.exists() else "<!-- code --><!-- end -->\n"
    head = f"<!-- code -->\n# {code.value}\n\n{code.meaning}\n<!-- end -->"
    return re.sub(r"<!-- code -->.*<!-- end -->", lambda _: head, text, flags=re.DOTALL)


def language() -> str:
    """Return the reference of the rule language: every key, check form and function."""
    pack = peercomply.load_rules(ROOT / "fixtures" / "language")
    parts = [
        "# The rule language\n\nEvery key, check form and function, with an example of each. "
        "[Writing rules](rules.md) tells how they\ngo together. The examples stand in "
        "[fixtures/language](../fixtures/language) and run with their cases:\n"
        "`peercomply rules test fixtures/language`. JSON Schemas for editors are in [schemas](schemas), "
        "and\n`peercomply schema` prints them.\n\n## Files\n"
    ]
    parts += [keys_table(keys, "###") for keys in (FILE, HEADER, RULE, CAUSE, PARAMETER, VALUE)]
    parts += [keys_table(keys, "###") for keys in (CHANGE, PROFILE)]
    parts += [keys_table(keys, "###") for keys in (ENUMERATION, FIELD, RECORD_TYPE, CASE)]
    parts.append("## Check forms\n")
    for key in RULE.keys:
        if key.name in RULE.exactly_one:
            found = mappings_of(key.holds)
            parts.append(f"### {key.name}\n\n{key.says}\n")
            parts += [keys_table(keys, "####", says=keys.says != key.says) for keys in found]
            parts += [example(rule) for rule in pack.rules if form_of(rule) == key.name]
    parts.append("## Functions\n\n| function | gives |\n|---|---|")
    parts.append("\n".join(f"| `{call}` | {says} |" for call, says in FUNCTIONS.values()) + "\n")
    for name in FUNCTIONS:
        rule = pack.rule(f"function-{name.replace('_', '-')}")
        parts.append(f"### {name}\n\n{example(rule)}")
    return "\n".join(parts)


def keys_table(keys: Keys, level: str, *, says: bool = True) -> str:
    """Return the keys of a mapping as a table; those that are required have a *."""
    said = f"{keys.says}\n\n" if says else ""
    rows = [
        f"| `{key.name}`{' *' if key.required else ''} | {key.says} | {in_words(key.holds)} |"
        for key in keys.keys
        if key.name not in keys.exactly_one
    ]
    if keys.exactly_one:
        rows.append(f"| one of {', '.join(keys.exactly_one)} * | the check form | see below |")
    table = "\n".join(rows)
    return (
        f"{level} Keys of: {keys.title}\n\n{said}| key | says | holds |\n|---|---|---|\n{table}\n"
    )


def in_words(shape: Shape) -> str:
    """Return what a value is, in words."""
    match shape:
        case OneOf(words=words):
            return " or ".join(words)
        case ListOf(item=item):
            return f"a list of: {in_words(item)}"
        case Named(value=value):
            return f"names, each with: {in_words(value)}"
        case Either(options=options):
            return "; or ".join(in_words(option) for option in options)
        case Keys(title=title):
            return title if title.startswith("a ") else f"the keys of: {title}"
        case Holds(value=value):
            return value
    raise AssertionError(shape)


def mappings_of(shape: Shape) -> list[Keys]:
    """Return the mappings that *shape* can be."""
    if isinstance(shape, Either):
        return [keys for option in shape.options for keys in mappings_of(option)]
    return [shape] if isinstance(shape, Keys) else []


def form_of(rule: Rule) -> str:
    """Return the key of the check form of *rule*; empty for an example of a function."""
    return (
        next(key for key in keys_of_rule(rule) if key in FORMS)
        if rule.id.startswith("example-")
        else ""
    )


def example(rule: Rule) -> str:
    """Return the text of *rule* as a block."""
    return f"```yaml\n{textwrap.dedent(rule.text).strip()}\n```\n"


def readme(text: str) -> str:
    """
    Return the README with the output of its example brought up to date.

    Where the second engine cannot be installed, its line stays as it is.
    """
    snapshot = peercomply.load_snapshot(ROOT / "fixtures" / "harbour")
    pack = peercomply.load_rules("peer-support")
    try:
        report = peercomply.check(snapshot, pack, as_of=DAY, cross_check=True)
    except peercomply.EngineUnavailableError:
        report = peercomply.check(snapshot, pack, as_of=DAY)
    output = "\n".join(line.rstrip() for line in render(report, top=SHOWN).splitlines())
    confirmed = re.search(r"^Confirmed: .*\n", text, re.MULTILINE)
    if confirmed is not None and report.cross_check is None:
        output = output.replace("Due soon:", f"{confirmed[0]}Due soon:", 1)
    block = f"<!-- output -->\n```text\n{output}\n```\n<!-- end of output -->"
    return re.sub(
        r"<!-- output -->.*<!-- end of output -->", lambda _: block, text, flags=re.DOTALL
    )


def main() -> None:
    """Write every page that has changed, and remove those of rules that are gone."""
    found = pages() | sql_pages()
    readme_page = ROOT / "README.md"
    found[readme_page] = readme(readme_page.read_text(encoding="utf-8"))
    for path in sorted(set((ROOT / "docs" / "rules").glob("**/*.*")) - set(found)):
        path.unlink()
    for path, text in found.items():
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
