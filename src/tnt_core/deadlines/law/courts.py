"""Before the courts: civil procedure, administrative courts, elections."""

from __future__ import annotations

import datetime as dt

import attrs

from tnt_core.deadlines.holiday_rules import TERRITORIES
from tnt_core.deadlines.law.writing import CALENDAR_UNITS, cited, usual
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.texts import Text

__all__ = ["CPC", "DEFERE", "ELECTIONS", "FRANC", "HOURS", "NOT_CLEAR"]

CPC = Regime(
    id="cpc",
    label=Text(fr="Procédure civile", en="Civil procedure"),
    summary=Text(
        fr="Le jour de l'événement ne compte pas ; les mois vont de quantième à quantième, puis viennent les jours ; un dernier jour non "
        "ouvrable est reporté. À rebours, le délai est franc et rien n'est reporté.",
        en="The day of the event does not count; months run to the same date, then days; a last day that is not a working day is carried "
        "over. Counted back, the period is clear and nothing is carried over.",
    ),
    articles=Articles(
        day_zero="code de procédure civile, article 641, al. 1",
        count="code de procédure civile, article 641",
        clear="Cass. 2e civ., 20 octobre 2005, n° 04-10.138",
        extension="code de procédure civile, article 642",
        distance="code de procédure civile, articles 643 et 644",
        end="code de procédure civile, article 642, al. 1",
    ),
    citations=cited(
        "code de procédure civile, articles 640 à 647-1",
        "Cass. 2e civ., 16 juillet 1976, n° 75-12.260",
        "Cass. 2e civ., 25 mars 2021, n° 19-20.636",
        "Cass. com., 14 mars 2018, n° 16-26.996",
        "Cass., avis, 6 novembre 2025",
    ),
    units=CALENDAR_UNITS,
    direction="both",
    extends=True,
    # Articles 643 and 644 name every court but those of Polynésie and Nouvelle-Calédonie.
    distance=tuple(t for t in TERRITORIES if t not in ("polynesie", "nouvelle-caledonie")),
    clear_backward=True,
    spring_2020=True,
    note=Text(
        fr="Ne vaut pas pour la prescription (Cass., 12 décembre 2018).",
        en="Does not govern limitation periods (Cass., 12 December 2018).",
    ),
)


_R421_6_LAST_DAY = dt.date(2015, 10, 17)
"""Article R421-6 was repealed on 18 October 2015 (décret n° 2015-1145, article 24)."""

FRANC = Regime(
    id="franc",
    label=Text(fr="Délai franc (juge administratif)", en="Clear period (administrative courts)"),
    summary=Text(
        fr="Le premier jour est le lendemain de l'événement, le dernier jour est le lendemain de l'échéance ; un dernier jour non ouvrable "
        "est reporté.",
        en="The first day is the day after the event, the last one is the day after the term; a last day that is not a working day is "
        "carried over.",
    ),
    articles=Articles(
        day_zero="CE, 15 décembre 2023, n° 472836",
        count="CE, 15 décembre 2023, n° 472836",
        clear="CE, 15 décembre 2023, n° 472836",
        extension="CE, 5 juin 2009, n° 312682",
        distance="code de justice administrative, articles R421-7 et R811-5",
        end="CE, 24 octobre 2019 (Prologia)",
    ),
    citations=cited(
        "CE, 4 juin 1954, Décines-Charpieu",
        "CE, 5 octobre 2018, n° 409579",
        "CE, 30 juillet 2021, n° 452878",
        "CE, 15 décembre 2023, n° 472836 <https://actualitesdudroitpublic.fr/droit-public/procedure-administrative/code-de-justice-administrative/delai-de-recours-jour-franc",
        "CE, 5 juin 2009, n° 312682 <https://www.jurisconsulte.net/fr/articles/id-543-quid-du-delai-de-recours-expirant-un-samedi-un-dimanche-un-jour-ferie-ou-chome-",
        "code de justice administrative, articles R421-1, R421-7, R811-2, R811-5",
    ),
    units=CALENDAR_UNITS,
    kinds=("calendaire", "franc"),
    clear=True,
    extends=True,
    distance=TERRITORIES,
    second_reading=True,
    local_midnight_open=True,
    spring_2020=True,
    shifts=("consulted", "unread"),
    usual=(
        *(
            usual(
                "P3M",
                "code de justice administrative, article R421-6",
                territory=territory,
                until=_R421_6_LAST_DAY,
            )
            for territory in ("mayotte", "polynesie", "wallis", "nouvelle-caledonie")
        ),
        usual("P2M", "code de justice administrative, article R421-1"),
    ),
)

