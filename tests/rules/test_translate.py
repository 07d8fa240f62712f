"""One rule, many readings: JSON, SQL, dataframes, JSONLogic and JavaScript answer as the engine does."""

import datetime as dt
import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnt_core.errors import FactError, InputError, MissingExtraError, UnknownNameError
from tnt_core.rules import Truth, Vocabulary, any_of, parse
from tnt_core.rules.translate.frames import (
    check_columns,
    prepared,
    to_expression,
    to_yes_no,
)
from tnt_core.rules.translate.json_tree import RULE_SCHEMA
from tnt_core.rules.translate.jsonlogic import to_jsonlogic
from tnt_core.rules.translate.sql import quote_name, quote_text, to_sql
from tnt_core.strategies import facts, rules, vocabularies

NODE = shutil.which("node")
RULES_JS = Path(__file__).parents[2] / "docs" / "_static" / "rules.js"


@attrs.frozen
class Table:
    """Rules, and rows on which they are decided."""

    rules: list
    rows: list

    @property
    def vocabulary(self):
        return self.rules[0].vocabulary

    def column(self, name, convert=lambda value: value):
        return [None if row.row[name] is None else convert(row.row[name]) for row in self.rows]

    def answers(self, rule):
        return [rule.truth(row).as_bool for row in self.rows]


@st.composite
def tables(draw, *, complete=False, sets=True):
    wanted = vocabularies()
    if not sets:
        wanted = wanted.filter(lambda v: all(fact.type != "set" for fact in v.facts.values()))
    vocabulary = draw(wanted)
    drawn = draw(st.lists(rules(vocabulary), min_size=1, max_size=4))
    rows = draw(st.lists(facts(vocabulary, complete=complete), min_size=1, max_size=8))
    return Table(drawn, rows)


def polars_frame(table):
    import polars as pl

    types = {
        "bool": pl.Boolean,
        "int": pl.Int64,
        "decimal": pl.Decimal(18, 4),
        "money": pl.Decimal(18, 4),
        "date": pl.Date,
        "choice": pl.String,
        "set": pl.List(pl.String),
    }
    return pl.DataFrame(
        {
            name: pl.Series(
                name, table.column(name, sorted if fact.type == "set" else lambda v: v), types[fact.type], strict=False
            )
            for name, fact in table.vocabulary.facts.items()
        }
    )  # fmt: skip


def pandas_frame(table):
    """Give a frame of pandas' older types: NaN, None and NaT where nothing is known."""
    import pandas as pd

    columns = {}
    for name, fact in table.vocabulary.facts.items():
        values = table.column(
            name, float if fact.type in {"int", "decimal", "money"} else lambda v: v
        )
        columns[name] = (
            pd.to_datetime(pd.Series(values)) if fact.type == "date" else pd.Series(values)
        )
        if fact.type in {"int", "decimal", "money"}:
            columns[name] = columns[name].astype("float64")
        if fact.type in {"bool", "choice"}:
            columns[name] = columns[name].astype("object")
    return pd.DataFrame(columns)


def three_valued(yes, no):
    return [True if y else False if n else None for y, n in zip(yes, no, strict=True)]


@settings(max_examples=30)
@given(tables())
def test_polars_and_pyarrow_answer_as_the_engine_does(table):
    import narwhals as nw

    frame = polars_frame(table)
    for native in (frame, frame.to_arrow()):
        for rule in table.rules:
            yes, no = to_yes_no(rule)
            found = nw.from_native(native).with_columns(one=to_expression(rule), yes=yes, no=no)
            assert found["one"].to_list() == table.answers(rule)
            ready = prepared(nw.from_native(native), rule.vocabulary)
            found_ready = ready.with_columns(one=to_expression(rule, ready=True))
            assert found_ready["one"].to_list() == table.answers(rule)
            assert three_valued(found["yes"], found["no"]) == table.answers(rule)


