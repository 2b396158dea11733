"""Pseudonyms stand wherever a report names a record, and only there."""

import attrs
import pytest

import peercomply
from peercomply.engines.causes import CausedBy
from peercomply.engines.outcomes import Mention, State, Wording
from peercomply.findings.cross_check import CrossCheck, Disagreement, Late, Said
from peercomply.findings.decisions.apply import waived
from peercomply.findings.decisions.model import Waiver
from peercomply.findings.privacy.ahead import pseudonymised_forecast
from peercomply.findings.privacy.keyed import WITHHELD, item_under, pseudonymised, under_keys
from peercomply.findings.privacy.pseudonyms import LENGTH, Pseudonyms
from peercomply.records.provenance import RecordKey
from worlds import DAY, record, rule, supervision, worker, world

NAMES = Pseudonyms(bytes(range(32)))


def report_of(pack, *records, supplied=()):
    return peercomply.check(world(*records, supplied=supplied), pack, as_of=DAY)


def breaches(report):
    return [breach for finding in report.findings for breach in finding.breaches]


def test_a_pseudonym_is_the_same_in_every_run():
    """
    It is a part of an HMAC of the key and nothing else, so other programs can make it, too.
    """
    assert NAMES.key("W017") == "p-dbb27dd305f0048e"
    assert Pseudonyms(bytes(range(32))).key("W017") == NAMES.key("W017")
    assert Pseudonyms(bytes(range(1, 33))).key("W017") != NAMES.key("W017")
    assert len(NAMES.key("ก")) == LENGTH + 2


@pytest.mark.parametrize("secret", [b"", bytes(range(31)), b"ab" * 50])
def test_a_secret_that_could_be_guessed_is_refused(secret):
    """
    It has at least 32 bytes, of which at least 8 are different, and no error tells any of them.
    """
    with pytest.raises(ValueError, match="expected"):
        Pseudonyms(secret)


def test_a_secret_stands_in_no_repr():
    """
    Neither what makes pseudonyms nor its fingerprint tells the secret.
    """
    secret = bytes(range(32))

    assert repr(NAMES) == "Pseudonyms()"
    assert NAMES.fingerprint not in (secret.hex()[:LENGTH], NAMES.key("")[2:])


@pytest.mark.parametrize("key", ["1", "a", "is", "worker", "p-", "%s", "{id}", "\\1", "ลา"])
def test_a_short_key_is_replaced_as_a_key_alone(key):
    """
    A key that is a letter or a word leaves the words around it as they are.
    """
    pack = rule("supervision", "require: missing(id)\nmessage: 'a session is of {worker_id} at 1'")
    report = report_of(pack, worker(key), supervision("S", key, held_on="2026-01-05"))
    (breach,) = breaches(pseudonymised(report, NAMES))

    assert breach.message == f"a session is of {NAMES.key(key)} at 1"
    assert breach.subject == RecordKey("supervision", NAMES.key("S"))


def test_an_item_that_is_a_key_is_replaced():
    """
    An item that is a period or a text stays as it is.
    """
    plain = Wording(message=(), cure=(), item=("a text",))
    key = Wording(message=(), cure=(), item=(Mention("W1"),))

    assert item_under(NAMES, "a text", plain) == "a text"
    assert item_under(NAMES, "W1", key) == NAMES.key("W1")
    assert item_under(NAMES, None, None) is None


def test_evidence_that_names_records_is_replaced():
    """
    A set of keys is a set of pseudonyms; values that are no keys stay.
    """
    pack = rule("change", "require: missing(informed_worker_ids) or missing(effective_on)")
    fields = {"informed_worker_ids": frozenset({"W2", "W1"}), "effective_on": "2026-01-05"}
    report = report_of(pack, record("change", "C1", **fields))
    (breach,) = breaches(pseudonymised(report, NAMES))
    values = {one.field: one.value for one in breach.evidence}

    assert values == {
        "informed_worker_ids": "; ".join(sorted(map(NAMES.key, ("W1", "W2")))),
        "effective_on": "2026-01-05",
    }


def test_the_id_of_a_breach_cannot_be_guessed():
    """
    Else a reader could try all likely keys: an id is made of rule and key without a secret.
    """
    report = report_of(rule("worker", "require: missing(id)"), worker("W1"))
    (old,), (new,) = breaches(report), breaches(pseudonymised(report, NAMES))

    assert new.id == NAMES.identity(old.id) != old.id
    assert new.trace is None
    assert old.trace is not None


def test_programs_and_organisations_keep_their_keys():
    """
    They are no people, and a reader has to know where to act.
    """
    pack = rule("program", "require: missing(id)\nmessage: '{id} of {organisation_id}'")
    records = record("organisation", "O1"), record("program", "P1", organisation_id="O1")
    (breach,) = breaches(pseudonymised(report_of(pack, *records), NAMES))

    assert str(breach.subject) == "program:P1"
    assert breach.message == "P1 of O1"


def test_a_message_of_unknown_making_is_not_shown():
    """
    Where it is not known where keys stand, the rule's own title and remedy take its place.
    """
    report = report_of(rule("worker", "require: missing(id)\nmessage: 'it is {id}'"), worker("W1"))
    (finding,) = report.findings
    bare = attrs.evolve(finding.breaches[0], wording=None, item="W1")
    report = attrs.evolve(report, findings=(attrs.evolve(finding, breaches=(bare,)),))
    (breach,) = breaches(pseudonymised(report, NAMES))

    assert breach.message == "Something is wrong"
    assert breach.cure == "Mend it."
    assert breach.item == WITHHELD


