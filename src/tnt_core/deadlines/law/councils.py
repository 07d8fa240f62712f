"""In a council: convening it, publishing its acts, voting its budget."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.law.writing import CALENDAR_UNITS, cited, usual
from tnt_core.deadlines.regimes import Articles, FixedDate, Regime
from tnt_core.texts import Text

__all__ = ["FIXED", "LOCAL_ACTS", "MEETINGS"]

_L2121_11 = "CGCT, article L2121-11"
_L2121_12 = "CGCT, article L2121-12"
_L5211_1 = "CGCT, article L5211-1"
_L2541_2 = "CGCT, article L2541-2"

_EPCI_SINCE = dt.date(2020, 3, 1)
"""The law says "at the next general renewal of the councils": March 2020; the day within the month changes no council."""

MEETINGS = Regime(
    id="convocations",
    label=Text(fr="Convocation d'une assemblée", en="Convening a council"),
    summary=Text(
        fr="À rebours de la séance, en jours francs : ni le jour de l'envoi ni celui de la séance ne comptent ; les week-ends et les fériés "
        "comptent et ne reportent rien.",
        en="Counted back from the meeting in clear days: neither the day of sending nor that of the meeting counts; week-ends and holidays "
        "count and carry nothing over.",
    ),
    articles=Articles(
        day_zero="CE, 13 octobre 1993, d'André, n° 141677",
        count="CGCT, articles L2121-11 et L2121-12",
        clear="CE, 13 octobre 1993, d'André, n° 141677",
        end="CE, 5 février 1954 (date de l'envoi)",
    ),
    citations=cited(
        "CGCT, articles L2121-7, L2121-11, L2121-12, L5211-1, L3121-19, L4132-18, L2541-2",
        "CE, 13 octobre 1993, d'André, n° 141677",
        "CE, 22 juillet 2015, n° 383072",
        "AMF 62, La convocation du conseil municipal <https://amf62.fr/project/la-convocation-du-conseil-municipal",
    ),
    units=("days",),
    kinds=("franc", "calendaire"),
    direction="backward",
    open_clear=Text(
        fr="aucune source vue ne dit si ces jours sont francs",
        en="no source seen says whether these days are clear days",
    ),
    usual=(
        usual("-3 jours francs", "CGCT, article L2121-7", kind="commune", first_meeting=True),
        usual("-P1D", f"{_L2541_2} (la veille)", kind="commune", below=3500, urgent=True, local_law=True),
        usual(
            "-3 jours francs", f"{_L2541_2} (trois jours, francs selon la doctrine)",
            kind="commune", below=3500, urgent=False, local_law=True,
        ),
        usual("-1 jour franc", _L2121_11, kind="commune", below=3500, urgent=True),
        usual("-3 jours francs", _L2121_11, kind="commune", below=3500, urgent=False),
        usual("-1 jour franc", _L2121_12, kind="commune", least=3500, urgent=True),
        usual("-5 jours francs", _L2121_12, kind="commune", least=3500, urgent=False),
        usual("-1 jour franc", _L5211_1, kind="epci_fp", urgent=True, since=_EPCI_SINCE),
        usual(
            "-5 jours francs", f"{_L5211_1} ; CE, 22 juillet 2015, n° 383072",
            kind="epci_fp", urgent=False, first_meeting=True, since=_EPCI_SINCE,
        ),
        usual("-5 jours francs", _L5211_1, kind="epci_fp", urgent=False, since=_EPCI_SINCE),
        usual("-1 jour franc", "CGCT, article L3121-19", kind="departement", urgent=True),
        usual("-P12D", "CGCT, article L3121-19 (rapports)", kind="departement", urgent=False),
        usual("-1 jour franc", "CGCT, article L4132-18", kind="region", urgent=True),
        usual("-P12D", "CGCT, article L4132-18 (rapports)", kind="region", urgent=False),
    ),
)  # fmt: skip

LOCAL_ACTS = Regime(
    id="cgct-jours",
    label=Text(fr="Jours et semaines du CGCT", en="Days and weeks of the local government code"),
    summary=Text(
        fr="Jours calendaires après l'événement, le dernier compris ; aucun texte ne les reporte.",
        en="Calendar days after the event, the last one included; no text carries them over.",
    ),
    articles=Articles(count="CGCT, articles L2121-7, L2121-25 et L2131-1"),
    citations=cited(
        "CGCT, articles L2121-7, L2121-15, L2121-25, L2131-1, L5211-40-2",
        "Covid 19 : séance d'installation du conseil municipal <https://www.mairiexpertactu.fr/mairiexpertactu-recherche?view=article&id=23233",
    ),
    units=CALENDAR_UNITS,
    direction="both",
    open_extension=Text(
        fr="le CGCT ne dit pas si ce délai est reporté",
        en="the code does not say whether this period is carried over",
    ),
    open_clear=Text(
        fr="rien de ce qui a été vu ne tranche si ces jours à rebours sont francs",
        en="nothing seen settles whether these days counted back are clear days",
    ),
    confidence="medium",
)

_BUDGET_CASES = (
    (" (année ordinaire)", " (ordinary year)", False, False),
    (" (année de renouvellement)", " (renewal year)", True, False),
    (" si budget N-1 réglé par le préfet", " if the prefect settled budget N-1", False, True),
    (
        " si budget N-1 réglé par le préfet (année de renouvellement)",
        " if the prefect settled budget N-1 (renewal year)",
        True,
        True,
    ),
)

FIXED = Regime(
    id="date-fixe",
    label=Text(fr="Dates fixes du budget local", en="Fixed dates of the local budget"),
    summary=Text(
        fr="Des jours qui reviennent chaque année, plus tard quand les conseils ont été renouvelés ou quand le préfet a réglé le budget.",
        en="Days that come every year, later when the councils were renewed or when the prefect settled the budget.",
    ),
    citations=cited(
        "CGCT, articles L1612-2, L1612-8, L1612-9, L1612-12 et L1612-13",
        "Maires de France, février 2026",
    ),
    fixed=tuple(
        FixedDate(
            id=name,
            title=Text(fr=fr, en=en),
            label=Text(fr=fr + fr_case, en=en + en_case),
            month=month,
            day=day,
            article=articles[settled],
            when={"renewal_year": renewal, "settled_by_prefect": settled},
        )
        for name, fr, en, articles, dates in (
            (
                "budget-vote", "vote du budget", "budget vote", ("CGCT, article L1612-2", "CGCT, article L1612-9"),
                ((4, 15), (4, 30), (6, 1), (6, 15)),
            ),
            (
                "budget-transmission", "transmission du budget", "budget transmission",
                ("CGCT, article L1612-8", "CGCT, articles L1612-8 et L1612-9"),
                ((4, 30), (5, 15), (6, 15), (6, 30)),
            ),
            (
                "comptes-vote", "vote du compte administratif", "vote of the accounts", ("CGCT, article L1612-12",) * 2,
                ((6, 30),) * 4,
            ),
            (
                "comptes-transmission", "transmission du compte administratif", "transmission of the accounts",
                ("CGCT, article L1612-13",) * 2, ((7, 15),) * 4,
            ),
        )
        for (month, day), (fr_case, en_case, renewal, settled) in zip(dates, _BUDGET_CASES, strict=True)
    ),
)  # fmt: skip
