"""Options of a check that stand in a file."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from peercomply.cli import run
from peercomply.cli.config import KEYS, read_config
from peercomply.cli.exit_codes import ExitCode
from peercomply.errors import ConfigError
from peercomply.rules.json_schema import schema_of

HARBOUR = str(Path(__file__).parents[2] / "fixtures" / "harbour")
DAY = ("--as-of", "2026-11-22")

PACK = """pack: {id: ours, version: 1.0.0, title: Ours}
rules:
  - {id: worker-without-level, title: Worker without a level, for: worker, present: level, severity: low,
     strength: should, obligations: [X-1], why: It harms., remedy: Mend it.}
"""


@pytest.fixture
def config(tmp_path):
    """Return a function that writes a configuration and returns its path."""

    def write(text):
        path = tmp_path / "peercomply.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def check(*arguments):
    return run(["check", HARBOUR, *DAY, *map(str, arguments)])


def test_options_of_the_file_are_used(config, capsys):
    """
    A gate that is never shut and a short table, as the file says.
    """
    path = config("fail_on: never\ntop: 2\n")

    assert check("--config", path) is ExitCode.CLEAN
    assert "191 more findings not shown" in capsys.readouterr().out


def test_an_option_of_the_command_line_comes_first(config, capsys):
    """
    Whoever types an option means it, before or after --config.
    """
    path = config("fail_on: never\ntop: 2\nformat: json\n")

    assert check("--fail-on", "high", "--config", path, "--format", "table") is ExitCode.FINDINGS
    assert "191 more findings not shown" in capsys.readouterr().out


def test_packs_are_found_from_the_file(config, tmp_path, capsys):
    """
    A path in the file starts at the file; the name of a shipped pack stays a name.
    """
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "pack.yml").write_text(PACK, encoding="utf-8")

    check("--config", config("rules: [peer-support, ours]\nfail_on: never\n"), "--top", "0")

    out = capsys.readouterr().out
    assert "ours 1.0.0" in out
    assert "peer-support 0.1.0" in out


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("fail-on: never", "1:1", "did you mean 'fail_on'?"),
        ("fail_on: bad", "1:10", "one of extreme, high, medium, low, never"),
        ("engine: turbo", "1:9", "one of auto"),
        ("max_unknown: 120", "1:14", "a number from 0 to 100"),
        ("max_unknown: -1", "1:14", "a number from 0 to 100"),
        ("top: 2.5", "1:6", "a whole number"),
        ("strict: no", "1:9", "one of true, false"),
        ("rules: peer-support", "1:8", "a list"),
        ("rules: []", "1:8", "at least one pack"),
        ("rules: [[a]]", "1:9", "the name of a shipped pack, or a path"),
        ("- top", "1:1", "a mapping"),
        ("top: [", "1:", "well-formed YAML"),
    ],
)
def test_what_is_no_option_is_said_with_its_place(text, place, words, config, capsys):
    """
    A slip in the file ends the run before anything is checked, with exit code 2.
    """
    path = config(text)

    assert check("--config", path) is ExitCode.USAGE
    said = capsys.readouterr().err
    assert f"{path}:{place}" in said
    assert words in said


def test_every_problem_of_the_file_is_listed(config):
    """
    Three slips are three problems.
    """
    with pytest.raises(ConfigError) as caught:
        read_config(config("top: x\nstrict: maybe\nrulez: []\n"))

    assert [problem.code for problem in caught.value.problems] == ["PC204", "PC204", "PC201"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(content, tmp_path, capsys):
    """
    No file, and one that is no text, are told apart.
    """
    path = tmp_path / "peercomply.yaml"
    if content is not None:
        path.write_bytes(content)

    assert check("--config", path) is ExitCode.USAGE
    assert "cannot be read" in capsys.readouterr().err


def test_an_empty_file_changes_nothing(config):
    """
    A file with only a comment has no options.
    """
    assert read_config(config("# none yet\n")) == {}


def test_the_schema_fits_a_file_that_is_read(config):
    """
    Every option, as an editor sees it.
    """
    text = (
        "rules: [peer-support]\nengine: memory\nformat: json\nfail_on: high\n"
        "max_unknown: 2.5\nstrict: true\ncross_check: false\ntop: 10\n"
    )
    jsonschema.validate(yaml.safe_load(text), schema_of(KEYS))

    assert set(read_config(config(text))) == {
        "packs", "engine", "form", "fail_on", "max_unknown", "strict", "cross_check", "top",
    }  # fmt: skip
