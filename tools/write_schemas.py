"""Writes the JSON Schema of each JSON form, from the ``TypedDict`` that the library itself checks.

    python tools/write_schemas.py [--check]

The schemas go to ``data/schemas/`` of the installed package, which in a checkout is ``src/tnt_core``; ``tnt-core compile`` then lists
and hashes them in the data package.
"""

from __future__ import annotations

import json
import sys
import typing
from pathlib import Path
from typing import Any

import typing_extensions
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

import tnt_core

if sys.version_info < (3, 12):
    # Below 3.12 pydantic reads this TypedDict only, which it brings itself; the forms are imported after it took the other's place.
    typing.TypedDict = typing_extensions.TypedDict

FOLDER = Path(tnt_core.__file__).parent / "data" / "schemas"

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Plain(GenerateJsonSchema):
    """Without a title for each key, which would only repeat its name."""

    def get_title_from_name(self, name: str) -> str:
        del name
        return ""

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


def forms() -> dict[str, Any]:
    """Give the forms by the name that their key ``schema`` bears."""
    from tnt_core.agendas.agenda_json import AgendaJson
    from tnt_core.cli import answers_json
    from tnt_core.deadlines.deadline_json import DeadlineJson
    from tnt_core.model.obligation_json import ObligationJson
    from tnt_core.model.profile_json import ProfileJson
    from tnt_core.rules.decision_json import DecisionJson

    values = [AgendaJson, DeadlineJson, DecisionJson, ObligationJson, ProfileJson]
    printed = [getattr(answers_json, name) for name in answers_json.__all__]
    found = {}
    for form in (*values, *printed):
        version = typing.get_type_hints(form)["schema"]
        _, name, _ = typing.get_args(version)[0].split("/")
        found[name] = form
    return found


def schema_of(name: str, form: Any) -> JsonSchemaValue:
    """Give the JSON Schema of a form: closed, since a key that is not in it is refused."""
    made = _adapter(form).json_schema(schema_generator=_Plain, mode="serialization")
    parts = made.pop("$defs", {})
    whole = parts.pop(form.__name__)
    for part in (whole, *parts.values()):
        if part.get("type") == "object":
            part["additionalProperties"] = False
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", **whole, "$defs": parts}


def _adapter(form: Any) -> TypeAdapter[Any]:
    # Within a list, so that the settings reach the form: what stands below a key is its description.
    return TypeAdapter(list[form], config={"use_attribute_docstrings": True})


def contents() -> dict[str, str]:
    """Give the files by name."""
    from tnt_core.rules.translate.json_tree import RULE_SCHEMA

    found = {name: schema_of(name, form) for name, form in forms().items()}
    found["rule"] = {"$schema": DIALECT, "$id": "rule.schema.json", **RULE_SCHEMA}
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True)
        + "\n"
        for name, schema in sorted(found.items())
    }


def main(argv: list[str]) -> int:
    """Write the schemas; with ``--check`` tell which differ from the forms."""
    made = contents()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    if "--check" in argv:
        stale = sorted(name for name in made.keys() | kept if made.get(name) != kept.get(name))
        print("\n".join(stale), end="")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in kept.keys() - made.keys():
        (FOLDER / name).unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