DEFERE = attrs.evolve(
    FRANC,
    id="defere",
    label=Text(fr="Déféré préfectoral", en="Referral by the prefect"),
    summary=Text(
        fr="Deux mois francs à compter de la réception de l'acte en préfecture ; un dernier jour non ouvrable est reporté.",
        en="Two clear months from receipt of the act by the prefect; a last day that is not a working day is carried over.",
    ),
    citations=(
        *cited(
            "CGCT, article L2131-6",
            "CE, 15 mai 2013, n° 357031",
            "CE, 6 juillet 2007, n° 298744",
        ),
        *FRANC.citations,
    ),
    distance=(),
    shifts=(),
    usual=(usual("P2M", "CGCT, article L2131-6"),),
    note=Text(
        fr="Une demande de compléter l'acte ou un recours gracieux interrompt le délai, une simple demande d'explications non "
        "(CE, 15 mai 2013, n° 357031).",
        en="A request to complete the act or to reconsider it interrupts the period, a mere request for explanations does not "
        "(CE, 15 May 2013, n° 357031).",
    ),
)

HOURS = Regime(
    id="heures",
    label=Text(fr="D'heure à heure", en="From hour to hour"),
    summary=Text(
        fr="Heures écoulées depuis l'instant de l'événement ; ni franc, ni reporté.",
        en="Elapsed hours from the instant of the event; neither clear nor carried over.",
    ),
    articles=Articles(
        day_zero="CAA Toulouse, 19 janvier 2023, n° 21TL04825",
        count="CAA Toulouse, 19 janvier 2023, n° 21TL04825",
    ),
    citations=cited("CAA Toulouse, 19 janvier 2023, n° 21TL04825"),
    units=("hours",),
    hour_start="exact",
)

NOT_CLEAR = Regime(
    id="jours-non-francs",
    label=Text(fr="Délai non franc", en="Ordinary (not clear) period"),
    summary=Text(
        fr="Le jour de l'événement ne compte pas, le dernier jour compte ; un dernier jour non ouvrable est reporté.",
        en="The day of the event does not count, the last day does; a last day that is not a working day is carried over.",
    ),
    articles=Articles(
        day_zero="code de procédure civile, article 641, al. 1",
        count="CE, avis, 1er juillet 2020, n° 438152",
        extension="CE, avis, 1er juillet 2020, n° 438152 ; code de procédure civile, article 642",
    ),
    citations=cited(
        "CE, avis, 1er juillet 2020, n° 438152 <https://www.lexbase.fr/article-juridique/59037715-breves-delais-de-contestation-dune-decision-de-transfert-dun-demandeur-dasile-a-destination-de-letat",
        "code de procédure civile, article 642",
        "CE, 13 juillet 2016, Czabaj",
        "CAA Toulouse, 19 janvier 2023 <https://www.replick.fr/blog/notification-dun-delai-de-recours-de-2-jours",
        "Délai franc et non franc <https://vagneux.fr/2023/10/27/vos-questions-le-delai-de-pourvoi-en-cassation-dune-ordonnance-de-refere-devant-le-conseil-detat-est-un-delai-franc",
    ),
    units=CALENDAR_UNITS,
    extends=True,
    shifts=("consulted", "unread"),
    local_midnight_open=True,
    spring_2020=True,
    confidence="medium",
)

ELECTIONS = Regime(
    id="electoral",
    label=Text(fr="Protestation électorale", en="Electoral protest"),
    summary=Text(
        fr="Au plus tard à dix-huit heures le cinquième jour qui suit l'élection, reporté s'il n'est pas ouvrable ; ni franc, ni délai de "
        "distance.",
        en="At the latest at 18:00 on the fifth day after the election, carried over if that is not a working day; neither clear nor "
        "lengthened by distance.",
    ),
    articles=Articles(
        count="code électoral, article R119",
        extension="CE, 15 avril 1996, n° 173986, élections municipales de Bullion",
        end="code électoral, article R119",
    ),
    citations=cited(
        "code électoral, article R119",
        "CE, 15 avril 1996, n° 173986 <https://consultation.avocat.fr/barreau-bordeaux/blog/andre-icard/article-15843-prorogation-des-delais-de-protestation-electorale.html",
        "Contester les élections : délais de recours <https://www.mathildehaas.fr/blog/contester-les-elections-delais-de-recours",
    ),
    units=("days",),
    usual=(usual("P5D", "code électoral, article R119"),),
    at=dt.time(18),
    extends=True,
)
