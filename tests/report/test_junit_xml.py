"""JUnit XML: well-formed for any text, and read by another program as it was meant."""

from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from peercomply.report.junit_xml import JUnitCase, JUnitSuite, write_junit

texts = st.text(max_size=30)


@given(texts, texts, st.lists(texts, min_size=1, max_size=3))
def test_any_text_gives_xml_that_can_be_read(classname, name, failure):
    """
    Control characters, lone surrogates, quotes and tags leave the XML well-formed.
    """
    case = JUnitCase(classname=classname, name=name, failure=tuple(failure))
    text = write_junit("all", [JUnitSuite(name=classname, cases=(case,))])
    (suite,) = JUnitXml.fromstring(text.encode())

    assert (suite.tests, suite.failures) == (1, 1)


def test_another_program_reads_suites_cases_and_failures():
    """
    junitparser finds names, numbers and reasons.
    """
    good = JUnitCase(classname="r1", name="ผ่าน & <ok>")
    bad = JUnitCase(classname="r1", name="bell\a and\nline", failure=("first", "second\x00"))
    text = write_junit("all", [JUnitSuite(name="a.yml", cases=(good, bad))])
    xml = JUnitXml.fromstring(text.encode())
    (suite,) = xml
    first, second = suite

    assert (xml.tests, xml.failures, suite.name) == (2, 1, "a.yml")
    assert (first.classname, first.name, first.result) == ("r1", "ผ่าน & <ok>", [])
    assert second.name == "bell and\nline"
    assert (second.result[0].message, second.result[0].text) == ("first", "first\nsecond")


def test_no_tests_are_still_xml():
    """
    A pack without rules gives suites with none in them.
    """
    assert JUnitXml.fromstring(write_junit("all", []).encode()).tests == 0
