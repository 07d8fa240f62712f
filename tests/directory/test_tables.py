"""Tables: a row is found by jumping, and is the row that reading everything would find."""

from hypothesis import given
from hypothesis import strategies as st

from tnt_core.directory.tables import Table, table

KEYS = st.lists(st.text("0123456789AB", max_size=5), min_size=1, max_size=400)


@given(KEYS, st.text("0123456789AB", max_size=5))
def test_jumping_finds_what_reading_everything_finds(keys, wanted):
    rows = [f"{key},{place}{'x' * 40}" for place, key in enumerate(sorted(keys))]
    found = Table("\n".join(["key,value", *rows, ""]).encode())
    for key in {wanted, *keys}:
        expected = [row for row in rows if row.partition(",")[0] == key]
        assert [f"{row['key']},{row['value']}" for row in found.rows(key)] == expected


@given(KEYS)
def test_iterating_gives_every_row_in_order(keys):
    rows = sorted(keys)
    found = Table("\n".join(["key,value", *(f"{key}," for key in rows), ""]).encode())
    assert [row["key"] for row in found] == rows


def test_a_table_without_rows_finds_nothing():
    assert Table(b"key,value\n").first("x") is None
    assert list(Table(b"key,value\n")) == []


def test_commas_within_quotes_stay_in_the_value():
    found = Table(b'code,name\n1,"Avallon, V\xc3\xa9zelay"\n2,"L\'""Agglo"""\n')
    assert [row["name"] for row in found] == ["Avallon, Vézelay", 'L\'"Agglo"']


def test_a_table_is_read_once():
    assert table("communes") is table("communes")
