"""Findings that stand below the finding that explains them."""

import json

import pytest

import peercomply
from peercomply import check
from peercomply.engines.explain import explain
from peercomply.findings.rating import Rating
from peercomply.report import explain as explain_report
from peercomply.report.json import document
from peercomply.report.table import render
from peercomply.rules.print_rule import print_rule
from worlds import DAY, HEADER, pack, record, worker, world

GRADES = "severity: {severity}, strength: {strength}, obligations: [X-1], why: It harms., remedy: Mend it."


def one(rule_id, subject, form, causes="", severity="high", strength="should"):
    """Write a rule on one line."""
    named = f"consequence_of: {causes}, " if causes else ""
    grades = GRADES.format(severity=severity, strength=strength)
    return (
        f"  - {{id: {rule_id}, title: About {rule_id}, for: {subject}, {form}, {named}{grades}}}\n"
    )


def rules(*lines):
    return pack(HEADER + "rules:\n" + "".join(lines))


NOBODY = one("nobody-helps", "worker", "present: manager_id")
ALONE = one("alone", "worker", "present: {of: supervision}", "[nobody-helps]")
UNTAUGHT = one("untaught", "worker", "require: frontline", "[alone]")


def ids(findings):
    return [finding.rule.id for finding in findings]


def test_a_finding_of_which_every_breach_is_explained_stands_below_its_cause():
    """
    The worker without a manager is one finding; that nobody supervises the person stands below it.
    """
    report = check(world(worker(), supplied=["supervision"]), rules(NOBODY, ALONE), as_of=DAY)

    cause, effect = report.findings
    assert ids(report.leading) == ["nobody-helps"]
    assert cause.consequences == (effect.id,)
    assert effect.consequence_of == cause.id
    assert (cause.rank, effect.rank) == (1, 2)
    assert effect.rank_reason.startswith("a consequence of nobody-helps, below which it stands")
    assert str(effect.breaches[0].caused_by[0].subject) == "worker:W1"


def test_a_breach_of_its_own_keeps_a_finding_where_it_is():
    """
    Only one of two workers has no manager, so supervision is a finding of its own for both.
    """
    people = worker("W1"), worker("W2", manager_id="W1")

    report = check(world(*people, supplied=["supervision"]), rules(NOBODY, ALONE), as_of=DAY)

    assert sorted(ids(report.leading)) == ["alone", "nobody-helps"]
    alone = next(found for found in report.findings if found.rule.id == "alone")
    assert [len(breach.caused_by) for breach in alone.breaches] == [1, 0]


def test_a_cause_that_is_unknown_explains_nothing():
    """
    What nobody knows does not make a finding smaller.
    """
    doubts = {("worker", "W1", "manager_id"): ()}

    report = check(
        world(worker(), supplied=["supervision"], doubts=doubts), rules(NOBODY, ALONE), as_of=DAY
    )

    assert ids(report.leading) == ["alone"]
    assert report.leading[0].breaches[0].caused_by == ()


def test_a_consequence_of_a_consequence_stands_below_the_first_cause():
    """
    A chain of causes is followed to its end.
    """
    people = world(worker(frontline=False), supplied=["supervision"])

    report = check(people, rules(UNTAUGHT, ALONE, NOBODY), as_of=DAY)

    (cause,) = report.leading
    assert cause.rule.id == "nobody-helps"
    assert len(cause.consequences) == 2
    assert {finding.consequence_of for finding in report.findings[1:]} == {cause.id}


def test_the_chain_breaks_where_a_cause_does_not_fail():
    """
    A supervised worker is not alone, so what the person was not taught is not explained.
    """
    people = world(worker(frontline=False), record("supervision", "S1", worker_id="W1"))

    report = check(people, rules(UNTAUGHT, ALONE, NOBODY), as_of=DAY)

    assert sorted(ids(report.leading)) == ["nobody-helps", "untaught"]


def test_a_finding_that_several_explain_stands_below_the_one_that_explains_most():
    """
    Two of three breaches come from the missing level, one from the missing manager.
    """
    level = one("no-level", "worker", "present: level")
    both = one("both", "worker", "require: frontline", "[nobody-helps, no-level]")
    people = [
        worker("W1", frontline=False, level="other"),
        worker("W2", frontline=False, manager_id="W1"),
        worker("W3", frontline=False, manager_id="W1"),
    ]

    report = check(world(*people), rules(NOBODY, level, both), as_of=DAY)

    cause = next(found for found in report.leading if found.rule.id == "no-level")
    effect = next(found for found in report.findings if found.rule.id == "both")
    assert effect.consequence_of == cause.id


def test_a_cause_stands_where_the_worst_of_its_consequences_would():
    """
    A finding of low severity with a critical consequence comes before one of high severity.
    """
    low = one("low-cause", "worker", "present: manager_id", severity="low")
    bad = one("bad-effect", "worker", "require: frontline", "[low-cause]", severity="critical")
    other = one("other", "worker", "present: level")

    report = check(world(worker(frontline=False)), rules(other, low, bad), as_of=DAY)

    assert ids(report.findings) == ["low-cause", "other", "bad-effect"]
    assert report.findings[0].rating < Rating.HIGH
    assert "it stands here for its consequence bad-effect" in report.findings[0].rank_reason
    worst = max(finding.rating for finding in report.findings)
    assert report.at_least(worst)[0].rule.id == "bad-effect"


