"""The one sentence for people who read nothing else of a report."""

import attrs

from peercomply import check
from peercomply.findings.model import Assurance
from peercomply.report.statement import statement
from worlds import DAY, rule, worker, world


def frontline(*people, **options):
    return check(world(*people, **options), rule("worker", "require: frontline"), as_of=DAY)


def test_it_counts_findings_and_what_was_decided():
    """
    Numbers of rules, findings, records and outcomes stand in it, and the day.
    """
    report = frontline(worker("W1", frontline=False), worker("W2", frontline=True))

    assert statement(report).startswith("As of 22 November 2026, 1 rule was asked: 1 finding")
    assert "in 2 records, and 2 of 2 outcomes could be decided" in statement(report)


def test_a_report_that_rests_on_nothing_says_so():
    """
    Without a decided outcome the sentence is no all clear.
    """
    report = frontline()

    assert "nothing could be judged, so this says nothing about the service" in statement(report)
    assert "no findings" not in statement(report)


def test_each_thing_that_it_does_not_show_is_named():
    """
    Every gap of the assurance has its number in the sentence, one or many.
    """
    report = frontline(worker("W1", frontline=True))
    gaps = Assurance(
        records_in_scope=1,
        decided=1,
        undecided=2,
        not_supplied=("audit",),
        columns_not_supplied=("worker.name",),
        judged_nothing=("one",),
        not_judged=("other",),
        attested_only=("PER-MAN-01",),
        not_checkable=("PER-MAN-02", "PER-MAN-03"),
        issues_in_scope=1,
    )

    said = statement(attrs.evolve(report, assurance=gaps))

    assert said.endswith(
        "; bear in mind that 2 outcomes are unknown, 1 record type was not supplied, 1 column is"
        " missing, 2 rules judged no record, 1 flaw is in the data, 1 obligation rests on"
        " self-assessment alone and 2 obligations cannot be checked by rules."
    )
