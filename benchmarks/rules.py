"""The rules engine beside the peers: the same job, the same run, the answers checked equal.

    python benchmarks/rules.py [folder]

The job: 34,969 communes × 20 rules (kind, population, staff, zone; five rules are not in force), one commune at a time, then in bulk.
*folder* holds ``communes.json`` and ``rules.json`` of the peers' own benchmark; without it, communes and rules of the same spread are
made up. Each engine runs in a process of its own. A peer that is not installed is said to be missing:
``pip install zen-engine rule-engine cel-python cel-expr-python json-logic-qubit openfisca-core``.
"""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tnt_core.rules import Rule, Truth, Vocabulary, parse

Row = dict[str, Any]
Counts = dict[str, int]
KINDS = ("commune", "epci_fp", "departement", "region")
ROUNDS = 3


class Job:
    """Communes, rules, and the right answers by plain Python."""

    def __init__(self, folder: Path | None) -> None:
        if folder is None:
            self.rows, self.rules, self.on = made_up()
        else:
            self.rows = json.loads((folder / "communes.json").read_text(encoding="utf-8"))
            data = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
            self.rules, self.on = data["rules"], data["on"]
        names = ("kind", "population", "agents", "zone")
        self.facts = [{name: row[name] for name in names} for row in self.rows]
        self.partial = [
            known if row["agents_known"] else {**known, "agents": None}
            for known, row in zip(self.facts, self.rows, strict=True)
        ]
        self.zones = sorted({row["zone"] for row in self.rows})

    def active(self, rule: Row) -> bool:
        """Tell whether a rule is in force on the day of the job."""
        return bool(rule["start"] <= self.on and (rule["end"] is None or self.on < rule["end"]))

    def truth(self, rule: Row, known: Row) -> bool | None:
        """Give the right answer; ``None`` is unknown."""
        if not self.active(rule) or known["kind"] != rule["kind"]:
            return False
        if known["population"] < rule["population"]:
            return False
        if rule["zone"] is not None and known["zone"] != rule["zone"]:
            return False
        if not rule["agents"]:
            return True
        return None if known["agents"] is None else bool(known["agents"] >= rule["agents"])

    def expected(self, rows: list[Row]) -> Counts:
        """Count the right YES of each rule."""
        return {r["id"]: sum(self.truth(r, known) is True for known in rows) for r in self.rules}

    def unknown(self) -> int:
        """Count the answers that nobody can give without the staff."""
        return sum(self.truth(r, known) is None for r in self.rules for known in self.partial)

    def text(self, rule: Row, *, joint: str = "and", quote: str = "'", never: str = "false") -> str:
        """Write a rule as expression languages do."""
        parts = [f"kind == {quote}{rule['kind']}{quote}", f"population >= {rule['population']}"]
        if rule["agents"]:
            parts.append(f"agents >= {rule['agents']}")
        if rule["zone"]:
            parts.append(f"zone == {quote}{rule['zone']}{quote}")
        if not self.active(rule):
            parts.insert(0, never)
        return f" {joint} ".join(parts)

    def vocabulary(self) -> Vocabulary:
        """Give the vocabulary of the job."""
        label = {"fr": "fait", "en": "fact"}
        return Vocabulary.from_table(
            {
                "kind": {"type": "choice", "label": label, "choices": {k: k for k in KINDS}},
                "zone": {"type": "choice", "label": label, "choices": {z: z for z in self.zones}},
                "population": {"type": "int", "label": label},
                "agents": {"type": "int", "label": label},
            }
        )

    def ours(self) -> dict[str, Rule]:
        """Give the rules as tnt-core's."""
        vocabulary = self.vocabulary()
        return {r["id"]: parse(self.text(r, never="never"), vocabulary) for r in self.rules}


def made_up() -> tuple[list[Row], list[Row], str]:
    chance = random.Random(20261123)
    rows = []
    for number in range(34_969):
        population = int(chance.lognormvariate(6.2, 1.4))
        zone = chance.choices(["metro", "drom", "com"], [0.996, 0.003, 0.001])[0]
        rows.append(
            {
                "code": f"{number:05}",
                "kind": "commune",
                "population": population,
                "agents": int(population * chance.uniform(0.006, 0.02)),
                "agents_known": chance.random() < 0.7,
                "zone": zone,
            }
        )
    starts = ["2018-10-07", "2020-01-01", "2022-01-01", "2027-10-01"]
    rules = [
        {
            "id": f"r{number:02}",
            "kind": "commune",
            "population": chance.choice([200, 500, 1000, 2000, 3500, 5000, 10000, 50000]),
            "agents": chance.choice([0, 0, 20, 50, 100, 350]),
            "zone": chance.choice([None, None, None, "metro", "drom"]),
            "start": starts[number % 4],
            "end": None,
        }
        for number in range(20)
    ]
    return rows, rules, "2026-11-23"


