"""What a mapping can say of tables and columns, and what is wrong with one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peercomply import ConfigError, load_mapping
from peercomply.intake.mapping.cells import key_from
from peercomply.intake.mapping.day_formats import parse_format

TABLE = "import:\n  tables:\n    - table: staff\n      record_type: worker\n      fields:\n"


@pytest.fixture
def read(load):
    """Return a function that loads files read as the lines below `fields` say."""

    def read_with(fields, files, head=TABLE):
        lines = "".join(f"        {line}\n" for line in fields)
        return load({"peercomply.yaml": head + lines, **files})

    return read_with


def worker(snapshot, key="W1"):
    return snapshot.of_type("worker")[key]


def test_columns_feed_the_fields_that_a_mapping_names(read):
    """
    Headings of any name feed fields; headings that are field names need no mention.
    """
    found = read(["id: No.", "location: Site"], {"staff.csv": "No.,Site,frontline\nW1,Perth,yes\n"})

    assert (worker(found).location, worker(found).frontline) == ("Perth", True)
    assert not found.provenance.issues


def test_texts_are_translated_and_others_fall_back(read):
    """
    Values are compared in small letters; `otherwise` stands for every other text, not for none.
    """
    found = read(
        ["id: No", "engagement: {column: T, values: {Vol: volunteer}}",
         "is_peer: {column: C, values: {'13': yes}, otherwise: no}"],
        {"staff.csv": "No,T,C\nW1,VOL,13\nW2,paid,7\nW3,Guest,\n"},
    )  # fmt: skip

    assert [one.engagement for one in found.of_type("worker").values()] == [
        "volunteer", "paid", None,
    ]  # fmt: skip
    assert [one.is_peer for one in found.of_type("worker").values()] == [True, False, None]
    assert list(found.provenance.doubts["worker", "engagement"]) == ["W3"]


def test_codes_for_missing_values_are_empty_cells(read):
    """
    A text that says that there is no value is as good as none, in one column or in all.
    """
    found = read(
        ["id: No", "started_on: {column: S, missing: ['09099999'], format: DDMMYYYY}"],
        {"staff.csv": "No,S,location\nW1,09099999,N/A\nW2,03082021,-\n"},
        TABLE.replace("  tables", "  missing: [N/A]\n  tables"),
    )

    assert worker(found).started_on is None
    assert not found.provenance.doubts
    assert worker(found).location is None
    assert worker(found, "W2").location == "-"
    assert worker(found, "W2").started_on == date(2021, 8, 3)


@pytest.mark.parametrize(
    ("format_", "text", "day"),
    [
        ("DD/MM/YYYY", "03/04/2026", date(2026, 4, 3)),
        ("MM/DD/YYYY", "03/04/2026", date(2026, 3, 4)),
        ("D.M.YY", "3.4.26", date(2026, 4, 3)),
        ("D.M.YY", "3.4.69", date(1969, 4, 3)),
        ("DD-MMM-YYYY", "29-Feb-2024", date(2024, 2, 29)),
        ("D MMMM YYYY", "3 September 2026", date(2026, 9, 3)),
        ("YYYYMMDD", "20260131", date(2026, 1, 31)),
        ("DDMMYYYY", "3082021", date(2021, 8, 3)),
        ("serial", "46024", date(2026, 1, 2)),
        ("serial-1904", "44562", date(2026, 1, 2)),
        ("DD/MM/YYYY", "2026-04-03", date(2026, 4, 3)),
    ],
)
def test_a_declared_format_settles_what_a_day_is(read, format_, text, day):
    """
    A day is read in the declared format; ISO 8601 is always understood.
    """
    found = read(
        ["id: No", f"started_on: {{column: S, format: {format_}}}"],
        {"staff.csv": f"No,S\nW1,{text}\n"},
    )

    assert worker(found).started_on == day


@pytest.mark.parametrize(
    ("format_", "text"),
    [("DD/MM/YYYY", "29/02/2026"), ("DD/MM/YYYY", "3/4/2026"), ("YYYYMMDD", "2026013"),
     ("serial", "59"), ("DD/MM/YYYY", "soon"), ("DD-MMM-YYYY", "01-Foo-2026")],
)  # fmt: skip
def test_a_day_of_another_format_is_in_doubt(read, format_, text):
    """
    What the declared format does not fit is never guessed.
    """
    found = read(
        ["id: No", f"started_on: {{column: S, format: {format_}}}"],
        {"staff.csv": f"No,S\nW1,{text}\n"},
    )

    assert worker(found).started_on is None
    assert "W1" in found.provenance.doubts["worker", "started_on"]


def test_a_moment_with_an_offset_is_read_at_the_declared_place(load):
    """
    With a time zone a moment becomes local time there, summer time included.
    """
    config = "import: {time_zone: Australia/Melbourne}\n"
    rows = "id,occurred_on\nI1,2026-11-22T06:00:00Z\nI2,2026-06-22T17:00:00+10:00\n"

    found = load({"peercomply.yaml": config, "incident.csv": rows}).of_type("incident")

    assert found["I1"].occurred_on == datetime(2026, 11, 22, 17, 0)
    assert found["I2"].occurred_on == datetime(2026, 6, 22, 17, 0)


def test_keys_are_made_from_names_and_meet_again(read):
    """
    A key made from a name is the same in every table, however the name is spaced and written.
    """
    found = read(
        ["id: {column: [First, Last], hashed: true}"],
        {
            "staff.csv": "First,Last\nJo,Vella\n",
            "log.csv": "id,Who\nS1,jo  VELLA\n",
        },
        TABLE.replace(
            "    - table: staff",
            "    - table: log\n      record_type: supervision\n"
            "      fields: {worker_id: {column: Who, hashed: true}}\n    - table: staff",
        ),
    )

    (key,) = found.of_type("worker")
    assert key == key_from("Jo Vella")
    assert "Vella" not in key
    assert found.of_type("supervision")["S1"].worker_id == key


def test_one_table_feeds_two_record_types(load):
    """
    Rows are chosen by what a column holds, and prefixes keep keys apart.
    """
    head = (
        "import:\n  tables:\n"
        "    - {table: people, record_type: worker, only: {Role: [Staff]},"
        " fields: {id: {column: No, prefix: w-}}}\n"
        "    - {table: people, record_type: participant, only: {Role: Member},"
        " fields: {id: {column: No, prefix: p-}}}\n"
    )

    found = load({"peercomply.yaml": head, "people.csv": "No,Role\n1,Staff\n1,member\n2,?\n"})

    assert set(found.of_type("worker")) == {"w-1"}
    assert set(found.of_type("participant")) == {"p-1"}
    (left,) = (one for one in found.provenance.issues if one.code.name == "ROWS_LEFT_OUT")
    assert "4" in left.message


def test_several_tables_feed_one_record_type(load):
    """
    Their records stand together.
    """
    head = (
        "import:\n  tables:\n"
        "    - {table: north, record_type: worker, fields: {id: No}}\n"
        "    - {table: south, record_type: worker, fields: {id: Nr}}\n"
    )

    found = load({"peercomply.yaml": head, "north.csv": "No\nW1\n", "south.csv": "Nr\nW2\n"})

    assert set(found.of_type("worker")) == {"W1", "W2"}


def test_a_lookup_with_two_answers_is_in_doubt(read):
    """
    Where another table holds two values for one text, neither is taken.
    """
    found = read(
        ["id: No", "location: {column: Post, lookup: {table: posts, by: Code, take: Town}}"],
        {"staff.csv": "No,Post\nW1,A\nW2,B\n", "posts.csv": "Code,Town\nA,Perth\nB,X\nB,Y\n"},
        TABLE.replace("  tables", "  ignore: [posts]\n  tables"),
    )

    assert worker(found).location == "Perth"
    assert worker(found, "W2").location is None
    assert "W2" in found.provenance.doubts["worker", "location"]


def test_sets_are_split_where_a_mapping_says(read):
    """
    A separator other than the semicolon is declared, and its items can be translated.
    """
    found = read(
        ["id: No", "specialisations: {column: S, separator: '/', values: {AOD: alcohol_and_other_drugs}}"],
        {"staff.csv": "No,S\nW1,Trauma / aod\nW2,none\n"},
    )  # fmt: skip

    assert worker(found).specialisations == {"trauma", "alcohol_and_other_drugs"}
    assert worker(found, "W2").specialisations == frozenset()


def test_a_part_of_a_mapping_field_has_a_column_of_its_own(load):
    """
    FIELD.KEY names the part that a column holds.
    """
    config = (
        "import:\n  tables:\n    - {table: services, record_type: program,"
        " fields: {id: No, hours.monday: Mon, hours.sunday: {column: Sun}}}\n"
    )

    found = load({"peercomply.yaml": config, "services.csv": "No,Mon,Sun\nP1,09:00-17:00,closed\n"})

    assert found.of_type("program")["P1"].hours == {"monday": "09:00-17:00", "sunday": "closed"}


def test_a_column_that_a_mapping_names_and_that_is_not_there_leaves_doubt(read):
    """
    A field whose column is not there is not as good as empty.
    """
    found = read(["id: No", "started_on: Begin"], {"staff.csv": "No\nW1\n"})

    assert "W1" in found.provenance.doubts["worker", "started_on"]


FAULTS = [
    ("import: []", "a mapping"),
    ("import: {tabels: []}", "tables"),
    ("import: {profile: pmhc}", "pmhc-mds-4"),
    ("import: {time_zone: Mars}", "Australia/Melbourne"),
    ("import: {tables: [{table: a, record_type: wrker}]}", "did you mean 'worker'?"),
    ("import: {tables: [{record_type: worker}]}", "table: or file:"),
    ("import: {tables: [{table: a, record_type: worker, headings: two}]}", "a whole number"),
    ("import: {tables: [{table: a, record_type: worker, fields: {startd_on: x}}]}", "started_on"),
    ("import: {tables: [{table: a, record_type: worker, fields: {location.x: y}}]}", "no key"),
    ("import: {tables: [{table: a, record_type: worker, fields: {id: {}}}]}", "column: or value:"),
    (
        (
            "import: {tables: [{table: a, record_type: worker,"
            " fields: {engagement: {column: x, values: {V: voluntary}}}}]}"
        ),
        "did you mean 'volunteer'?",
    ),
    (
        (
            "import: {tables: [{table: a, record_type: worker,"
            " fields: {started_on: {column: x, format: DD/MM}}}]}"
        ),
        "DD/MM/YYYY",
    ),
    (
        (
            "import: {tables: [{table: a, record_type: worker,"
            " fields: {location: {column: x, format: DD/MM/YYYY}}}]}"
        ),
        "does not fit location",
    ),
    (
        (
            "import: {tables: [{table: a, record_type: worker,"
            " fields: {location: {column: x, lookup: {table: b}}}}]}"
        ),
        "has no key 'by'",
    ),
]


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_a_fault_in_a_mapping_is_told_with_its_place(tmp_path, text, words):
    """
    Each fault has a line, says what was expected, and often the nearest known name.
    """
    path = tmp_path / "peercomply.yaml"
    path.write_text(text)

    with pytest.raises(ConfigError) as raised:
        load_mapping(path)

    assert words in str(raised.value)
    assert "peercomply.yaml:1:" in str(raised.value)


def test_all_faults_of_a_mapping_are_told_at_once(tmp_path):
    """
    Two faults in two tables give two problems.
    """
    path = tmp_path / "peercomply.yaml"
    path.write_text(
        "import:\n  tables:\n    - {table: a, record_type: wrker}\n"
        "    - {table: b, record_type: worker, fields: {nme: x}}\n"
    )

    with pytest.raises(ConfigError) as raised:
        load_mapping(path)

    assert len(raised.value.problems) == 2


@given(
    day=st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    format_=st.sampled_from(
        ("DD/MM/YYYY", "MM-DD-YYYY", "D.M.YYYY", "YYYYMMDD", "DDMMYYYY", "DD/MM/YY", "D MMM YYYY",
         "YYYY/MM/DD", "DD MMMM YYYY")
    ),
)  # fmt: skip
def test_a_day_written_in_a_format_is_read_in_that_format(day, format_):
    """
    Writing a day in a format and reading it gives the day.
    """
    found = parse_format(format_)
    names = {"YYYY": f"{day.year:04}", "YY": f"{day.year % 100:02}", "MMMM": f"{day:%B}",
             "MMM": f"{day:%b}", "MM": f"{day.month:02}", "M": str(day.month),
             "DD": f"{day.day:02}", "D": str(day.day)}  # fmt: skip
    text = format_
    for token in ("YYYY", "YY", "DD", "D", "MMMM", "MMM", "MM", "M"):
        if token in text:
            place = text.index(token)
            if token in ("M", "D") and format_ not in ("D.M.YYYY", "D MMM YYYY"):
                continue
            mark = chr(0xE000 + len(token) * 8 + "YMD".index(token[0]))
            text = text[:place] + mark + text[place + len(token) :]
            names[mark] = names[token]
    written = "".join(
        names.get(letter, letter) if ord(letter) >= 0xE000 else letter for letter in text
    )

    assert found.read(written) == day.isoformat()
