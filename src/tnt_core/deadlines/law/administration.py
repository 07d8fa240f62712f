"""Before the administration: silence, planning applications, withdrawal."""

from __future__ import annotations

import datetime as dt

import attrs

from tnt_core.deadlines.law.writing import CALENDAR_UNITS, cited, usual
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.texts import Text

__all__ = ["CRPA", "INCOMPLETE", "PLANNING", "WITHDRAWAL"]

CRPA = Regime(
    id="crpa",
    label=Text(fr="Silence de l'administration", en="Silence of the administration"),
    summary=Text(
        fr="De quantième à quantième, jusqu'à minuit : ni franc, ni reporté. La décision implicite naît à la fin du dernier jour.",
        en="To the same date of the month, until midnight: neither clear nor carried over. The implicit decision is born at the end of "
        "the last day.",
    ),
    articles=Articles(
        day_zero="CRPA, article L114-3",
        count="CRPA, articles L231-1 et L231-4",
        working="CRPA, article R112-11-2",
    ),
    citations=cited(
        "CRPA, articles L114-3, L114-5, L231-1, L231-4, R112-11-2, R311-13, R343-5",
        "Calculer le délai de deux mois du SVA <https://vagneux.fr/2025/01/14/droit-administratif-calculer-le-delai-de-deux-mois-du-sva-silence-vaut-acceptation-silence-vaut-accord-de-larticle-l-231-1-crpa",
    ),
    units=CALENDAR_UNITS,
    kinds=("calendaire", "ouvre"),
    shifts=("allowed", "completed", "requested", "silence"),
    spring_2020=True,
    # For local governments; for the State, since 12 November 2014 (Act 2013-1005 of 12 November 2013).
    since=dt.date(2015, 11, 12),
    note=Text(
        fr="Le code ne dit pas comment se comptent les mois : c'est la pratique, de quantième à quantième et jusqu'à minuit.",
        en="The code does not say how the months are counted: to the same date and until midnight is the practice.",
    ),
    usual=(
        usual("P2M", "CRPA, articles L231-1 et L231-4", silence="rejection"),
        usual("P2M", "CRPA, article L231-1"),
    ),
    confidence="medium",
)

_R423_23 = "code de l'urbanisme, article R*423-23"

PLANNING = Regime(
    id="urbanisme",
    label=Text(fr="Instruction d'urbanisme", en="Planning applications"),
    summary=Text(
        fr="De quantième à quantième, ni franc ni reporté ; la décision doit être notifiée avant la fin du dernier jour.",
        en="To the same date of the month, neither clear nor carried over; the decision must be notified before the last day ends.",
    ),
    articles=Articles(
        day_zero="code de l'urbanisme, article R*423-19",
        count="CE, 19 décembre 2014, n° 365224",
        end="CE, 19 décembre 2014, n° 365224",
    ),
    citations=cited(
        "code de l'urbanisme, articles R*423-19, R*423-22, R*423-23, R*423-38, R*423-39, R*423-41, L213-2, L424-5",
        "CE, 2 avril 1993",
        "CE, 17 septembre 2010",
        "CE, 19 décembre 2014, n° 365224",
        "CE, 16 juin 1993, n° 135411",
        "décret n° 2021-981 du 23 juillet 2021 (accusé de réception électronique)",
    ),
    units=CALENDAR_UNITS,
    shifts=("acknowledged", "completed", "requested"),
    spring_2020=True,
    usual=(
        usual("P1M", _R423_23, application="declaration-prealable"),
        usual("P2M", _R423_23, application="maison-individuelle"),
        usual("P2M", _R423_23, application="demolition"),
        usual("P3M", _R423_23, application="autre-permis"),
    ),
)

WITHDRAWAL = Regime(
    id="retrait",
    label=Text(fr="Retrait d'une décision", en="Withdrawal of a decision"),
    summary=Text(
        fr="Quatre mois de quantième à quantième suivant la prise de la décision, ni franc ni reporté.",
        en="Four months to the same date after the decision was taken, neither clear nor carried over.",
    ),
    articles=Articles(
        day_zero="CRPA, articles L242-1 et L243-3",
        count="CAA Nantes, 18 juillet 2006",
    ),
    citations=cited(
        "CRPA, articles L242-1 et L243-3",
        "CE, 26 octobre 2001, Ternon",
        "CAA Nantes, 18 juillet 2006 <https://allezassocies.com/articles/c-a-a-nantes-18-juillet-2006",
        "CE, 13 février 2012, n° 351617",
        "CE, 18 juillet 2025, n° 497128",
        "code de l'urbanisme, article L424-5 (permis)",
    ),
    units=CALENDAR_UNITS,
    spring_2020=True,
    since=dt.date(2001, 10, 26),  # CE, Assemblée, Ternon; before, the time limit for going to court
    usual=(usual("P4M", "CRPA, articles L242-1 et L243-3"),),
    note=Text(
        fr="Pour un permis, le retrait doit être notifié dans le délai (CE, 13 février 2012, n° 351617).",
        en="For a planning permit, the withdrawal must be notified in time (CE, 13 February 2012, n° 351617).",
    ),
)

INCOMPLETE = attrs.evolve(
    CRPA,
    id="crpa-incomplet",
    label=Text(fr="Demande incomplète", en="Incomplete request"),
    summary=Text(
        fr="Comme le silence, mais la réception des pièces manquantes fait partir le délai d'acceptation, et suspend celui du rejet.",
        en="As for silence, but receipt of the missing items starts the period of acceptance, and suspends that of rejection.",
    ),
)