Way = tuple[str, int, Callable[[], Counts], Counts]
"""What is done, evaluations in one round, the round, and the counts of YES that it must give."""


def over(functions: dict[str, Callable[[Any], Any]], rows: list[Any]) -> Callable[[], Counts]:
    """Decide row by row, keeping the answers as a program does."""

    def run() -> Counts:
        return {
            name: sum([bool(function(row)) for row in rows]) for name, function in functions.items()
        }

    return run


def tnt_core(job: Job) -> Iterator[Way]:
    rules = job.ours()
    vocabulary = next(iter(rules.values())).vocabulary
    size = len(job.facts) * len(rules)
    for name, rows in (("all known", job.facts), ("agents unknown for 30 %", job.partial)):
        checked = [vocabulary.check(known) for known in rows]
        bare = [known.row for known in checked]
        expected = job.expected(rows)

        def compiled(bare: list[Row] = bare) -> Counts:
            found = {}
            for key, rule in rules.items():
                answer = rule.compiled
                found[key] = [answer(row) for row in bare].count(Truth.YES)
            return found

        def method(checked: list[Any] = checked) -> Counts:
            return {
                k: [r.truth(known) for known in checked].count(Truth.YES) for k, r in rules.items()
            }

        yield f"3-valued, compiled, {name}", size, compiled, expected
        yield f"3-valued, rule.truth(facts), {name}", size, method, expected


def tnt_core_explained(job: Job) -> Iterator[Way]:
    rules = job.ours()
    vocabulary = next(iter(rules.values())).vocabulary
    for name, rows in (
        ("all known", job.facts[::10]),
        ("agents unknown for 30 %", job.partial[::10]),
    ):
        checked = [vocabulary.check(known) for known in rows]

        def run(checked: list[Any] = checked) -> Counts:
            found = dict.fromkeys(rules, 0)
            for key, rule in rules.items():
                for known in checked:
                    decision = rule.decide(known, ("CGCT L2121-10",))
                    # Reasons were made; what is missing is worked out when asked.
                    assert not decision.missing or decision.truth is Truth.UNKNOWN
                    found[key] += decision.truth is Truth.YES
            return found

        yield (
            f"explained, cited, missing facts, {name}",
            len(rows) * len(rules),
            run,
            job.expected(rows),
        )


def tnt_core_bulk(job: Job) -> Iterator[Way]:
    pl, nw = import_module("polars"), import_module("narwhals")
    frames = import_module("tnt_core.rules.translate.frames")
    sql = import_module("tnt_core.rules.translate.sql")
    rules = job.ours()
    frame = pl.DataFrame(job.partial)
    vocabulary = next(iter(rules.values())).vocabulary
    expressions = {name: frames.to_expression(rule, ready=True) for name, rule in rules.items()}
    size = len(job.partial) * len(rules)
    expected = job.expected(job.partial)

    def polars() -> Counts:
        read = frames.prepared(nw.from_native(frame), vocabulary)
        found = read.select(**expressions).to_native()
        return {name: int(found[name].sum()) for name in rules}

    yield "3-valued, narwhals on Polars, columns kept", size, polars, expected
    connection = import_module("duckdb").connect()
    connection.register("known", frame.to_arrow())
    columns = ", ".join(f"count(*) FILTER ({sql.to_sql(r)}) AS {n}" for n, r in rules.items())

    def duckdb() -> Counts:
        counts = connection.execute(f"SELECT {columns} FROM known").fetchone()
        return dict(zip(rules, counts, strict=True))

    yield "3-valued, SQL on DuckDB, counted", size, duckdb, expected


def polars_by_hand(job: Job) -> Iterator[Way]:
    pl = import_module("polars")
    frame = pl.DataFrame(job.partial)
    made = {}
    for r in job.rules:
        test = (pl.col("kind") == r["kind"]) & (pl.col("population") >= r["population"])
        if r["agents"]:
            test &= pl.col("agents") >= r["agents"]
        if r["zone"]:
            test &= pl.col("zone") == r["zone"]
        made[r["id"]] = test if job.active(r) else pl.lit(value=False)

    def run() -> Counts:
        found = frame.select(**made)
        return {name: int(found[name].sum()) for name in made}

    yield (
        "3-valued, written by hand",
        len(job.partial) * len(job.rules),
        run,
        job.expected(job.partial),
    )


