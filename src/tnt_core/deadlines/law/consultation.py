"""Consulting those who will have to apply a text: opinions to wait for, papers to send before a meeting."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.law.writing import cited, usual
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.texts import Text

__all__ = ["CNEN", "COMMISSION_MEETING", "COMMISSION_OPINION"]

_NOT_SETTLED = Text(
    fr="aucun texte vu ne dit si ce délai est reporté",
    en="no text seen says whether this period is carried over",
)

CNEN = Regime(
    id="cnen",
    label=Text(
        fr="Avis du Conseil national d'évaluation des normes",
        en="Opinion of the national council for the evaluation of standards (CNEN)",
    ),
    summary=Text(
        fr="À compter de l'accusé de réception du dossier complet : six semaines, deux en urgence, soixante-douze heures en extrême urgence. "
        "Le silence vaut avis favorable. Le président peut reconduire une fois les six semaines.",
        en="From the acknowledgement of the complete file: six weeks, two in an emergency, seventy-two hours in an extreme one. Silence is a "
        "favourable opinion. The president may renew the six weeks once.",
    ),
    articles=Articles(
        day_zero="CGCT, article R1213-27",
        count="CGCT, article L1212-2, VI",
        end="CGCT, article L1212-2, VI",
    ),
    citations=cited(
        "CGCT, articles L1212-2 (VI) et R1213-27",
        "La Gazette, 15 juillet 2014 <http://www.lagazettedescommunes.com/243490/conseil-national-devaluation-des-normes-consultation-et-saisine/print",
    ),
    units=("weeks", "days", "hours"),
    hour_start="exact",
    waits=True,
    open_extension=_NOT_SETTLED,
    since=dt.date(2013, 10, 17),  # Act 2013-921, which creates the council
    usual=(
        usual("P2W", "CGCT, article L1212-2, VI", urgent=True),
        usual("P6W", "CGCT, article L1212-2, VI", urgent=False),
    ),
    note=Text(
        fr="Texte lu dans sa version de 2013 ; des versions de 2016 et de 2022 existent.",
        en="Text read in its version of 2013; there are versions of 2016 and 2022.",
    ),
    confidence="medium",
)

COMMISSION_MEETING = Regime(
    id="commission-consultative",
    label=Text(
        fr="Convocation d'une commission consultative de l'État",
        en="Convening an advisory committee of the State",
    ),
    summary=Text(
        fr="Sauf urgence, la convocation, l'ordre du jour et les documents arrivent cinq jours au moins avant la réunion.",
        en="Except in an emergency, the notice, the agenda and the papers arrive at least five days before the meeting.",
    ),
    articles=Articles(count="CRPA, article R133-8"),
    citations=cited("CRPA, articles R*133-1 et R133-8"),
    units=("days",),
    kinds=("calendaire", "franc"),
    direction="backward",
    open_clear=Text(
        fr="aucune source vue ne dit si ces jours sont francs",
        en="no source seen says whether these days are clear days",
    ),
    usual=(usual("-P5D", "CRPA, article R133-8"),),
)

COMMISSION_OPINION = Regime(
    id="commission-avis",
    label=Text(
        fr="Avis d'une commission consultative de l'État",
        en="Opinion of an advisory committee of the State",
    ),
    summary=Text(
        fr="Une commission qui doit être consultée sur un projet de texte est réputée l'avoir été cinq semaines après la saisine, quinze "
        "jours en urgence.",
        en="A committee that must be consulted on a draft is deemed to have been five weeks after it was asked, fifteen days in an emergency.",
    ),
    articles=Articles(count="CRPA, article R*133-14"),
    citations=cited("CRPA, articles R*133-1 et R*133-14"),
    units=("weeks", "days"),
    waits=True,
    open_extension=_NOT_SETTLED,
    usual=(
        usual("P15D", "CRPA, article R*133-14", urgent=True),
        usual("P5W", "CRPA, article R*133-14", urgent=False),
    ),
)