@settings(max_examples=30)
@given(tables(sets=False))
def test_pandas_answers_as_the_engine_does_with_its_older_types_too(table):
    import narwhals as nw

    frame = pandas_frame(table)
    for native in (frame, frame.convert_dtypes()):
        for rule in table.rules:
            yes, no = to_yes_no(rule)
            found = nw.from_native(native).with_columns(yes=yes, no=no)
            assert three_valued(found["yes"].to_list(), found["no"].to_list()) == table.answers(
                rule
            )


@settings(max_examples=30)
@given(tables())
def test_duckdb_answers_as_the_engine_does(table):
    import duckdb
    import narwhals as nw

    with duckdb.connect() as connection:
        connection.register("known", polars_frame(table).to_arrow())
        for rule in table.rules:
            found = connection.sql(f"SELECT {to_sql(rule)} FROM known").fetchall()
            assert [answer for (answer,) in found] == table.answers(rule)
        rule = table.rules[0]
        relation = connection.sql("SELECT * FROM known")
        found = nw.from_native(relation).with_columns(one=to_expression(rule)).collect()
        assert found["one"].to_list() == table.answers(rule)


@settings(max_examples=60)
@given(tables(complete=True))
def test_jsonlogic_answers_as_the_engine_does_when_everything_is_known(table):
    from json_logic import jsonLogic

    for rule in table.rules:
        logic = json.loads(json.dumps(to_jsonlogic(rule)))
        for row, answer in zip(table.rows, table.answers(rule), strict=True):
            assert bool(jsonLogic(logic, plain(row))) is answer


def plain(row):
    """Give known facts as JSON knows them."""

    def value(given):
        if isinstance(given, Decimal):
            return int(given) if given == given.to_integral_value() else float(given)
        if isinstance(given, frozenset):
            return sorted(given)
        return given if isinstance(given, (bool, int, str)) else given.isoformat()

    return {name: value(given) for name, given in row.items()}


@settings(max_examples=60)
@given(st.data())
def test_the_json_tree_meets_its_schema(data):
    vocabulary = data.draw(vocabularies())
    tree = json.loads(json.dumps(data.draw(rules(vocabulary)).to_json()))
    jsonschema.Draft202012Validator(RULE_SCHEMA).validate(tree)


@pytest.mark.parametrize(
    "tree",
    [{}, {"fact": "A"}, {"fact": "a", "op": "=", "value": 3}, {"all": [{"fact": "a"}]}, {"fact": "a", "in": []}, {"eval": "1"}],
)  # fmt: skip
def test_the_schema_refuses_what_is_no_rule(tree):
    jsonschema.Draft202012Validator.check_schema(RULE_SCHEMA)
    assert not jsonschema.Draft202012Validator(RULE_SCHEMA).is_valid(tree)