def python(job: Job) -> Iterator[Way]:
    lambdas = {}
    for r in job.rules:
        tests = [f"known['kind'] == {r['kind']!r}", f"known['population'] >= {r['population']}"]
        tests += [f"known['agents'] >= {r['agents']}"] if r["agents"] else []
        tests += [f"known['zone'] == {r['zone']!r}"] if r["zone"] else []
        tests = tests if job.active(r) else ["False"]
        lambdas[r["id"]] = eval(f"lambda known: {' and '.join(tests)}")
    yield (
        "2-valued, one lambda a rule",
        len(job.facts) * 20,
        over(lambdas, job.facts),
        job.expected(job.facts),
    )


def zen(job: Job) -> Iterator[Way]:
    engine = import_module("zen")
    compiled = {r["id"]: engine.compile_expression(job.text(r)).evaluate for r in job.rules}
    rows = job.facts[::5]
    yield "2-valued, compiled expressions", len(rows) * 20, over(compiled, rows), job.expected(rows)


def zen_explained(job: Job) -> Iterator[Way]:
    engine = import_module("zen")
    inputs = {"i1": "kind", "i2": "population", "i3": "agents", "i4": "zone"}
    table = [
        {
            "_id": r["id"],
            "i1": f"'{r['kind']}'",
            "i2": f">= {r['population']}",
            "i3": f">= {r['agents']}" if r["agents"] else "",
            "i4": f"'{r['zone']}'" if r["zone"] else "",
            "o1": f"'{r['id']}'",
        }
        for r in job.rules
        if job.active(r)
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": key, "name": name, "field": name} for key, name in inputs.items()],
        "outputs": [{"id": "o1", "name": "rule", "field": "rule"}],
        "rules": table,
    }
    spot = {"position": {"x": 0, "y": 0}}
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", **spot},
            {"id": "dt", "type": "decisionTableNode", "name": "rules", "content": content, **spot},
            {"id": "out", "type": "outputNode", "name": "out", **spot},
        ],
        "edges": [
            {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "dt"},
            {"id": "e2", "type": "edge", "sourceId": "dt", "targetId": "out"},
        ],
    }
    decision = engine.ZenEngine().create_decision(json.dumps(graph))
    rows = job.facts[::20]

    def run() -> Counts:
        found = dict.fromkeys((r["id"] for r in job.rules), 0)
        for known in rows:
            for hit in decision.evaluate(known, {"trace": True})["result"] or []:
                found[hit["rule"]] += 1
        return found

    yield "explained, decision table, traced", len(rows) * 20, run, job.expected(rows)


def rule_engine(job: Job) -> Iterator[Way]:
    engine = import_module("rule_engine")
    text, number = engine.DataType.STRING, engine.DataType.FLOAT
    types = {"kind": text, "zone": text, "population": number, "agents": number}
    context = engine.Context(type_resolver=engine.type_resolver_from_dict(types))
    rules = {r["id"]: engine.Rule(job.text(r), context=context).matches for r in job.rules}
    rows = job.facts[::10]
    yield "2-valued, typed context", len(rows) * 20, over(rules, rows), job.expected(rows)


def cel_python(job: Job) -> Iterator[Way]:
    cel = import_module("celpy")
    env = cel.Environment()
    rules = {r["id"]: env.program(env.compile(job.text(r, joint="&&"))).evaluate for r in job.rules}
    rows = job.facts[::200]
    given = [cel.json_to_cel(known) for known in rows]
    yield "2-valued, interpreted", len(rows) * 20, over(rules, given), job.expected(rows)


def cel_cpp(job: Job) -> Iterator[Way]:
    cel = import_module("cel_expr_python.cel")
    kinds = {
        "kind": cel.Type.STRING,
        "zone": cel.Type.STRING,
        "population": cel.Type.INT,
        "agents": cel.Type.INT,
    }
    env = cel.NewEnv(variables=kinds)
    made = {r["id"]: env.compile(job.text(r, joint="&&", quote='"')) for r in job.rules}

    def answer(program: Any, known: Row) -> Any:
        return program.eval(data=known).value()

    rules: dict[str, Callable[[Any], Any]] = {
        name: partial(answer, program) for name, program in made.items()
    }
    rows = job.facts[::10]
    yield "2-valued, compiled", len(rows) * 20, over(rules, rows), job.expected(rows)


def json_logic(job: Job) -> Iterator[Way]:
    apply = import_module("json_logic").jsonLogic

    def tree(r: Row) -> Any:
        tests: list[Any] = [job.active(r), {"==": [{"var": "kind"}, r["kind"]]}]
        tests += [{">=": [{"var": name}, r[name]]} for name in ("population", "agents") if r[name]]
        tests += [{"==": [{"var": "zone"}, r["zone"]]}] if r["zone"] else []
        return {"and": tests}

    logics = {r["id"]: tree(r) for r in job.rules}
    rules: dict[str, Callable[[Any], Any]] = {
        name: partial(apply, logic) for name, logic in logics.items()
    }
    rows = job.facts[::10]
    yield "2-valued", len(rows) * 20, over(rules, rows), job.expected(rows)