def test_a_cause_can_lie_in_the_record_that_a_reference_leads_to():
    """
    A worker whose manager left stands below the manager; one without a manager does not.
    """
    left = one("manager-left", "worker", "require: missing(ended_on)")
    alone = one(
        "alone",
        "worker",
        "present: {of: supervision}",
        "[{rule: manager-left, through: manager}]",
    )
    people = [worker("W1", ended_on="2026-01-01", level="other"), worker("W2", manager_id="W1")]
    sessions = [record("supervision", "S1", worker_id="W1")]

    report = check(world(*people, *sessions), rules(left, alone), as_of=DAY)
    orphan = check(world(worker("W2"), *sessions), rules(left, alone), as_of=DAY)

    assert ids(report.leading) == ["manager-left"]
    assert ids(orphan.leading) == ["alone"]


@pytest.mark.parametrize("home", ["program", "organisation"])
def test_a_cause_can_lie_in_the_home_of_the_record(home):
    """
    What is wrong with a program or an organisation explains what is wrong in it.
    """
    cause = one("home-wrong", home, "present: name")
    effect = one(
        "effect", "incident", "require: critical", f"[{{rule: home-wrong, through: {home}}}]"
    )
    records = [
        record("organisation", "O1"),
        record("program", "P1", organisation_id="O1"),
        record("incident", "I1", program_id="P1", critical=False),
    ]

    report = check(world(*records), rules(cause, effect), as_of=DAY)

    assert ids(report.leading) == ["home-wrong"]


@pytest.mark.parametrize(("item", "leading"), [("cash_handling", 1), ("past_non_conformance", 2)])
def test_a_cause_can_be_one_item_of_a_record(item, leading):
    """
    An audit that leaves cash out explains what is missing on cash, and nothing else.
    """
    areas = "{items: [cash_handling, past_non_conformance], of: audit.areas_covered}"
    cause = one("area-left-out", "program", f"covers: {areas}")
    effect = one("effect", "program", "present: hours", f"[{{rule: area-left-out, item: {item}}}]")
    audit = record(
        "audit", "A1", program_id="P1", areas_covered=frozenset({"past_non_conformance"})
    )

    report = check(world(record("program", "P1"), audit), rules(cause, effect), as_of=DAY)

    assert len(report.leading) == leading


def test_nothing_is_lost_in_the_report():
    """
    JSON holds every finding and breach, with what explains it; the table names what stands below.
    """
    lines = [NOBODY, ALONE, UNTAUGHT]
    lines += [one(f"more-{n}", "worker", "require: frontline", "[alone]") for n in range(3)]
    people = world(worker(frontline=False), supplied=["supervision"])

    report = check(people, rules(*lines), as_of=DAY)
    found = document(report)
    table = " ".join(render(report).split())

    assert len(found["findings"]) == 6
    assert len(found["findings"][0]["consequences"]) == 5
    assert found["findings"][1]["consequence_of"] == found["findings"][0]["id"]
    assert found["findings"][1]["breaches"][0]["caused_by"] == [
        {"rule": "nobody-helps", "subject": {"type": "worker", "id": "W1"}}
    ]
    assert "with 5 consequences: About alone (high, 1 of 1);" in table
    assert "and 2 more" in table
    assert "with 6 breaches; 5 of them are consequences of others" in table
    assert "most of them about: worker:W1 (6 findings)" in table


def test_a_rule_that_is_skipped_is_no_cause(tmp_path):
    """
    A pack that skips the cause keeps the consequence as a finding of its own.
    """
    (tmp_path / "below").mkdir()
    (tmp_path / "above").mkdir()
    text = "pack: {id: below, version: 1.0.0, title: Below}\nrules:\n" + NOBODY + ALONE + UNTAUGHT
    (tmp_path / "below" / "a.yml").write_text(text, encoding="utf-8")
    above = "pack: {id: above, version: 1.0.0, title: Above, extends: below}\n"
    above += "change: [{rule: nobody-helps, skip: true, reason: we have no managers}]\n"
    (tmp_path / "above" / "a.yml").write_text(above, encoding="utf-8")
    loaded = peercomply.load_rules(tmp_path / "above")

    assert loaded.rule("alone").causes == ()
    assert [cause.rule for cause in loaded.rule("untaught").causes] == ["alone"]


def test_the_explanation_of_a_record_names_what_explains_it():
    """
    explain says of which breach it is a consequence, in words and for programs; a pass has none.
    """
    used = rules(NOBODY, ALONE)
    people = world(
        worker("W1"), worker("W2", manager_id="W1"), record("supervision", "S1", worker_id="W2")
    )

    failed = explain(people, used, "alone", "worker:W1", as_of=DAY)
    passed = explain(people, used, "alone", "worker:W2", as_of=DAY)

    assert "  a consequence of nobody-helps, which worker:W1 fails\n" in explain_report.render(
        failed
    )
    assert json.loads(explain_report.render_json(failed))["caused_by"][0]["rule"] == "nobody-helps"
    assert passed.caused_by == ()


def test_causes_are_printed_as_they_are_read():
    """
    A cause alone is its id; with a way to it, or an item, it is a mapping.
    """
    areas = "{items: [cash_handling], of: audit.areas_covered}"
    causes = "[wrong, {rule: area, through: program, item: cash_handling}]"
    loaded = rules(
        one("wrong", "incident", "present: reported_on"),
        one("area", "program", f"covers: {areas}"),
        one("effect", "incident", "require: critical", causes),
    )

    text = print_rule(loaded.rule("effect"))

    assert "- wrong\n- rule: area\n  through: program\n  item: cash_handling\n" in text


def test_the_english_of_a_rule_names_its_causes():
    """
    Whose breach it is, and of which item, is said in words.
    """
    from peercomply.plan.lower import lower
    from peercomply.plan.sentences import sentences

    shipped = peercomply.load_rules("peer-support")
    said = sentences(lower(shipped.rule("response-process-missing")), shipped.parameters)

    assert (
        "A breach stands below that of required-policy-missing where its organisation fails it"
        " in response and escalation for participants."
    ) in said