SCRIPT = """
import { decide, missing } from %s
let text = ''
for await (const chunk of process.stdin) text += chunk
const answers = JSON.parse(text).map(({ tree, scopes, rows }) =>
  rows.map((row) => [decide(tree, row, scopes), missing(tree, row, scopes)]))
process.stdout.write(JSON.stringify(answers))
"""


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@settings(max_examples=8)
@given(st.lists(tables(), min_size=5, max_size=12))
def test_javascript_answers_as_the_engine_does(drawn):
    cases = [(table, rule) for table in drawn for rule in table.rules]
    # Facts as a browser sends them: unknown ones left out.
    asked = [
        {
            "tree": rule.to_json(),
            "scopes": {name: scope["node"] for name, scope in table.vocabulary.to_json().get("scopes", {}).items()},
            "rows": [plain(row) for row in table.rows],
        }
        for table, rule in cases
    ]  # fmt: skip
    script = SCRIPT % json.dumps(RULES_JS.as_uri())
    run = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module", "-e", script],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    for (table, rule), answers in zip(cases, json.loads(run.stdout), strict=True):
        for row, (answer, missing) in zip(table.rows, answers, strict=True):
            decision = rule.decide(row)
            assert answer == decision.truth.value
            # The small evaluator may name a fact too many, never one too few.
            assert set(decision.missing) <= set(missing)
            assert set(missing) <= set(rule.facts) - set(row)


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@pytest.mark.parametrize(
    ("tree", "facts", "said"),
    [
        ('{"eval": "1"}', "{}", "not a rule"),
        ('{"fact": "x", "op": "constructor", "value": 1}', '{"x": 1}', "not a rule"),
        ('{"fact": "x", "op": ">", "value": 3}', '{"x": "4"}', 'fact x: "4" does not suit'),
        ('{"fact": "x", "op": ">", "value": 3}', '{"x": NaN}', "does not suit"),
        ('{"fact": "x", "op": ">", "value": "2022-01-01"}', '{"x": 3}', "does not suit"),
        ('{"fact": "x", "op": ">", "value": "2022-01-01"}', '{"x": "2022-1-1"}', "does not suit"),
        ('{"fact": "x", "in": ["a"]}', '{"x": 3}', "does not suit"),
        ('{"constant": 1}', "{}", "not a rule"),
        ('{"fact": "x", "not_in": [3]}', '{"x": true}', "does not suit"),
        ('{"fact": "x", "has": "a"}', '{"x": "abc"}', "does not suit"),
        ('{"fact": "x"}', '{"x": 1}', "does not suit"),
    ],
)
def test_javascript_refuses_what_is_no_rule_and_what_does_not_suit_one(tree, facts, said):
    script = f"import {{ decide }} from {json.dumps(RULES_JS.as_uri())}; decide({tree}, {facts})"
    run = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module", "-e", script], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert run.returncode == 1
    assert said in run.stderr


@pytest.mark.parametrize(
    ("text", "dialect", "sql"),
    [
        ("population >= 3500", "duckdb", '"population" >= 3500'),
        ("population >= 3500", "spark", "`population` >= 3500"),
        ("agents > 49.60", "postgres", '"agents" > 49.6'),
        ("kind == commune", "postgres", "\"kind\" = 'commune'"),
        ("kind != commune", "postgres", "\"kind\" <> 'commune'"),
        ("kind in (commune, region)", "duckdb", "\"kind\" IN ('commune', 'region')"),
        ("kind not in (commune, region)", "duckdb", "\"kind\" NOT IN ('commune', 'region')"),
        ("created > '2022-01-01'", "spark", "`created` > DATE '2022-01-01'"),
        ("website", "duckdb", '"website"'),
        ("not website", "duckdb", '(NOT "website")'),
        ("eau in powers", "duckdb", "list_contains(\"powers\", 'eau')"),
        ("eau in powers", "postgres", "('eau' = ANY(\"powers\"))"),
        ("eau in powers", "spark", "array_contains(`powers`, 'eau')"),
        ("website and (committee or kind == commune)", "duckdb", '("website" AND ("committee" OR "kind" = \'commune\'))'),
        ("crpa", "duckdb", "\"kind\" IN ('commune', 'epci_fp')"),
        ("crpa and always and not never", "duckdb", "\"kind\" IN ('commune', 'epci_fp')"),
        ("always", "duckdb", "TRUE"),
        ("never", "duckdb", "FALSE"),
    ],
)  # fmt: skip
def test_each_dialect_is_spelt_its_way(vocabulary, text, dialect, sql):
    assert to_sql(parse(text, vocabulary), dialect) == sql


def test_columns_may_bear_other_names_always_quoted(vocabulary):
    rule = parse("population > 3 and website", vocabulary)
    assert to_sql(rule, "duckdb", {"population": 'pop"; DROP TABLE x; --'}) == (
        '("pop""; DROP TABLE x; --" > 3 AND "website")'
    )
    assert quote_name("a`b", "spark") == "`a``b`"
    for name in ("", "a\0b"):
        with pytest.raises(InputError, match="cannot be the name of a column"):
            quote_name(name, "duckdb")