def test_the_order_of_breaches_does_not_tell_that_of_keys():
    """
    Breaches that are alike stand by their pseudonyms.
    """
    workers = [worker(f"W{number:02}") for number in range(30)]
    report = pseudonymised(report_of(rule("worker", "require: missing(id)"), *workers), NAMES)
    order = [one.subject.id for one in breaches(report)]

    assert order == sorted(order)


def waiver(record_key, item=None):
    return Waiver(
        rule="test-rule",
        record=record_key,
        item=item,
        reason="W1 asked Kim Lee",
        approved_by="W1",
        since=DAY,
        until=DAY,
        place="w.yaml:1",
    )


def test_a_waiver_may_name_a_record_by_its_pseudonym():
    """
    It then covers the breach of that record, and its reason and approver are not shown.
    """
    snapshot = world(worker("W1"), worker("W2"))
    report = peercomply.check(snapshot, rule("worker", "require: missing(id)"), as_of=DAY)
    (known,) = under_keys([waiver(RecordKey("worker", NAMES.key("W2")))], report, snapshot, NAMES)
    found = pseudonymised(waived(report, [known], snapshot), NAMES)

    assert known.record == RecordKey("worker", "W2")
    (covered,) = [one for one in breaches(found) if one.waived]
    assert covered.subject == RecordKey("worker", NAMES.key("W2")) == covered.waived.record
    assert (covered.waived.reason, covered.waived.approved_by) == (WITHHELD, WITHHELD)


def test_what_is_wrong_with_a_waiver_names_no_key():
    """
    Its message is made anew; its place in the file stays.
    """
    snapshot = world(worker("W1"))
    report = peercomply.check(snapshot, rule("worker", "require: missing(id)"), as_of=DAY)
    found = pseudonymised(
        waived(report, [waiver(RecordKey("worker", "W1")), waiver(None)], snapshot), NAMES
    )

    assert len(found.decisions) == 2
    assert all("W1" not in one.text for one in found.decisions)
    assert all(one.text.startswith("w.yaml:1") for one in found.decisions)


def test_a_disagreement_of_engines_names_no_key():
    """
    The record goes by its pseudonym, and an item, of which nothing is known, is withheld.
    """
    report = report_of(rule("worker", "require: missing(id)"), worker("W1"))
    said = Said(
        state=State.FAIL,
        program_id="P1",
        organisation_id=None,
        due_soon=None,
        late=(Late("W1", DAY, 3), Late(None, DAY, 3)),
    )
    one = Disagreement(rule="r", subject=RecordKey("worker", "W1"), first=said, second=None)
    cross = CrossCheck(engine="rete", outcomes=1, disagreements=(one,))
    found = pseudonymised(attrs.evolve(report, cross_check=cross), NAMES).cross_check

    assert "W1" not in repr(found)
    assert [late.item for late in found.disagreements[0].first.late] == [WITHHELD, None]


def test_a_due_day_that_is_near_names_its_record_by_its_pseudonym():
    """
    What will soon be due is named like what is late.
    """
    body = "latest: {of: supervision.held_on, within: P1M, warn: P14D}"
    records = worker("W1"), supervision("S1", held_on="2026-10-30")
    (due,) = pseudonymised(report_of(rule("worker", body), *records), NAMES).due_soon

    assert due.subject == RecordKey("worker", NAMES.key("W1"))


def test_a_cure_and_a_cause_name_pseudonyms():
    """
    Whatever is said about a breach names its records alike.
    """
    report = report_of(rule("worker", "require: missing(id)"), worker("W1"))
    (finding,) = report.findings
    (breach,) = finding.breaches
    told = attrs.evolve(
        breach,
        wording=Wording(message=("it fails",), cure=("ask ", Mention("W2")), item=()),
        caused_by=(CausedBy("other", RecordKey("worker", "W2")),),
    )
    report = attrs.evolve(report, findings=(attrs.evolve(finding, breaches=(told,)),))
    (found,) = breaches(pseudonymised(report, NAMES))

    assert found.cure == f"ask {NAMES.key('W2')}"
    assert found.caused_by == (CausedBy("other", RecordKey("worker", NAMES.key("W2"))),)


def test_the_id_of_a_change_cannot_be_guessed():
    """
    A forecast gives away no more than a report does.
    """
    body = "latest: {of: supervision.held_on, within: P1M}"
    snapshot = world(worker("W1"), supervision("S1", held_on="2026-11-01"))
    found = peercomply.forecast(snapshot, rule("worker", body), as_of=DAY, days=30)
    (old,), (new,) = found.changes, pseudonymised_forecast(found, NAMES).changes

    assert new.id == NAMES.identity(old.id) != old.id
    assert new.subject == RecordKey("worker", NAMES.key("W1"))
    assert new.message == old.message


@pytest.mark.parametrize("approver", ["{}", "worker:{}", " {} "])
def test_nobody_approves_their_own_waiver_by_a_pseudonym(approver):
    """
    The approver is found behind the pseudonym, like the record.
    """
    snapshot = world(worker("W1"))
    report = peercomply.check(snapshot, rule("worker", "require: missing(id)"), as_of=DAY)
    name = NAMES.key("W1")
    own = attrs.evolve(
        waiver(RecordKey("worker", name)), approved_by=approver.format(name), reason="On leave"
    )
    found = waived(report, under_keys([own], report, snapshot, NAMES), snapshot)

    assert [one.code.value for one in found.decisions] == ["waiver-self-approved"]
