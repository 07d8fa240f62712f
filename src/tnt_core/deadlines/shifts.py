"""What moves a period: a day of the event that the law sets elsewhere, a suspension, a distance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tnt_core.deadlines.facts import ABROAD, FactValue
from tnt_core.deadlines.holiday_rules import Territory
from tnt_core.deadlines.months import add_months
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.story import Story
from tnt_core.errors import FactError

__all__ = ["UNREAD_DAYS", "day_zero", "distance_months", "suspension"]

UNREAD_DAYS = 15
"""An electronic notice not read within fifteen days is deemed notified on the day it was made available (CRPA, article R112-20)."""
ACKNOWLEDGED_SINCE = dt.date(2021, 7, 26).toordinal()
"""Décret n° 2021-981 was published on 25 July 2021, without a later date, and so in force the day after."""
REQUEST_MONTHS, ITEMS_MONTHS = 1, 3
"""Missing items are asked for within a month of receipt, and supplied within three (code de l'urbanisme, articles R*423-38, -39)."""
PAYMENT_DAYS = 2
"""Without a day of receipt, the payment period starts two days after the date of the request."""


def day_zero(event: int, rule: Regime, facts: Mapping[str, FactValue], story: Story) -> int:
    """Give the day that the law takes for the event, and tell why if it is another one."""
    zero = event
    if "acknowledged" in rule.shifts and (sent := _day(facts, "acknowledged")) is not None:
        zero = _acknowledged(_not_before(sent, event, "acknowledged"), event, story)
    if "consulted" in rule.shifts:
        zero = _electronic_notice(event, facts, story)
    if "completed" in rule.shifts and not _suspends(rule, facts):
        zero = _completed(zero, rule, facts, story)
    if "performed" in rule.shifts:
        zero = _payment(event, facts, story)
    return zero


def _completed(zero: int, rule: Regime, facts: Mapping[str, FactValue], story: Story) -> int:
    asked, completed = _day(facts, "requested"), _day(facts, "completed")
    if completed is None:
        return zero
    planning = "requested" in rule.shifts and "silence" not in rule.shifts
    if planning and asked is not None:
        _not_before(asked, zero, "requested")
        _not_before(completed, asked, "completed")
        if asked > add_months(zero, REQUEST_MONTHS)[0]:
            story.notice(
                "late-request",
                "Les pièces ont été demandées plus d'un mois après la réception du dossier : la demande ne change pas le délai.",
                "The items were asked for more than a month after receipt of the file: the request does not change the period.",
                "code de l'urbanisme, articles R*423-38 et R*423-41",
            )
            return zero
        if completed > add_months(asked, ITEMS_MONTHS)[0]:
            story.notice(
                "late-items",
                "Les pièces sont arrivées plus de trois mois après leur demande : la demande est tacitement rejetée, ou la déclaration "
                "refusée, sauf si la lettre a été reçue plus tard. Le délai compté ici n'a alors pas couru.",
                "The items came more than three months after they were asked for: the application is tacitly rejected, unless the letter "
                "was received later. The period counted here then never ran.",
                "code de l'urbanisme, article R*423-39",
            )
    zero = _not_before(completed, zero, "completed")
    story.step(
        zero,
        "Le délai court de la réception des pièces manquantes, {day}.",
        "The period runs from receipt of the missing items, {day}.",
        "code de l'urbanisme, article R*423-39" if planning else "CRPA, article L114-5, al. 2",
    )
    return zero


def _acknowledged(sent: int, event: int, story: Story) -> int:
    article = "décret n° 2021-981 du 23 juillet 2021"
    if sent < ACKNOWLEDGED_SINCE:
        story.notice(
            "acknowledged-too-early",
            "L'accusé de réception électronique ne fait partir le délai que depuis le 26 juillet 2021 : celui-ci, envoyé avant, ne "
            "change rien.",
            "The electronic acknowledgement starts the period only since 26 July 2021: this one, sent before, changes nothing.",
            article,
        )
        return event
    story.step(
        sent,
        "Le délai court de l'envoi de l'accusé de réception électronique, {day}.",
        "The period runs from the sending of the electronic acknowledgement, {day}.",
        article,
    )
    return sent


def _electronic_notice(event: int, facts: Mapping[str, FactValue], story: Story) -> int:
    read = _day(facts, "consulted")
    if read is not None and read <= event + UNREAD_DAYS:
        if facts.get("unread") is True:
            raise FactError(
                "unread",
                f"cannot be true where 'consulted' is {facts['consulted']}, within fifteen days: keep the one that is right.",
                f"ne peut pas être vrai quand « consulted » vaut {facts['consulted']}, dans les quinze jours : gardez celui qui est juste.",
                value=True,
            )
        read = _not_before(read, event, "consulted")
        story.step(
            read,
            "La notification électronique est reçue à sa première consultation, {day}.",
            "The electronic notice is received when it is first read, {day}.",
            "CRPA, article R112-20",
        )
        return read
    if read is not None or facts.get("unread") is True:
        story.step(
            event,
            "Non consultée dans les quinze jours, la notification électronique est réputée reçue le jour de sa mise à disposition, {day}.",
            "Not read within fifteen days, the electronic notice is deemed received on the day it was made available, {day}.",
            "CRPA, article R112-20",
        )
    return event


def _payment(event: int, facts: Mapping[str, FactValue], story: Story) -> int:
    zero = event
    if facts.get("receipt_unknown") is True:
        zero += PAYMENT_DAYS
        story.step(
            zero,
            "Date de réception non établie : date de la demande augmentée de deux jours, {day}.",
            "Day of receipt not established: date of the request plus two days, {day}.",
            "code de la commande publique, article R2192-12 et suivants",
        )
    performed = _day(facts, "performed")
    if performed is not None and performed > zero:
        zero = performed
        story.step(
            zero,
            "Prestations exécutées après la demande : le délai court de leur exécution, {day}.",
            "Work done after the request: the period runs from its completion, {day}.",
            "code de la commande publique, article R2192-12 et suivants",
        )
    return zero


def _suspends(rule: Regime, facts: Mapping[str, FactValue]) -> bool:
    """Tell whether missing items suspend the period, as they do one of tacit rejection, instead of starting it anew."""
    return "silence" in rule.shifts and facts.get("silence") == "rejection"


def suspension(
    rule: Regime, facts: Mapping[str, FactValue], zero: int, end: int, story: Story
) -> int:
    """Give the days for which a period of tacit rejection from *zero* to *end* was suspended, waiting for missing items."""
    if not _suspends(rule, facts):
        return 0
    asked = _day(facts, "requested")
    ends = [day for name in ("completed", "allowed") if (day := _day(facts, name)) is not None]
    if asked is None and not ends:
        return 0
    article = "CRPA, article L114-5, al. 3"
    if asked is None or not ends:
        story.notice(
            "missing-fact",
            "La suspension va de la demande des pièces (« requested ») à leur réception (« completed ») ou à la fin du délai imparti "
            "(« allowed ») : il manque l'un de ces jours, rien n'est suspendu.",
            "The suspension goes from the request for the items ('requested') to their receipt ('completed') or the end of the time "
            "allowed ('allowed'): one of these days is missing, nothing is suspended.",
            article,
        )
        return 0
    if _not_before(asked, zero, "requested") > end:
        story.notice(
            "late-request",
            "Les pièces ont été demandées après la fin du délai : le rejet était déjà né.",
            "The items were asked for after the end of the period: the rejection had already been born.",
            article,
        )
        return 0
    # Items that come before the time allowed is over end the suspension; later ones do not prolong it.
    days = min(_not_before(day, asked, "completed") for day in ends) - asked
    story.step(
        end + days,
        f"Délai de rejet suspendu {days} jour{'s' * (days > 1)}, de la demande des pièces à leur réception ou à la fin du délai imparti : "
        "{day}.",
        f"Period of rejection suspended for {days} day{'s' * (days != 1)}, from the request for the items to their receipt or the end of the time "
        f"allowed: {{day}}.",
        article,
    )
    story.notice(
        "open-suspension",
        "Le texte ne dit pas comment se comptent les jours de suspension ; ils sont ajoutés un pour un.",
        "The text does not say how the days of suspension are counted; they are added one for one.",
        article,
    )
    return days


def distance_months(
    rule: Regime,
    territory: Territory,
    facts: Mapping[str, FactValue],
    story: Story,
    zero: int,
) -> int:
    """Give the months added for a person who lives far from the court: one overseas, two abroad."""
    residence = facts.get("residence")
    if not rule.distance or residence is None or _home(residence) == _home(territory):
        return 0
    if territory not in rule.distance:
        story.notice(
            "no-distance",
            f"Aucun délai de distance : les juridictions de ce territoire ne sont pas visées ({rule.articles.distance}).",
            f"No months for distance: the courts of this territory are not named ({rule.articles.distance}).",
            rule.articles.distance,
        )
        return 0
    months = 2 if residence == ABROAD else 1
    story.step(
        zero,
        f"Délai de distance de {months} mois, compté avec le délai depuis le {{day}}.",
        f"Distance: {months} more month{'s' * (months > 1)}, counted with the period from {{day}}.",
        rule.articles.distance,
    )
    return months


def _home(place: FactValue) -> FactValue:
    return "metropole" if place == "alsace-moselle" else place


def _day(facts: Mapping[str, FactValue], name: str) -> int | None:
    value = facts.get(name)
    return value.toordinal() if isinstance(value, dt.date) else None


def _not_before(day: int, start: int, name: str) -> int:
    if day < start:
        first, given = dt.date.fromordinal(start), dt.date.fromordinal(day)
        raise FactError(
            name,
            f"{given} is before {first}, where the period could start at the earliest.",
            f"{given} précède le {first}, où le délai commence au plus tôt.",
            value=given,
        )
    return day
