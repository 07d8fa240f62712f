"""Cross references: every id that a record names exists, and links between obligations and services are closed both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tnt_core.errors import UnknownNameError
from tnt_core.model.legal import Citation
from tnt_core.records.reading import Reader, Resources
from tnt_core.texts import Text

__all__ = ["LINKS", "broken_links", "check_links", "close_links"]

NOUNS: Mapping[str, Text] = {
    "aids": Text(fr="aide", en="aid"),
    "deliverables": Text(fr="livrable", en="deliverable"),
    "groups": Text(fr="groupe projet", en="project group"),
    "obligations": Text(fr="obligation", en="obligation"),
    "organisations": Text(fr="organisme", en="organisation"),
    "programmes": Text(fr="programme", en="programme"),
    "services": Text(fr="service", en="service"),
    "texts": Text(fr="texte de droit", en="text of law"),
    "themes": Text(fr="thème", en="theme"),
}

LINKS: Mapping[str, Mapping[str, str]] = {
    "obligations": {"services": "services", "related": "obligations", "replaced_by": "obligations"},
    "programmes": {"predecessor": "programmes", "successor": "programmes"},
    "groups": {
        "programme": "programmes",
        "theme": "themes",
        "state_lead": "organisations",
        "local_lead": "organisations",
        "partners": "organisations",
        "obligations": "obligations",
    },
    "deliverables": {
        "programme": "programmes",
        "group": "groups",
        "producers": "organisations",
        "replaced_by": "deliverables",
        "obligations": "obligations",
    },
    "consultations": {"body": "organisations"},
    "aids": {
        "funders": "organisations",
        "themes": "themes",
        "helps": "obligations",
        "part_of": "aids",
    },
    "services": {"operator": "organisations", "serves": "obligations"},
    "events": {
        name: name
        for name in (
            "programmes",
            "groups",
            "deliverables",
            "aids",
            "services",
            "organisations",
            "obligations",
        )
    },
}
"""For each resource, the keys that name records, and the resource that holds those."""

CITING = ("aids", "services", "consultations")
"""Resources whose key ``legal`` cites texts of law; the obligations are checked where they are read."""


def check_links(reader: Reader, resources: Resources, written: Mapping[str, str]) -> None:
    """Note every id that no record bears; an alias is as good as an id."""
    for resource, id_, place, unknown in broken_links(resources):
        file = written.get(f"{resource}/{id_}", resource)
        at = place if place == "legal" or file.endswith(f"/{id_}.toml") else f"{id_}.{place}"
        reader.fault(file, at, unknown)


def broken_links(
    resources: Mapping[str, Any],
) -> Iterator[tuple[str, str, str, UnknownNameError]]:
    """Give every id that no record bears: the resource, the record and the place that name it, and the error."""
    known = {name: _names(resources[name]) for name in NOUNS}
    for resource, keys in LINKS.items():
        for id_, record in resources[resource].items():
            for place, target, name in _named(record, keys):
                if name not in known[target]:
                    yield resource, id_, place, UnknownNameError(NOUNS[target], name, known[target])
            for cited in record.get("legal", ()) if resource in CITING else ():
                text = Citation.parse(cited).text
                if text not in known["texts"]:
                    unknown = UnknownNameError(NOUNS["texts"], text, known["texts"])
                    yield resource, id_, "legal", unknown


def _names(records: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    names = {alias: id_ for id_, record in records.items() for alias in record.get("aliases", ())}
    return {**names, **{id_: id_ for id_ in records}}


def _named(record: Mapping[str, Any], keys: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for key, target in keys.items():
        value = record.get(key)
        if isinstance(value, str):
            yield key, target, value
        for index, name in enumerate(value if isinstance(value, list | tuple) else ()):
            yield f"{key}[{index}]", target, name


def close_links(resources: Resources) -> None:
    """Make the links between obligations and services stand on both sides, under present ids only.

    An obligation that names a service is added to what the service serves, and the other way round; aliases become ids.
    """
    ids = {name: _names(resources[name]) for name in NOUNS}
    for resource, keys in LINKS.items():
        for id_, record in resources[resource].items():
            for key, target in keys.items():
                if isinstance(record.get(key), list | tuple):
                    present = [ids[target].get(name, name) for name in record[key]]
                    record = {**record, key: list(dict.fromkeys(present))}  # noqa: PLW2901  # the base is never changed
            resources[resource][id_] = record
    obligations, services = resources["obligations"], resources["services"]
    pairs = {
        *((o, s) for o, record in obligations.items() for s in record.get("services", ())),
        *((o, s) for s, record in services.items() for o in record.get("serves", ())),
    }
    for obligation, service in sorted(pairs):
        _add(obligations, obligation, "services", service)
        _add(services, service, "serves", obligation)


def _add(records: dict[str, Any], id_: str, key: str, name: str) -> None:
    names = records[id_].get(key, [])
    if name not in names:
        records[id_] = {**records[id_], key: [*names, name]}
