"""Writes suites of tests as JUnit XML; what is tested is for others to say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import attrs

_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen(kw_only=True)
class JUnitCase:
    """
    One test.

    Attributes:
        classname: What is tested.

        name: Names the test within it; the same from run to run.

        failure: Why it failed, one line for each reason; empty if it did not.

        error: Why it could not be decided; empty if it was.

        skipped: Why it was not run; empty if it was.
    """

    classname: str
    name: str
    failure: tuple[str, ...] = ()
    error: str = ""
    skipped: str = ""


@attrs.frozen(kw_only=True)
class JUnitSuite:
    """
    Tests that stand together.

    Attributes:
        name: Names the suite.

        cases: Its tests, in their order.

        properties: Names and values of what holds for all of them.
    """

    name: str
    cases: tuple[JUnitCase, ...]
    properties: tuple[tuple[str, str], ...] = ()


def write_junit(name: str, suites: Iterable[JUnitSuite]) -> str:
    """
    Return *suites* as JUnit XML, the same bytes for the same suites.

    No time is measured, and characters that XML cannot hold are left out.
    """
    known = tuple(suites)
    root = ET.Element("testsuites", _counts(name, known))
    for suite in known:
        element = ET.SubElement(root, "testsuite", _counts(suite.name, (suite,)) | {"time": "0"})
        if skipped := sum(bool(case.skipped) for case in suite.cases):
            element.set("skipped", str(skipped))
        if suite.properties:
            held = ET.SubElement(element, "properties")
            for key, value in suite.properties:
                ET.SubElement(held, "property", {"name": _legal(key), "value": _legal(value)})
        for case in suite.cases:
            _write(case, element)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _counts(name: str, suites: tuple[JUnitSuite, ...]) -> dict[str, str]:
    cases = [case for suite in suites for case in suite.cases]
    failures = sum(bool(case.failure) for case in cases)
    return {
        "name": _legal(name),
        "tests": str(len(cases)),
        "failures": str(failures),
        "errors": str(sum(bool(case.error) for case in cases)),
    }


def _write(case: JUnitCase, suite: ET.Element) -> None:
    names = {"classname": _legal(case.classname), "name": _legal(case.name), "time": "0"}
    element = ET.SubElement(suite, "testcase", names)
    if case.failure:
        first = _legal(case.failure[0]).replace("\n", " ")
        failure = ET.SubElement(element, "failure", {"message": first, "type": "failure"})
        failure.text = _legal("\n".join(case.failure))
    elif case.error:
        ET.SubElement(element, "error", {"message": _legal(case.error), "type": "unknown"})
    elif case.skipped:
        ET.SubElement(element, "skipped", {"message": _legal(case.skipped)})


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
