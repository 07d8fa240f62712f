"""One case to compute: what is asked, what is known, and the story told so far."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from tnt_core.deadlines.calendars import holidays
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import Known
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.deadlines.story import Story, spoken
from tnt_core.deadlines.territories import Territory
from tnt_core.deadlines.working_days import WorkingDays, is_doubtful, working_days
from tnt_core.texts import Text

__all__ = ["Case", "ReadingName", "articles_to_quote", "unused"]

UNUSED = Text(
    fr="Le fait « {name} » ne change rien ici (régime « {regime} »).",
    en="The fact {name!r} changes nothing here (regime {regime!r}).",
)
CONDITIONAL_HOLIDAY = Text(
    fr="{holiday}, {day}, n'est férié que dans certaines communes, et on ne sait pas si celle-ci en est : donnez le fait « temple ».",
    en="{holiday}, {day}, is a holiday in some communes only, and it is not known whether this is one of them: give the fact 'temple'.",
)
DISPUTED_HOLIDAY = Text(
    fr="{holiday}, {day} : les textes et la pratique divergent sur ce jour férié.",
    en="{holiday}, {day}: texts and practice disagree on this holiday.",
)

PARIS = "Europe/Paris"

ITEMS = frozenset({"allowed", "completed", "requested", "silence"})
"""The facts of an incomplete request (CRPA, article L114-5)."""

SPRING_2020 = (dt.date(2020, 3, 12), dt.date(2020, 6, 23))
"""The "legally protected period" of ordonnance n° 2020-306, article 1, as ordonnance n° 2020-560 ended it."""

ReadingName: TypeAlias = Literal["text", "fewest", "most"]

OPEN_MIDNIGHT = Text(
    fr="Le dernier jour finit ici à minuit, heure locale ; aucune décision trouvée ne dit si un envoi électronique se juge à l'heure locale ou à celle de Paris.",
    en="The last day ends here at local midnight; no judgment found says whether an electronic filing is judged by local time or by that of Paris.",
)
SPRING_OF_2020 = Text(
    fr="Beaucoup de délais ont été suspendus ou prorogés du 12 mars au 23 juin 2020 (au 23 mai en urbanisme) : ce n'est pas compté ici.",
    en="Many periods were suspended or extended from 12 March to 23 June 2020 (to 23 May in planning): that is not counted here.",
)


def articles_to_quote(regime: Regime, delay: Delay, source: str) -> Articles:
    """Give the articles of the regime, or what it says of working days; *source* is where the length of the delay is written, if known."""
    found = regime.articles
    if found.working and delay.kind in ("ouvre", "ouvrable"):
        found = Articles(day_zero=found.working, count=found.working, end=found.working)
    return attrs.evolve(found, count=source) if source else found


def unused(name: str, rule: Regime) -> tuple[str, Text]:
    """Say that a fact that was given changes nothing."""
    return ("unused-fact", UNUSED.format(name=name, regime=rule.id))


@attrs.frozen
class Case:
    """All that a count needs to know.

    Attributes:
        regime: The regime.
        delay: What is counted.
        territory: Whose holidays and local time apply.
        facts: The checked facts.
        articles: The articles to quote.
        zone: The IANA time zone of the case.
        looked_at: The facts that the regime looks at.
        story: Steps and warnings, filled on the way.
    """

    regime: Regime
    delay: Delay
    territory: Territory
    facts: Known
    articles: Articles
    zone: str
    looked_at: frozenset[str]
    story: Story

    @property
    def moving(self) -> Known:
        """The facts that may move the period: missing items do not move what is due in working days after receipt."""
        if self.delay.kind in ("ouvre", "ouvrable"):
            return {name: value for name, value in self.facts.items() if name not in ITEMS}
        return self.facts

    @property
    def readings(self) -> tuple[ReadingName, ...]:
        """The readings of the holidays that may give another date."""
        return ("fewest", "most") if is_doubtful(self.territory) else ()

    def working(self, reading: ReadingName = "text") -> WorkingDays:
        """Give the days that the delay counts, when it counts working days."""
        week: Literal["ouvre", "ouvrable"] = (
            "ouvrable" if self.delay.kind == "ouvrable" else "ouvre"
        )
        return working_days(self.territory, week, self._temple, reading)

    def carrying(self, reading: ReadingName = "text") -> WorkingDays:
        """Give the days to which a last day is carried over: never a Saturday."""
        return working_days(self.territory, "ouvre", self._temple, reading)

    @property
    def _temple(self) -> bool | None:
        temple = self.facts.get("temple")
        return temple if isinstance(temple, bool) else None

    def warn_of_regime(self, day: dt.date, last: dt.date) -> None:
        """Say what the regime wants said of the period between the event's *day* and *last*, and which facts it did not look at."""
        rule = self.regime
        for name in self.facts:
            if name not in self.looked_at or (name in ITEMS and name not in self.moving):
                self.story.notice(*unused(name, rule))
        if rule.local_midnight_open and self.zone != PARIS:
            self.story.notice("open-midnight", OPEN_MIDNIGHT)
        if (
            rule.spring_2020
            and min(day, last) <= SPRING_2020[1]
            and SPRING_2020[0] <= max(day, last)
        ):
            self.story.notice(
                "spring-2020", SPRING_OF_2020, "ordonnances n° 2020-306, 2020-539 et 2020-560"
            )
        if rule.note is not None:
            self.story.notice("note", rule.note)
        if not rule.in_force(day):
            self.story.notice(
                "not-in-force",
                Text(
                    fr=f"Le régime « {rule.id} » n'est pas en vigueur à cette date (de {rule.since or '…'} à {rule.until or '…'}).",
                    en=f"Regime {rule.id!r} is not in force on that date (from {rule.since or '…'} to {rule.until or '…'}).",
                ),
            )

    def warn_of_holidays(self, first: int, last: int) -> None:
        """Name the uncertain holidays from *first* to *last* that make the readings differ."""
        start, end = spoken(first)[0], spoken(last)[0]
        for year in range(start.year, end.year + 1):
            for day in holidays(year, self.territory):
                if not start <= day.date <= end:
                    continue
                _, said = spoken(day.date.toordinal())
                if day.status == "conditional" and self._temple is None:
                    self.story.notice(
                        "conditional-holiday",
                        CONDITIONAL_HOLIDAY.format(holiday=day.name, day=said),
                        day.text,
                    )
                elif day.status == "disputed":
                    self.story.notice(
                        "disputed-holiday",
                        DISPUTED_HOLIDAY.format(holiday=day.name, day=said),
                        day.text,
                    )
