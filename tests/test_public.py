"""What `import peercomply` gives."""

import subprocess
import sys

import pytest

import peercomply


def test_every_public_name_is_there():
    """
    Each name of __all__ can be used, and dir() lists the same names.
    """
    assert all(getattr(peercomply, name) is not None for name in peercomply.__all__)
    assert dir(peercomply) == sorted(peercomply.__all__)


def test_every_error_is_public():
    """
    Whoever catches an error finds it in the package itself.
    """
    from peercomply import errors

    raised = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }

    assert raised <= set(peercomply.__all__)


def test_an_unknown_name_is_an_attribute_error():
    """
    A misspelt name fails as on every module.
    """
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        peercomply.chekc  # noqa: B018


@pytest.mark.parametrize("command", ["import peercomply", "import peercomply.cli"])
def test_importing_the_package_brings_in_nothing_heavy(command):
    """
    Neither DuckDB nor the record types are imported before they are needed.
    """
    code = f"{command}; import sys; print(sorted({{'duckdb', 'rich', 'tabulate', 'yaml'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_example_of_the_documentation_runs(capsys):
    """
    Rules, snapshot, check: three calls, and the library prints nothing itself.
    """
    from datetime import date

    pack = peercomply.load_rules("rules/peer-support")
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    report = peercomply.check(snapshot, pack, as_of=date(2026, 11, 22))

    count = len(report.findings)
    assert [finding.rank for finding in report.findings] == list(range(1, count + 1))
    assert count > 100
    assert all(finding.rule.id and finding.breaches for finding in report.findings)
    assert capsys.readouterr() == ("", "")
