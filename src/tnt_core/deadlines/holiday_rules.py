"""The public holidays of France as law: one rule a day, with its text, its status and the years it holds for.

Only a day that a law or a regulation makes a holiday extends a period (Cass. 2e civ., 16 July 1976, n° 75-12.260), so each rule has a
status. Sources and every known disagreement: code du travail L3133-1, L3134-13, L3422-2 (version of 27 March 2026), and the texts
named beside each rule.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, get_args

import attrs

from tnt_core.texts import Text

__all__ = ["RULES", "TERRITORIES", "EasterDay", "FixedDay", "HolidayRule", "Status", "Territory"]

Territory: TypeAlias = Literal[
    "metropole",
    "alsace-moselle",
    "guadeloupe",
    "martinique",
    "guyane",
    "reunion",
    "mayotte",
    "saint-barthelemy",
    "saint-martin",
    "spm",
    "polynesie",
    "nouvelle-caledonie",
    "wallis",
]
"""Where public holidays and local time are the same."""
TERRITORIES: tuple[Territory, ...] = get_args(Territory)

Status: TypeAlias = Literal["legal", "local-text", "conditional", "disputed", "usage"]
"""What makes a day a holiday.

``legal`` a national law or decree; ``local-text`` a local labour code or a prefect's order; ``conditional`` a law, in some communes
only; ``disputed`` texts and practice disagree; ``usage`` custom alone, which never extends a period.
"""


@attrs.frozen
class FixedDay:
    """The same day every year."""

    month: int
    day: int

    def in_year(self, year: int, easter: int) -> int:
        """Give the ordinal of this day in *year*."""
        del easter
        return dt.date(year, self.month, self.day).toordinal()


@attrs.frozen
class EasterDay:
    """So many days after Easter Sunday (before, when negative)."""

    offset: int

    def in_year(self, year: int, easter: int) -> int:
        """Give the ordinal of this day in the year whose Easter Sunday has the ordinal *easter*."""
        del year
        return easter + self.offset


@attrs.frozen(kw_only=True)
class HolidayRule:
    """One holiday, as a text or a custom makes it.

    Attributes:
        day: When it falls.
        name: Its name.
        status: What makes it a holiday.
        text: The text that does, or what is known of the custom.
        since: First day of validity; ``None`` if older than this calendar's first checked year (1990).
        until: Last day of validity; ``None`` if it still holds.
        follows_text: For a disputed day: whether the text in force (and not practice alone) names this day.
    """

    day: FixedDay | EasterDay
    name: Text
    status: Status = "legal"
    text: str
    since: dt.date | None = None
    until: dt.date | None = None
    follows_text: bool = True

    def holds(self, ordinal: int) -> bool:
        """Tell whether the rule holds on the day of this ordinal."""
        after = self.since is None or self.since.toordinal() <= ordinal
        return after and (self.until is None or ordinal <= self.until.toordinal())


_CODE = "code du travail, article L3133-1"
_SLAVERY = Text(fr="Abolition de l'esclavage", en="Abolition of slavery")
_GOOD_FRIDAY = Text(fr="Vendredi saint", en="Good Friday")
_SCHOELCHER = Text(fr="Fête de Victor Schœlcher", en="Victor Schœlcher Day")
_ABOLITION_LAW = "loi n° 83-550 du 30 juin 1983 et décret n° 83-1003 du 23 novembre 1983"
_ABOLITION_SINCE = dt.date(1983, 11, 23)
_CUSTOM = "usage local, sans texte"

NATIONAL: tuple[HolidayRule, ...] = tuple(
    HolidayRule(day=day, name=Text(fr=fr, en=en), text=_CODE)
    for day, fr, en in (
        (FixedDay(1, 1), "1er janvier", "New Year's Day"),
        (EasterDay(1), "Lundi de Pâques", "Easter Monday"),
        (FixedDay(5, 1), "1er mai", "1 May"),
        (FixedDay(5, 8), "8 mai", "8 May"),
        (EasterDay(39), "Ascension", "Ascension Day"),
        # Still a holiday from 2005 to 2007: the law of 30 June 2004 made it the default "solidarity day", no more (CE ord. 3 May 2005).
        (EasterDay(50), "Lundi de Pentecôte", "Whit Monday"),
        (FixedDay(7, 14), "14 juillet", "14 July"),
        (FixedDay(8, 15), "Assomption", "Assumption"),
        (FixedDay(11, 1), "Toussaint", "All Saints' Day"),
        (FixedDay(11, 11), "11 novembre", "11 November"),
        (FixedDay(12, 25), "Jour de Noël", "Christmas Day"),
    )
)


def _abolition(month: int, day: int, point: int) -> HolidayRule:
    return HolidayRule(
        day=FixedDay(month, day),
        name=_SLAVERY,
        text=f"code du travail, article L3422-2, {point}° ; {_ABOLITION_LAW}",
        since=_ABOLITION_SINCE,
    )


def _schoelcher(since: dt.date | None = None) -> HolidayRule:
    return HolidayRule(
        day=FixedDay(7, 21), name=_SCHOELCHER, status="usage", text=_CUSTOM, since=since
    )


_ANTILLES_GOOD_FRIDAY = HolidayRule(
    day=EasterDay(-2), name=_GOOD_FRIDAY, status="usage", text=_CUSTOM
)
_WALLIS_ORDER = "arrêté annuel du préfet, administrateur supérieur (par exemple n° 2022-1071 du 28 décembre 2022)"
_POLYNESIAN_CODE = "code du travail de la Polynésie française"
_MATARII_LAW = "loi du pays LP 2025-12, adoptée le 6 mai 2025"

LOCAL: dict[Territory, tuple[HolidayRule, ...]] = {
    "metropole": (),
    "alsace-moselle": (
        HolidayRule(
            day=EasterDay(-2),
            name=_GOOD_FRIDAY,
            status="conditional",
            text="code du travail, article L3134-13, 2° : communes ayant un temple protestant ou une église mixte",
        ),
        HolidayRule(
            day=FixedDay(12, 26),
            name=Text(fr="Second jour de Noël", en="Second day of Christmas"),
            text="code du travail, article L3134-13, 12°",
        ),
    ),
    "guadeloupe": (
        _abolition(5, 27, 3),
        HolidayRule(
            day=EasterDay(-24),
            name=Text(fr="Mi-Carême", en="Mid-Lent"),
            status="usage",
            text=_CUSTOM,
        ),
        _ANTILLES_GOOD_FRIDAY,
        _schoelcher(),
    ),
    "martinique": (_abolition(5, 22, 2), _ANTILLES_GOOD_FRIDAY, _schoelcher()),
    "guyane": (_abolition(6, 10, 4),),
    "reunion": (_abolition(12, 20, 6),),
    # The Muslim feasts of Mayotte are usages that article L3422-3 allows; they follow the moon and extend nothing: left out.
    "mayotte": (_abolition(4, 27, 1),),
    "saint-barthelemy": (
        HolidayRule(
            day=FixedDay(5, 27),
            name=_SLAVERY,
            status="disputed",
            text=f"{_ABOLITION_LAW} : commune de la Guadeloupe jusqu'au 14 juillet 2007",
            since=_ABOLITION_SINCE,
            until=dt.date(2007, 7, 14),
        ),
        HolidayRule(
            day=FixedDay(10, 9),
            name=_SLAVERY,
            status="usage",
            text=_CUSTOM,
            until=dt.date(2012, 4, 25),
        ),
        HolidayRule(
            day=FixedDay(10, 9),
            name=_SLAVERY,
            text="code du travail, article L3422-2, 5° ; décret n° 2012-553 du 23 avril 2012",
            since=dt.date(2012, 4, 26),
        ),
    ),
    "saint-martin": (
        HolidayRule(
            day=FixedDay(5, 27),
            name=_SLAVERY,
            status="disputed",
            text=f"{_ABOLITION_LAW} (régime de la Guadeloupe jusqu'en 2007)",
            since=_ABOLITION_SINCE,
            until=dt.date(2012, 4, 25),
        ),
        HolidayRule(
            day=FixedDay(5, 27),
            name=_SLAVERY,
            text="code du travail, article L3422-2, 3° ; décret n° 2012-553 du 23 avril 2012",
            since=dt.date(2012, 4, 26),
            until=dt.date(2018, 5, 3),
        ),
        HolidayRule(
            day=FixedDay(5, 27),
            name=_SLAVERY,
            status="disputed",
            text="code du travail, article L3422-2, 3° ; contra : circulaire du 4 mai 2018 (28 mai)",
            since=dt.date(2018, 5, 4),
        ),
        HolidayRule(
            day=FixedDay(5, 28),
            name=_SLAVERY,
            status="usage",
            text=_CUSTOM,
            since=dt.date(2013, 1, 1),
            until=dt.date(2018, 5, 3),
        ),
        HolidayRule(
            day=FixedDay(5, 28),
            name=_SLAVERY,
            status="disputed",
            text="circulaire du 4 mai 2018 et pratique locale ; contra : code du travail, article L3422-2, 3° (27 mai)",
            since=dt.date(2018, 5, 4),
            follows_text=False,
        ),
        _schoelcher(dt.date(2012, 1, 1)),
    ),
    "spm": (),
    "polynesie": (
        HolidayRule(
            day=FixedDay(3, 5),
            name=Text(fr="Arrivée de l'Évangile", en="Arrival of the Gospel"),
            status="local-text",
            text=_POLYNESIAN_CODE,
        ),
        HolidayRule(
            day=EasterDay(-2), name=_GOOD_FRIDAY, status="local-text", text=_POLYNESIAN_CODE
        ),
        HolidayRule(
            day=FixedDay(6, 29),
            name=Text(fr="Fête de l'autonomie", en="Autonomy Day"),
            status="local-text",
            text=_POLYNESIAN_CODE,
            since=dt.date(1985, 1, 1),
            until=dt.date(2024, 12, 31),
        ),
        HolidayRule(
            day=FixedDay(6, 29),
            name=Text(fr="Fête de l'autonomie", en="Autonomy Day"),
            status="disputed",
            text=f"supprimée par la {_MATARII_LAW} ; date d'effet non vue",
            since=dt.date(2025, 1, 1),
            until=dt.date(2025, 12, 31),
        ),
        HolidayRule(
            day=FixedDay(11, 20),
            name=Text(fr="Matariʻi i niʻa", en="Matariʻi i niʻa"),
            status="disputed",
            text=f"{_MATARII_LAW} ; effet en 2025 ou en 2026 selon les sources",
            since=dt.date(2025, 1, 1),
            until=dt.date(2025, 12, 31),
        ),
        HolidayRule(
            day=FixedDay(11, 20),
            name=Text(fr="Matariʻi i niʻa", en="Matariʻi i niʻa"),
            status="local-text",
            text=_MATARII_LAW,
            since=dt.date(2026, 1, 1),
        ),
    ),
    "nouvelle-caledonie": (
        HolidayRule(
            day=FixedDay(9, 24),
            name=Text(fr="Fête de la citoyenneté", en="Citizenship Day"),
            status="local-text",
            text="code du travail de Nouvelle-Calédonie",
        ),
    ),
    "wallis": tuple(
        HolidayRule(
            day=day, name=Text(fr=fr, en=en), status="local-text", text=_WALLIS_ORDER
        )
        for day, fr, en in (
            (FixedDay(4, 28), "Saint Pierre Chanel", "Saint Peter Chanel"),
            (FixedDay(6, 29), "Saints Pierre et Paul", "Saints Peter and Paul"),
            (FixedDay(7, 29), "Fête du Territoire", "Territory Day"),
        )
    ),
}  # fmt: skip

RULES: dict[Territory, tuple[HolidayRule, ...]] = {
    territory: (*NATIONAL, *local) for territory, local in LOCAL.items()
}
"""The rules of each territory, national ones first."""
