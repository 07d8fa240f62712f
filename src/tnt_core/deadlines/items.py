"""Incomplete requests: items that are asked for, arrive, or do not.

For the administration (CRPA, article L114-5), a period of tacit acceptance starts when the items arrive, and one of tacit rejection is
suspended while they are awaited. For planning applications (code de l'urbanisme, articles R*423-38 to R*423-41), the period of instruction
starts when they arrive, if they were asked for in time.
"""

from __future__ import annotations

from tnt_core.deadlines.facts import Known, day_among, not_before
from tnt_core.deadlines.months import add_months
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.story import Story
from tnt_core.texts import Text

__all__ = ["items_received", "suspends", "suspension"]

LATE_REQUEST = Text(
    fr="Les pièces ont été demandées plus d'un mois après la réception du dossier : la demande ne change pas le délai.",
    en="The items were asked for more than a month after receipt of the file: the request does not change the period.",
)
ITEMS_AWAITED = Text(
    fr="Les pièces demandées ne sont pas arrivées : le délai n'a pas commencé. La date donnée est celle d'un dossier complet.",
    en="The items that were asked for have not come: the period has not started. The date given is that of a complete file.",
)
LATE_ITEMS = Text(
    fr="Les pièces sont arrivées plus de trois mois après leur demande : la demande est tacitement rejetée, ou la déclaration frappée d'une opposition tacite, sauf si la lettre a été reçue plus tard. Le délai compté ici n'a alors pas couru.",
    en="The items came more than three months after they were asked for: the application is tacitly rejected, or the declaration tacitly opposed, unless the letter was received later. The period counted here then never ran.",
)
ITEMS_RECEIVED = Text(
    fr="Le délai court de la réception des pièces manquantes, {day}.",
    en="The period runs from receipt of the missing items, {day}.",
)
SUSPENSION_UNKNOWN = Text(
    fr="La suspension va de la demande des pièces (« requested ») à leur réception (« completed ») ou à la fin du délai imparti (« allowed ») : il manque l'un de ces jours, rien n'est suspendu.",
    en="The suspension goes from the request for the items ('requested') to their receipt ('completed') or the end of the time allowed ('allowed'): one of these days is missing, nothing is suspended.",
)
REQUEST_AFTER_THE_END = Text(
    fr="Les pièces ont été demandées après la fin du délai : le rejet était déjà né.",
    en="The items were asked for after the end of the period: the rejection had already been born.",
)
OPEN_SUSPENSION = Text(
    fr="Le texte ne dit pas comment se comptent les jours de suspension ; ils sont ajoutés un pour un.",
    en="The text does not say how the days of suspension are counted; they are added one for one.",
)

REQUEST_MONTHS, ITEMS_MONTHS = 1, 3
"""Items are asked for within a month of receipt of a planning application, and supplied within three."""

_CRPA = "CRPA, article L114-5"
_ACCEPTANCE, _REJECTION = f"{_CRPA}, al. 2", f"{_CRPA}, al. 3"
_PLANNING = "code de l'urbanisme, article R*423-39"


def suspends(rule: Regime, facts: Known) -> bool:
    """Tell whether missing items suspend the period, as they do one of tacit rejection, instead of starting it anew."""
    return rule.missing_items == "request" and facts.get("silence") == "rejection"


def items_received(zero: int, rule: Regime, facts: Known, story: Story) -> int:
    """Give the day on which the period starts: that of receipt of the items, if some were missing."""
    asked, completed = day_among(facts, "requested"), day_among(facts, "completed")
    planning = rule.missing_items == "application"
    if asked is not None:
        not_before(asked, zero, "requested")
        if planning and asked > add_months(zero, REQUEST_MONTHS)[0]:
            story.notice(
                "late-request", LATE_REQUEST, "code de l'urbanisme, articles R*423-38 et R*423-41"
            )
            return zero
        if completed is None:
            story.notice("missing-fact", ITEMS_AWAITED, _PLANNING if planning else _ACCEPTANCE)
    if completed is None:
        return zero
    not_before(completed, zero if asked is None else asked, "completed")
    if planning and asked is not None and completed > add_months(asked, ITEMS_MONTHS)[0]:
        story.notice("late-items", LATE_ITEMS, _PLANNING)
    story.step(completed, ITEMS_RECEIVED, _PLANNING if planning else _ACCEPTANCE)
    return completed


def suspension(rule: Regime, facts: Known, zero: int, end: int, story: Story) -> int:
    """Give the days for which a period of tacit rejection from *zero* to *end* was suspended, waiting for missing items."""
    if not suspends(rule, facts):
        return 0
    asked = day_among(facts, "requested")
    ends = {name: day for name in ("completed", "allowed") if (day := day_among(facts, name))}
    if asked is None and not ends:
        return 0
    if asked is None or not ends:
        story.notice("missing-fact", SUSPENSION_UNKNOWN, _REJECTION)
        return 0
    if not_before(asked, zero, "requested") > end:
        story.notice("late-request", REQUEST_AFTER_THE_END, _REJECTION)
        return 0
    # Items that come before the time allowed is over end the suspension; later ones do not prolong it.
    days = min(not_before(day, asked, name) for name, day in ends.items()) - asked
    story.step(end + days, _suspended(days), _REJECTION)
    story.notice("open-suspension", OPEN_SUSPENSION, _REJECTION)
    return days


def _suspended(days: int) -> Text:
    """Say for how long a period of rejection was suspended; French counts none in the singular, English in the plural."""
    return Text(
        fr=f"Délai de rejet suspendu {days} jour{'s' * (days > 1)}, de la demande des pièces à leur réception ou à la fin du délai imparti : "
        "{day}.",
        en=f"Period of rejection suspended for {days} day{'s' * (days != 1)}, from the request for the items to their receipt or the end "
        "of the time allowed: {day}.",
    )
