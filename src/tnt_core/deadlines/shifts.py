"""What moves a period: a day of the event that the law sets elsewhere, a distance."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.facts import ABROAD, Known, day_among, not_before
from tnt_core.deadlines.items import items_received, suspends
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.story import Story
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import FactError
from tnt_core.facts import FactValue
from tnt_core.texts import Text

__all__ = ["UNREAD_DAYS", "day_zero", "distance_months"]

UNREAD_YET_CONSULTED = Text(
    fr="ne peut pas être vrai quand « consulted » vaut {facts}, dans les quinze jours : gardez celui qui est juste.",
    en="cannot be true where 'consulted' is {facts}, within fifteen days: keep the one that is right.",
)
NO_DISTANCE = Text(
    fr="Aucun délai de distance : les juridictions de ce territoire ne sont pas visées ({article}).",
    en="No months for distance: the courts of this territory are not named ({article}).",
)

UNREAD_DAYS = 15
"""An electronic notice not read within fifteen days is deemed notified on the day it was made available (CRPA, article R112-20)."""
ACKNOWLEDGED_SINCE = dt.date(2021, 7, 26).toordinal()
"""Décret n° 2021-981 was published on 25 July 2021, without a later date, and so in force the day after."""
PAYMENT_DAYS = 2
"""Without a day of receipt, the payment period starts two days after the date of the request."""

ACKNOWLEDGED = Text(
    fr="Le délai court de l'envoi de l'accusé de réception électronique, {day}.",
    en="The period runs from the sending of the electronic acknowledgement, {day}.",
)
ACKNOWLEDGED_TOO_EARLY = Text(
    fr="L'accusé de réception électronique ne fait partir le délai que depuis le 26 juillet 2021 : celui-ci, envoyé avant, ne change rien.",
    en="The electronic acknowledgement starts the period only since 26 July 2021: this one, sent before, changes nothing.",
)
READ = Text(
    fr="La notification électronique est reçue à sa première consultation, {day}.",
    en="The electronic notice is received when it is first read, {day}.",
)
NOT_READ = Text(
    fr="Non consultée dans les quinze jours, la notification électronique est réputée reçue le jour de sa mise à disposition, {day}.",
    en="Not read within fifteen days, the electronic notice is deemed received on the day it was made available, {day}.",
)
RECEIPT_UNKNOWN = Text(
    fr="Date de réception non établie : date de la demande augmentée de deux jours, {day}.",
    en="Day of receipt not established: date of the request plus two days, {day}.",
)
PERFORMED = Text(
    fr="Prestations exécutées après la demande : le délai court de leur exécution, {day}.",
    en="Work done after the request: the period runs from its completion, {day}.",
)


def day_zero(event: int, rule: Regime, facts: Known, story: Story) -> int:
    """Give the day that the law takes for the event, and tell why if it is another one."""
    zero = event
    if "acknowledged" in rule.shifts and (sent := day_among(facts, "acknowledged")) is not None:
        zero = _acknowledged(not_before(sent, event, "acknowledged"), event, story)
    if "consulted" in rule.shifts:
        zero = _electronic_notice(event, facts, story)
    if "completed" in rule.shifts and not suspends(rule, facts):
        zero = items_received(zero, rule, facts, story)
    if "performed" in rule.shifts:
        zero = _payment(event, facts, story)
    return zero


def _acknowledged(sent: int, event: int, story: Story) -> int:
    article = "décret n° 2021-981 du 23 juillet 2021"
    if sent < ACKNOWLEDGED_SINCE:
        story.notice("acknowledged-too-early", ACKNOWLEDGED_TOO_EARLY, article)
        return event
    story.step(sent, ACKNOWLEDGED, article)
    return sent


def _electronic_notice(event: int, facts: Known, story: Story) -> int:
    read = day_among(facts, "consulted")
    if read is not None and read <= event + UNREAD_DAYS:
        if facts.get("unread") is True:
            raise FactError(
                "unread", UNREAD_YET_CONSULTED.format(facts=facts["consulted"]), value=True
            )
        read = not_before(read, event, "consulted")
        story.step(read, READ, "CRPA, article R112-20")
        return read
    if read is not None or facts.get("unread") is True:
        story.step(event, NOT_READ, "CRPA, article R112-20")
    return event


def _payment(event: int, facts: Known, story: Story) -> int:
    zero = event
    if facts.get("receipt_unknown") is True:
        zero += PAYMENT_DAYS
        story.step(
            zero, RECEIPT_UNKNOWN, "code de la commande publique, article R2192-12 et suivants"
        )
    performed = day_among(facts, "performed")
    if performed is not None and performed > zero:
        zero = performed
        story.step(zero, PERFORMED, "code de la commande publique, article R2192-12 et suivants")
    return zero


def distance_months(
    rule: Regime, territory: Territory, facts: Known, story: Story, zero: int
) -> int:
    """Give the months added for a person who lives far from the court: one overseas, two abroad."""
    residence = facts.get("residence")
    if not rule.distance or residence is None or _home(residence) == _home(territory):
        return 0
    if territory not in rule.distance:
        story.notice(
            "no-distance",
            NO_DISTANCE.format(article=rule.articles.distance),
            rule.articles.distance,
        )
        return 0
    months = 2 if residence == ABROAD else 1
    story.step(
        zero,
        Text(
            fr=f"Délai de distance de {months} mois, compté avec le délai depuis le {{day}}.",
            en=f"Distance: {months} more month{'s' * (months > 1)}, counted with the period from {{day}}.",
        ),
        rule.articles.distance,
    )
    return months


def _home(place: FactValue) -> FactValue:
    return "metropole" if place == "alsace-moselle" else place