def test_texts_are_quoted_against_every_dialect_s_escapes():
    assert quote_text("l'eau", "duckdb") == "'l''eau'"
    assert quote_text("l'eau\\", "spark") == "'l\\'eau\\\\'"


def test_an_unknown_dialect_or_column_is_refused(vocabulary):
    rule = parse("website", vocabulary)
    with pytest.raises(UnknownNameError, match="Nearest: postgres"):
        to_sql(rule, "postgresql")
    with pytest.raises(UnknownNameError, match="Nearest: website"):
        to_sql(rule, "duckdb", {"web_site": "x"})
    with pytest.raises(UnknownNameError, match="Nearest: website"):
        to_expression(rule, {"web_site": "x"})


def test_expressions_read_columns_of_other_names(vocabulary):
    import narwhals as nw
    import polars as pl

    rule = parse("population > 3 and not website", vocabulary)
    columns = {"population": "habitants"}
    frame = nw.from_native(
        pl.DataFrame({"habitants": [4, None, 4], "website": [False, True, None]})
    )
    yes, no = to_yes_no(rule, columns)
    found = frame.with_columns(one=to_expression(rule, columns), yes=yes, no=no)
    assert found["one"].to_list() == [True, False, None]
    assert found["yes"].to_list() == [True, False, False]
    assert found["no"].to_list() == [False, True, False]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("agents == 10", [True, False, None]),
        ("agents in (10, 12)", [True, False, None]),
        ("agents >= 10", [True, False, None]),
        ("agents < 9.6", [False, True, None]),
    ],
)
def test_decimals_that_pandas_keeps_as_objects_are_numbers(vocabulary, text, answers):
    import narwhals as nw
    import pandas as pd

    column = pd.Series([Decimal(10), Decimal("9.5"), None], dtype="object")
    yes, no = to_yes_no(parse(text, vocabulary))
    found = nw.from_native(pd.DataFrame({"agents": column})).with_columns(yes=yes, no=no)
    assert three_valued(found["yes"].to_list(), found["no"].to_list()) == answers


@pytest.mark.parametrize("text", ["agents >= 10", "not (agents < 10)", "agents != 3", "agents > 3"])
def test_nan_in_a_column_of_numbers_is_unknown(vocabulary, text):
    import narwhals as nw
    import polars as pl

    rule = parse(text, vocabulary)
    yes, no = to_yes_no(rule)
    frame = pl.DataFrame({"agents": [12.0, float("nan"), None]})
    for native in (frame, frame.to_arrow(), frame.to_pandas()):
        found = nw.from_native(native).with_columns(yes=yes, no=no)
        assert three_valued(found["yes"].to_list(), found["no"].to_list()) == [True, None, None]
    for native in (frame, frame.to_arrow()):
        found = nw.from_native(native).with_columns(one=to_expression(rule))
        assert found["one"].to_list() == [True, None, None]
        ready = prepared(nw.from_native(native), rule.vocabulary)
        assert ready.select(one=to_expression(rule, ready=True))["one"].to_list() == [
            True,
            None,
            None,
        ]


def test_a_frame_is_read_once_for_many_rules(vocabulary):
    import narwhals as nw
    import polars as pl

    columns = {"population": "habitants"}
    native = pl.LazyFrame(
        {"habitants": [3, 5, None], "created": ["2022-01-01", None, "2021-01-01"]}
    )
    frame = prepared(
        nw.from_native(native.with_columns(pl.col("created").str.to_datetime())),
        vocabulary,
        columns,
    )
    assert frame.collect_schema() == {"habitants": nw.Int64, "created": nw.Date}
    rule = parse("population > 3 or created == '2022-01-01'", vocabulary)
    found = frame.select(one=to_expression(rule, columns, ready=True)).collect()
    assert found["one"].to_list() == [True, True, None]
    with pytest.raises(UnknownNameError, match="Nearest: population"):
        prepared(frame, vocabulary, {"populatio": "x"})


