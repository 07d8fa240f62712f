"""What downstream code writes, checked by the type checker alone; never run."""

from __future__ import annotations

import datetime as dt

import tnt_core as tnt
from tnt_core.rules import Vocabulary, decide, parse

dataset: tnt.Dataset = tnt.load()
obligation: tnt.Obligation = dataset.obligations["reen-strategie"]
profile = tnt.Profile(kind="commune", population_total=3400, facts={"has_website": True})
decision: tnt.Decision = obligation.decide(profile, on="2026-11-23", known_on=None, facts={})
missing: tuple[str, ...] = decision.missing
unknown: bool = decision.truth is tnt.Truth.UNKNOWN
agenda: tnt.Agenda = tnt.agenda(profile, on=dt.date(2026, 11, 23), until="2027-12-31")
due: dt.date | None = agenda[0].due
counted: tnt.Deadline | None = agenda[0].deadline("2026-11-20", facts={})
also: tnt.Deadline | None = obligation.requirements[0].deadline("2026-11-20", profile, facts={})
titles: list[str] = [item.obligation.title.get("fr") for item in agenda.in_force]
rennes: tnt.Profile = tnt.directory.profile("35238", on="2026-11-23")
limit: tnt.Deadline = tnt.deadline("2026-11-20", "P2M", regime="franc", territory="guadeloupe")
last_day: dt.date = limit.legal_date
written: str = limit.to_json()["legal_date"]
item_state: str = agenda.to_json()["items"][0]["state"]
people: int | None = profile.to_json().get("population_total")
same: tnt.Agenda = tnt.Agenda.from_json(dict(agenda.to_json()), dataset)
vocabulary = Vocabulary.from_table({})
truth: tnt.Truth = decide(parse("always", vocabulary), {}).truth
