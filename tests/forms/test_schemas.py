"""The JSON Schemas are those of the forms, and what commands print has them."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

import tnt_core as tnt
from tnt_core.agendas.agenda_json import StateJson
from tnt_core.cli import main
from tnt_core.cli.answers_json import AidJson, DeliverableJson
from tnt_core.model.groups import DeliverableState
from tnt_core.model.requirements import State
from tnt_core.model.windows import AidState
from tnt_core.packages import read_json
from tnt_core.rules import Truth
from tnt_core.rules.reason_json import TruthJson

TOOL = Path(__file__).parents[2] / "tools" / "write_schemas.py"
FOLDER = files("tnt_core") / "data" / "schemas"
NAMES = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.iterdir())

TOWN = ("--kind", "commune", "--population", "3400")


def schema(name):
    return Draft202012Validator(read_json(f"schema-{name}"), format_checker=FormatChecker())


def test_the_schemas_are_those_of_the_forms():
    ran = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one_and_says_what_it_is(name):
    found = schema(name).schema
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"{name}.schema.json"
    assert found["description"]
    if name != "rule":
        assert found["properties"]["schema"]["const"].split("/")[1] == name
        assert found["additionalProperties"] is False


def objects(part):
    if isinstance(part, dict):
        if part.get("type") == "object" and "properties" in part:
            yield part
        for inner in part.values():
            yield from objects(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from objects(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_object_of_a_schema_is_closed(name):
    assert all(one["additionalProperties"] is False for one in objects(schema(name).schema))


CALLS = [
    ("agenda", "agenda Rennes --on 2026-11-23"),
    ("agenda", "agenda Rennes --on 2026-11-23 --until 2027-12-31 --all --minor --nature draft --nature obligation"),
    ("agenda", "agenda 97411 --known-on 2018-06-01 --exact --theme finance"),
    ("agenda", "agenda --kind ccas --population 3400 --fact agents_fte=49,6"),
    ("agenda", "agenda --kind epci_fp --population 40000 --on 1999-01-01 --all"),
    ("agenda", "agenda 98735 --nature recommendation --nature faculty"),
    ("decide", "decide reen-strategie Rennes"),
    ("decide", "decide rgpd-dpo --kind commune --on 2010-01-01"),
    ("decide", "decide urbanisme-sve Rennes --on 2026-11-23 --known-on 2015-01-01"),
    ("decide", "decide reen-strategie 98735"),
    ("deadline", "deadline 2026-11-20 P2M --regime franc"),
    ("deadline", "deadline 2026-05-22T16:30:00+02:00 P3D --regime crpa"),
    ("deadline", "deadline 2026-05-22T16:30:00+02:00 PT72H --regime gdpr-hours"),
    ("deadline", "deadline 2026 budget-vote --regime date-fixe"),
    ("judged-deadline", "deadline 2026-11-20 P2M --regime franc --act 2027-01-21"),
    ("judged-deadline", "deadline 2026-11-20 P2M --regime franc --act 20/01/2028"),
    ("regimes", "deadline --regimes"),
    ("explain", "explain reen-strategie"),
    ("explain", "explain urbanisme-sve"),
    ("find", "find saint-denis"),
    ("find", "find 53"),
    ("find", "find 35000 --on 2023-05-01 --limit 3"),
    ("crossings", "crossings --threshold 3500"),
    ("crossings", "crossings --threshold 20000 --from 2021 --to 2025 --kind epci_fp --fact population_total"),
    ("outlook", "crossings Rennes"),
    ("outlook", "crossings 35051 --from 2024 --to 2025"),
    ("outlook", "crossings 98735"),
    ("aids", "aids Rennes --on 2021-09-01"),
    ("aids", "aids Rennes --helps reen-strategie --all"),
    ("aids", "aids --kind commune --population 3400 --on 2021-09-01 --cost 6000 --together fr-relance-axe2-franceconnect-api --fact zone=metro"),
    ("groups", "groups"),
    ("groups", "groups --on 2021-12-09 --for urbanisme-sve"),
    ("services", "services"),
    ("services", "services Rennes --for urbanisme-sve --all"),
    ("services", "services --service AgentConnect --kind commune --population 3400 --fact has_dpo=yes"),
    ("consult", "consult --meeting 2026-12-15"),
    ("consult", "consult --meeting 2026-12-15 --sent 2026-12-09 --body cnen"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "words"), CALLS, ids=[words for _, words in CALLS])
def test_what_a_command_prints_has_its_schema(capsys, form, words):
    assert main([*words.split(), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["schema"] == f"tnt-core/{form}/1"
    schema(form).validate(printed)
    if form not in {"deadline", "judged-deadline", "regimes"}:
        assert printed["data_version"] == tnt.data_info().version


def test_a_search_without_an_answer_has_its_schema_too(capsys):
    assert main(["find", "99999", "--json"]) == 1
    schema("find").validate(json.loads(capsys.readouterr().out))


def test_every_schema_is_that_of_a_value_or_of_what_a_command_prints():
    assert set(NAMES) == {form for form, _ in CALLS} | {"decision", "obligation", "profile", "rule"}


def test_values_have_their_schemas():
    for obligation in tnt.load().obligations.values():
        schema("obligation").validate(obligation.to_json())
        schema("rule").validate(obligation.requirements[0].applies.to_json())
    found = tnt.agenda(tnt.directory.profile("Rennes", estimate="latest"), on="2026-11-23")
    schema("profile").validate(found.profile.to_json())
    for item in found:
        schema("decision").validate(item.decision.to_json())


@pytest.mark.parametrize(
    ("written", "states"),
    [
        (get_args(StateJson), State),
        (get_args(get_type_hints(AidJson)["state"]), AidState),
        (get_args(get_type_hints(DeliverableJson)["state"]), DeliverableState),
        (get_args(TruthJson), Truth),
    ],
)
def test_the_states_of_a_form_are_those_of_its_class(written, states):
    assert set(written) == {state.value for state in states}


def test_a_schema_refuses_what_the_reader_refuses():
    for wrong in ({}, {"schema": "tnt-core/profile/1", "kind": "comune"}, {"schema": "tnt-core/profile/1", "x": 1}):  # fmt: skip
        with pytest.raises(ValidationError):
            schema("profile").validate(wrong)
