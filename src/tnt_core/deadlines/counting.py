"""Counts a period in days, weeks, months or years, forward or back, under every reading that can be defended."""

from __future__ import annotations

import attrs

from tnt_core.deadlines.case import Case, ReadingName
from tnt_core.deadlines.months import add_months
from tnt_core.deadlines.shifts import distance_months, suspension
from tnt_core.deadlines.story import spoken, why_not_working

__all__ = ["count_back", "count_forward"]


def count_forward(zero: int, case: Case) -> tuple[int, ...]:
    """Count from day 0 on; the first answer is the legal one, the others are those of other readings."""
    rule, delay, story = case.regime, case.delay, case.story
    included = rule.counts_first_day or delay.first_day
    if included:
        story.step(
            zero, "Premier jour, compté : {day}.", "First day, counted: {day}.", rule.articles.day_zero
        )
    else:
        story.step(
            zero, "Jour 0, non compté : {day}.", "Day 0, not counted: {day}.", rule.articles.day_zero
        )
    if delay.kind in ("ouvre", "ouvrable"):
        return _working(zero - included, case)
    months = delay.all_months + distance_months(rule, case.territory, case.facts, story, zero)
    end = _term(zero, months, case, included=included)
    ends = [end]
    if rule.clear or delay.kind == "franc":
        ends = [end + 1]
        story.step(
            end + 1,
            "Délai franc : il finit le lendemain, {day}.",
            "Clear period: it ends the next day, {day}.",
            rule.articles.clear,
        )
    if rule.second_reading and months:
        ends.append(add_months(zero + 1, months)[0] + delay.all_days)
    last = _close(ends[0], zero, case)
    if last != ends[0]:
        _tell_extension(ends[0], last, zero, case)
    others = [_close(end, zero, case, reading) for end in ends for reading in ("text", *case.readings)]
    if len(ends) > 1 and others[0] != _close(ends[1], zero, case):
        _warn_of_month_end(_close(ends[1], zero, case), case)
    if any(_close(ends[0], zero, case, reading) != last for reading in case.readings):
        case.warn_of_holidays(zero, max(others))
    if rule.open_extension is not None:
        others.append(_open_extension(last, case))
    return last, *others


def _term(zero: int, months: int, case: Case, *, included: bool) -> int:
    """Count the months, then the days. A month without the wanted day ends the count on its last day, and that is said."""
    delay, story = case.delay, case.story
    end = zero
    if months:
        end, missing = add_months(zero, months)
        part = _part(case, months=months)
        if missing:
            story.step(
                end,
                f"{part[0]} : pas de {missing} dans ce mois, donc son dernier jour, {{day}}.",
                f"{part[1]}: no day {missing} in that month, so its last day, {{day}}.",
                case.count_article,
            )
            story.notice(
                "clamped-month",
                f"Le mois d'arrivée n'a pas de {missing} : le délai va au dernier jour du mois.",
                f"The month of arrival has no day {missing}: the period runs to the last day of the month.",
                case.count_article,
            )
        else:
            story.step(
                end,
                f"{part[0]}, au même quantième : {{day}}.",
                f"{part[1]}, to the same date: {{day}}.",
                case.count_article,
            )
        end -= included
    if delay.all_days:
        end += delay.all_days - (included and not months)
        part = _part(case, weeks=delay.weeks, days=delay.days)
        story.step(
            end,
            f"{part[0]}, le dernier compris : {{day}}.",
            f"{part[1]}, the last one included: {{day}}.",
            case.count_article,
        )
    return end + suspension(case.regime, case.facts, end, story)


def _part(case: Case, **units: int) -> tuple[str, str]:
    nothing = {"years": 0, "months": 0, "weeks": 0, "days": 0}
    part = attrs.evolve(
        case.delay, **{**nothing, **units}, kind="calendaire", backward=False, first_day=False
    )
    return part.sentence("fr"), part.sentence("en")


def _working(start: int, case: Case) -> tuple[int, ...]:
    rule, delay = case.regime, case.delay
    end = case.working().add(start, delay.days)
    case.story.step(
        end,
        f"{delay.sentence('fr')}, sans les jours fériés : {{day}}.",
        f"{delay.sentence('en')}, without public holidays: {{day}}.",
        case.count_article,
    )
    last = _close(end, start, case)
    if last != end:
        _tell_extension(end, last, start, case)
    others = [
        _close(case.working(reading).add(start, delay.days), start, case, reading)
        for reading in case.readings
    ]
    if any(other != last for other in others):
        case.warn_of_holidays(start, max(others))
    return last, *others


