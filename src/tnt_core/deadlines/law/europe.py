"""European law: Regulation 1182/71, and the 72 hours of the GDPR."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.law.writing import CALENDAR_UNITS, cited, usual
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.texts import Text

__all__ = ["EU", "GDPR_HOURS"]

EU = Regime(
    id="eu-1182-71",
    label=Text(fr="Règlement (CEE, Euratom) n° 1182/71", en="Regulation (EEC, Euratom) No 1182/71"),
    summary=Text(
        fr="Le jour de l'événement ne compte pas ; un dernier jour férié, samedi ou dimanche est reporté, sauf à rebours ou en heures ; "
        "deux jours ouvrables au moins.",
        en="The day of the event does not count; a last day on a holiday, a Saturday or a Sunday is carried over, except backward or in "
        "hours; at least two working days.",
    ),
    articles=Articles(
        day_zero="règlement 1182/71, article 3(1)",
        count="règlement 1182/71, article 3(2)",
        working="règlement 1182/71, articles 2(2) et 3",
        extension="règlement 1182/71, article 3(4)",
        end="règlement 1182/71, article 3(2)",
    ),
    citations=cited(
        "règlement (CEE, Euratom) n° 1182/71 du Conseil du 3 juin 1971, articles 2 et 3 <https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:31971R1182",
    ),
    units=(*CALENDAR_UNITS, "hours"),
    kinds=("calendaire", "ouvre"),
    direction="both",
    extends=True,
    two_working_days=True,
    open_clear=Text(
        fr="aucune source vue ne dit si ces jours à rebours sont francs",
        en="no source seen says whether these days counted back are clear days",
    ),
    hour_start="next-full-hour",
    since=dt.date(
        1971, 6, 8
    ),  # published in the Official Journal, L 124; its article 6 was not seen
)

GDPR_HOURS = Regime(
    id="gdpr-hours",
    label=Text(fr="72 heures du RGPD", en="GDPR 72 hours"),
    summary=Text(
        fr="Heures écoulées, week-ends et fériés compris, à partir de la prochaine heure pleine ; rien n'est reporté. Visez l'heure "
        "comptée à la minute.",
        en="Elapsed hours, week-ends and holidays included, from the next full hour; nothing is carried over. Aim at the time counted to "
        "the minute.",
    ),
    articles=Articles(
        day_zero="règlement 1182/71, article 3(1)",
        count="RGPD, article 33 ; règlement 1182/71, article 3(2)(a)",
        extension="règlement 1182/71, article 3(4)",
    ),
    citations=cited(
        "RGPD, article 33",
        "règlement (CEE, Euratom) n° 1182/71, article 3",
        "72 Stunden sind 72 Stunden <https://mkm.legal/en/blog/72-stunden-sind-72-stunden-oder-doch-laenger",
    ),
    units=("hours",),
    usual=(usual("72 h", "RGPD, article 33"),),
    hour_start="next-full-hour",
    since=dt.date(2018, 5, 25),  # GDPR, article 99
    note=Text(
        fr="Une partie de la doctrine voudrait deux jours ouvrables (article 3(5) du règlement 1182/71) ; aucune position de la CNIL ou "
        "du CEPD n'a été trouvée.",
        en="Some authors ask for two working days (article 3(5) of Regulation 1182/71); no statement of the CNIL or the EDPB was found.",
    ),
    confidence="medium",
)