def test_a_column_that_is_claimed_belongs_to_one_fact(vocabulary):
    import narwhals as nw
    import polars as pl

    columns = {"population": "agents"}
    frame = nw.from_native(pl.DataFrame({"agents": [3, 5]}))
    check_columns(frame, vocabulary, columns)
    assert prepared(frame, vocabulary, columns).schema == {"agents": nw.Int64}
    rule = parse("population > 3", vocabulary)
    assert frame.select(one=to_expression(rule, columns))["one"].to_list() == [False, True]
    with pytest.raises(FactError, match="said to hold another fact"):
        to_expression(parse("agents > 3", vocabulary), columns)


def test_dataframes_need_an_extra(vocabulary, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "narwhals", None)
    with pytest.raises(MissingExtraError, match="bulk"):
        to_expression(parse("website", vocabulary))


def test_sets_are_read_by_sql_from_arrays():
    import duckdb

    vocabulary = Vocabulary.from_table(
        {"s": {"type": "set", "label": "s", "choices": {"d'eau".replace("'", "’"): "x", "b": "b"}}}
    )
    rule = any_of([parse('"d’eau" in s', vocabulary)])
    found = duckdb.sql(
        f"SELECT {to_sql(rule)} FROM (VALUES (['d’eau']), ([]), (NULL)) AS known(s)"
    ).fetchall()
    assert [Truth.of(answer) for (answer,) in found] == [Truth.YES, Truth.NO, Truth.UNKNOWN]


@pytest.mark.parametrize(
    ("column", "values", "error", "said"),
    [
        ("powers", [["eau"], ["eua"]], UnknownNameError, "Nearest: eau"),
        ("powers", ["eau"], FactError, "give lists of choices"),
        ("created", ["2022-01-01"], FactError, "give days"),
        ("agents", [float("inf")], FactError, "leave it out if it is not known"),
        ("receipts", ["3 €"], FactError, "give numbers of euros"),
        ("opened", [True], FactError, "give days"),
        ("population", [3.5], FactError, "expected a whole number, got 3.5"),
        ("population", [-1, 3], FactError, "expected 0 or more, got -1"),
        ("opened", [dt.date(1999, 12, 31)], FactError, "expected 2000-01-01 or more"),
        ("created", [dt.datetime(2022, 1, 1, tzinfo=dt.UTC)], FactError, "give days"),
    ],
)
def test_columns_are_checked_by_type_and_value(vocabulary, column, values, error, said):
    import narwhals as nw
    import polars as pl

    frame = nw.from_native(pl.DataFrame({"x": values}))
    with pytest.raises(error, match=said):
        check_columns(frame, vocabulary, {column: "x"})


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("website", ["oui", True, None], "expected true or false, got 'oui'"),
        ("website", [1, None, 0], "expected true or false, got 1"),
        ("population", [True, 3], "expected a whole number, got True"),
        ("population", ["12", 3], "expected a whole number, got '12'"),
        ("population", [Decimal(10) ** 30], "at most 18 digits"),
        ("population", [Decimal("3.5"), Decimal(3)], "expected a whole number, got Decimal"),
        ("population", [Decimal("Infinity")], "expected a whole number"),
        ("created", ["garbage", dt.date(2001, 1, 1)], "give days"),
        ("kind", [["commune"], None], "expected the name of a choice"),
        ("powers", [["eau"], None], "give lists of choices"),
    ],
)
def test_objects_of_pandas_are_checked_one_by_one(vocabulary, column, values, said):
    import narwhals as nw
    import pandas as pd

    frame = nw.from_native(pd.DataFrame({column: pd.Series(values, dtype=object)}))
    with pytest.raises(FactError, match=said):
        check_columns(frame, vocabulary)