def openfisca(job: Job) -> Iterator[Way]:
    np, periods = import_module("numpy"), import_module("openfisca_core.periods")
    entities, enums = (
        import_module("openfisca_core.entities"),
        import_module("openfisca_core.indexed_enums"),
    )
    builder = import_module("openfisca_core.simulations").SimulationBuilder
    variable = import_module("openfisca_core.variables").Variable
    system_class = import_module("openfisca_core.taxbenefitsystems").TaxBenefitSystem
    commune = entities.build_entity(
        key="commune", plural="communes", label="Commune", is_person=True
    )
    kinds = enums.Enum("Kind", {k: k for k in KINDS})
    zones = enums.Enum("Zone", {z: z for z in job.zones})
    system = system_class([commune])

    def add(name: str, **fields: Any) -> None:
        body = {"entity": commune, "definition_period": periods.DAY, "label": name, **fields}
        system.add_variable(type(name, (variable,), body))

    add("kind", value_type=enums.Enum, possible_values=kinds, default_value=kinds.commune)
    add("zone", value_type=enums.Enum, possible_values=zones, default_value=zones[job.zones[0]])
    add("population", value_type=int)
    add("agents", value_type=int)

    def formula_of(r: Row) -> Callable[[Any, Any], Any]:
        def formula(one: Any, period: Any) -> Any:
            met = one("kind", period) == kinds[r["kind"]]
            met = met * (one("population", period) >= r["population"])
            if r["agents"]:
                met = met * (one("agents", period) >= r["agents"])
            if r["zone"]:
                met = met * (one("zone", period) == zones[r["zone"]])
            return met if job.active(r) else met * False

        return formula

    for r in job.rules:
        add(r["id"], value_type=bool, formula=formula_of(r))

    def columns(rows: list[Row]) -> dict[str, Any]:
        return {name: np.array([known[name] for known in rows]) for name in rows[0]}

    def decide(inputs: dict[str, Any], *, trace: bool = False) -> Counts:
        size = len(inputs["kind"])
        simulation = builder().build_default_simulation(system, count=size)
        simulation.trace = trace
        for name, values in inputs.items():
            simulation.set_input(name, job.on, values)
        return {r["id"]: int(simulation.calculate(r["id"], job.on).sum()) for r in job.rules}

    def one_by_one() -> Counts:
        found = dict.fromkeys((r["id"] for r in job.rules), 0)
        for known in few:
            for name, count in decide(columns([known]), trace=True).items():
                found[name] += count
        return found

    everybody, few = columns(job.facts), job.facts[::200]
    size = len(job.facts) * len(job.rules)
    yield "2-valued, vectorised", size, lambda: decide(everybody), job.expected(job.facts)
    yield (
        "explained, one commune a simulation, traced",
        len(few) * 20,
        one_by_one,
        job.expected(few),
    )


ENGINES: dict[str, Callable[[Job], Iterator[Way]]] = {
    "tnt-core": tnt_core,
    "tnt-core, explained": tnt_core_explained,
    "tnt-core, in bulk": tnt_core_bulk,
    "Polars": polars_by_hand,
    "plain Python": python,
    "zen-engine": zen,
    "zen-engine, explained": zen_explained,
    "rule-engine": rule_engine,
    "cel-python": cel_python,
    "cel-expr-python (C++)": cel_cpp,
    "json-logic-qubit": json_logic,
    "openfisca-core": openfisca,
}


def measure(engine: str, job: Job) -> None:
    """Print the lines of one engine."""
    try:
        for way, size, run, expected in ENGINES[engine](job):
            spent = []
            for _ in range(ROUNDS):
                gc.collect()
                start = time.perf_counter()
                found = run()
                spent.append(time.perf_counter() - start)
            verdict = "equal" if found == expected else "WRONG"
            print(f"{engine:<24}{way:<58}{size / min(spent):>16,.0f}{verdict:>10}", flush=True)
    except ImportError as missing:
        print(f"{engine:<24}{f'missing: {missing.name}':<58}", flush=True)


def main(folder: str = "", engine: str = "") -> None:
    if engine:
        measure(engine, Job(Path(folder) if folder != "-" else None))
        return
    job = Job(Path(folder) if folder else None)
    print(
        f"{len(job.rows)} communes × {len(job.rules)} rules; {job.unknown()} answers UNKNOWN without the staff\n"
    )
    print(f"{'':<24}{'':<58}{'rules a second':>16}{'answers':>10}")
    for name in ENGINES:
        subprocess.run([sys.executable, "-W", "ignore", __file__, folder or "-", name], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