def _close(end: int, zero: int, case: Case, reading: ReadingName = "text") -> int:
    """Carry a last day over to a working day, where the regime does."""
    rule, delay = case.regime, case.delay
    if not rule.extends:
        return end
    days = case.carrying(reading)
    last = days.on_or_after(end)
    if rule.two_working_days and delay.all_months + delay.all_days >= 2:  # noqa: PLR2004  # two days or more, says the article
        last = max(last, days.add(zero, 2))
    return last


def _tell_extension(end: int, last: int, zero: int, case: Case) -> None:
    """Tell the carrying over, and the second working day of Regulation 1182/71 if it came later."""
    carried = case.carrying().on_or_after(end)
    if carried != end:
        fr, en = why_not_working(end, case.territory)
        case.story.step(
            carried,
            f"Ce jour n'est pas ouvrable ({fr}) : report au {{day}}.",
            f"Not a working day ({en}): carried over to {{day}}.",
            case.regime.articles.extension,
        )
    if last != carried:
        case.story.step(
            last,
            "Deux jours ouvrables au moins : {day}.",
            "At least two working days: {day}.",
            "règlement 1182/71, article 3(5)",
        )


def _warn_of_month_end(other: int, case: Case) -> None:
    _, fr, en = spoken(other)
    case.story.notice(
        "second-reading",
        f"Fin de mois : une autre doctrine compte le quantième du lendemain de l'événement et arrive au {fr} ; aucune décision "
        "trouvée ne tranche.",
        f"Month end: another doctrine counts from the date of the day after the event and arrives at {en}; no judgment found "
        "settles it.",
        case.regime.articles.count,
    )


def _open_extension(last: int, case: Case) -> int:
    """Give the last day under the reading that would carry it over, and say that this is not settled."""
    carried = case.carrying("most").on_or_after(last)
    if carried != last and case.regime.open_extension is not None:
        doubt = case.regime.open_extension
        _, fr, en = spoken(carried)
        why = why_not_working(last, case.territory)
        case.story.notice(
            "open-extension",
            f"Le dernier jour n'est pas ouvrable ({why[0]}) et {doubt.fr} ; reporté, ce serait le {fr}.",
            f"The last day is not a working day ({why[1]}) and {doubt.en}; carried over, it would be {en}.",
        )
    return carried


def count_back(zero: int, case: Case) -> tuple[int, ...]:
    """Count back from the event; the first answer is the last useful day under the leading reading."""
    rule, delay, story = case.regime, case.delay, case.story
    story.step(
        zero, "Événement, non compté : {day}.", "Event, not counted: {day}.", rule.articles.day_zero
    )
    if delay.kind in ("ouvre", "ouvrable"):
        return _working_back(zero, case)
    end = add_months(zero, -delay.all_months)[0] - delay.all_days
    length_fr, length_en = delay.sentence("fr"), delay.sentence("en")
    story.step(end, f"{length_fr} : {{day}}.", f"{length_en}: {{day}}.", case.count_article)
    if rule.clear_backward or delay.kind == "franc":
        story.step(
            end - 1,
            "Jours francs : le dernier jour utile est la veille, {day}.",
            "Clear days: the last useful day is the day before, {day}.",
            rule.articles.clear,
        )
        return (end - 1,)
    # One day back is the eve, whatever the reading.
    if rule.open_clear is None or delay.all_months + delay.all_days == 1:
        return (end,)
    _, fr, en = spoken(end - 1)
    story.notice(
        "open-clear",
        f"{rule.open_clear.fr[:1].upper()}{rule.open_clear.fr[1:]} : dans le doute, agir le {fr}.",
        f"{rule.open_clear.en[:1].upper()}{rule.open_clear.en[1:]}: in doubt, act on {en}.",
    )
    return end, end - 1


def _working_back(zero: int, case: Case) -> tuple[int, ...]:
    delay = case.delay
    last = case.working().add(zero, -delay.days)
    case.story.step(
        last,
        f"{delay.sentence('fr')}, sans les jours fériés : {{day}}.",
        f"{delay.sentence('en')}, without public holidays: {{day}}.",
        case.count_article,
    )
    others = [case.working(reading).add(zero, -delay.days) for reading in case.readings]
    if any(other != last for other in others):
        case.warn_of_holidays(min(others), zero)
    return last, *others