def test_instants_with_a_time_zone_are_no_days(vocabulary):
    import narwhals as nw
    import polars as pl

    frame = nw.from_native(pl.DataFrame({"created": [dt.datetime(2022, 1, 1, tzinfo=dt.UTC)]}))
    with pytest.raises(FactError, match="give days"):
        prepared(frame, vocabulary)


def nothing_known():
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    return [
        pd.DataFrame({"receipts": [float("nan")] * 2}),
        pd.DataFrame({"population": []}),
        pd.DataFrame({"population": pd.array([None, None], dtype="Int64")}),
        pd.DataFrame({"website": [None, None]}),
        pd.DataFrame({"kind": [float("nan")] * 2}),
        pl.DataFrame({"powers": [None, None]}),
        pl.DataFrame({"agents": [float("nan")] * 2}),
        pa.table({"powers": pa.nulls(2)}),
    ]


@pytest.mark.parametrize("frame", nothing_known(), ids=lambda frame: type(frame).__module__)
def test_a_column_in_which_nothing_is_known_passes_whatever_its_type(vocabulary, frame):
    import narwhals as nw

    table = nw.from_native(frame)
    check_columns(table, vocabulary)
    [name] = table.columns
    text = {"powers": "eau in powers", "website": "website", "kind": "kind == commune"}
    rule = parse(text.get(name, f"{name} > 3"), vocabulary)
    yes, no = to_yes_no(rule)
    found = prepared(table, vocabulary).select(yes=yes, no=no)
    assert not any(found["yes"].to_list() + found["no"].to_list())


def test_whole_numbers_in_other_clothes_pass_the_check(vocabulary):
    import narwhals as nw
    import pandas as pd
    import pyarrow as pa

    for values in (
        pd.array([1, None], dtype="int64[pyarrow]"),
        pd.array([1.0, None], dtype="double[pyarrow]"),
        pd.Series([Decimal(3), None], dtype=object),
        pd.Series([3.0, None], dtype=object),
    ):
        check_columns(nw.from_native(pd.DataFrame({"population": values})), vocabulary)
    day = pd.Series([pd.Timestamp("2022-01-01"), dt.date(2022, 1, 2)], dtype=object)
    check_columns(nw.from_native(pd.DataFrame({"created": day})), vocabulary)
    check_columns(
        nw.from_native(pa.table({"population": pa.array([Decimal(1), None])})), vocabulary
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"population": "q", "agents": "q"}, "given to two facts, 'population' and 'agents'"),
        ({"population": 3}, "the name of a column for each fact"),
        ("population", "the name of a column for each fact"),
    ],
)
def test_a_column_holds_one_fact(vocabulary, columns, said):
    rule = parse("population > 3", vocabulary)
    for translate in (to_expression, lambda rule, columns: to_sql(rule, "duckdb", columns)):
        with pytest.raises(InputError, match=said):
            translate(rule, columns)
    with pytest.raises(FactError, match="said to hold another fact"):
        to_sql(parse("agents > 3", vocabulary), "duckdb", {"population": "agents"})


def test_only_frames_of_narwhals_are_checked(vocabulary):
    import pandas as pd

    with pytest.raises(InputError, match="from_native"):
        check_columns(pd.DataFrame({"population": [1]}), vocabulary)


def test_columns_that_suit_their_facts_pass_the_check(vocabulary):
    import narwhals as nw
    import polars as pl

    frame = pl.DataFrame(
        {
            "kind": pl.Series(["commune", None], dtype=pl.Categorical),
            "powers": [["eau", "déchets"], None],
            "agents": [0.5, float("nan")],
            "population": [3.0, None],
            "website": [True, None],
            "created": [dt.date(2022, 1, 1), None],
            "committee": [None, None],
        }
    )
    check_columns(nw.from_native(frame), vocabulary)
    check_columns(nw.from_native(frame.lazy()), vocabulary)
