"""The command init: a proposal for reading an export."""

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode


def test_cells_that_hold_lists_do_not_change_the_separator(tmp_path, capsys):
    """
    Rows are split as the headings are, however many semicolons a set has.
    """
    (tmp_path / "position_descriptions.csv").write_text(
        "id,position_id,kind,approved_on,sections\n"
        "PD1,P1,position_description,2026-02-28,purpose; scope; duties; hours; boundaries; pay\n"
    )

    assert run(["init", str(tmp_path)]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "not understood" not in out
    assert out.count("100 %   its name") == 5
