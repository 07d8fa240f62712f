"""Working days, of five or six days a week."""

from __future__ import annotations

import attrs

from tnt_core.deadlines.law.writing import cited
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.texts import Text

__all__ = ["LEAVE", "WORKABLE", "WORKABLE_CARRIED", "WORKING"]

WORKING = Regime(
    id="ouvres",
    label=Text(fr="Jours ouvrés", en="Working days (Monday to Friday)"),
    summary=Text(
        fr="Du lundi au vendredi, sans les fériés du territoire ; le jour de l'événement ne compte pas.",
        en="Monday to Friday without the territory's public holidays; the day of the event does not count.",
    ),
    articles=Articles(day_zero="Service-Public, F35697", count="Service-Public, F35697"),
    citations=cited("Service-Public, F35697", "CRPA, article R112-11-2"),
    units=("days",),
    kinds=("ouvre",),
    direction="both",
    confidence="medium",
)

WORKABLE = Regime(
    id="ouvrables",
    label=Text(fr="Jours ouvrables", en="Working days (Monday to Saturday)"),
    summary=Text(
        fr="Du lundi au samedi, sans les fériés du territoire ; le jour de l'événement ne compte pas.",
        en="Monday to Saturday without the territory's public holidays; the day of the event does not count.",
    ),
    articles=Articles(
        day_zero="Cass. soc., 3 juin 2015",
        count="Cass. soc., 20 février 2008",
        extension="code du travail, article R1231-1",
    ),
    citations=cited(
        "Service-Public, F35697",
        "Cass. soc., 20 février 2008",
        "Cass. soc., 3 juin 2015 <http://www.groupe-legrand.com/actualites/353-le-delai-de-convocation-a-un-entretien-prealable-doit-etre-de-5-jours-ouvrables-pleins.html",
    ),
    units=("days",),
    kinds=("ouvrable",),
    direction="both",
)

WORKABLE_CARRIED = attrs.evolve(
    WORKABLE,
    id="ouvrables+642",
    label=Text(fr="Jours ouvrables, samedi reporté", en="Working days, Saturday carried over"),
    summary=Text(
        fr="Jours ouvrables ; si le dernier est un samedi, il est reporté au jour ouvré suivant (entretien préalable).",
        en="Monday-to-Saturday working days; a last day on a Saturday is carried over (interview before dismissal).",
    ),
    citations=cited(
        "code du travail, article R1231-1",
        "Cass. soc., 10 juillet 2019 <https://www.editions-tissot.fr/actualite/droit-du-travail/delai-entre-la-convocation-et-l-entretien-prealable-attention-au-lundi",
    ),
    direction="forward",
    extends=True,
)

LEAVE = attrs.evolve(
    WORKABLE,
    id="ouvrables-count",
    label=Text(fr="Congés en jours ouvrables", en="Leave in working days"),
    summary=Text(
        fr="Le premier jour compte : dernier jour d'un congé de tant de jours ouvrables.",
        en="The first day counts: last day of a leave of so many Monday-to-Saturday working days.",
    ),
    direction="forward",
    counts_first_day=True,
)
