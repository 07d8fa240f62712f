"""The regimes of French and European law that local governments meet, each with its texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.holiday_rules import TERRITORIES
from tnt_core.deadlines.regimes import Articles, Citation, FixedDate, Regime, UsualDelay
from tnt_core.errors import UnknownNameError
from tnt_core.texts import Text

__all__ = ["ALIASES", "REGIMES", "find_regime"]

_CALENDAR = ("years", "months", "weeks", "days")


def _cited(*articles: str) -> tuple[Citation, ...]:
    return tuple(
        Citation(article=article, url=url)
        for article, _, url in (a.partition(" <") for a in articles)
    )


def _usual(delay: str, article: str, **when: object) -> UsualDelay:
    bounds = {name: when.pop(name) for name in ("least", "below", "since", "until") if name in when}
    return UsualDelay(delay=Delay.parse(delay), article=article, when=when, **bounds)  # type: ignore[arg-type]


_CPC = Regime(
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
    citations=_cited(
        "code de procédure civile, articles 640 à 647-1",
        "Cass. 2e civ., 16 juillet 1976, n° 75-12.260",
        "Cass. 2e civ., 25 mars 2021, n° 19-20.636",
        "Cass. com., 14 mars 2018, n° 16-26.996",
        "Cass., avis, 6 novembre 2025",
    ),
    units=_CALENDAR,
    direction="both",
    extends=True,
    # Articles 643 and 644 name every court but those of Polynésie and Nouvelle-Calédonie.
    distance=tuple(t for t in TERRITORIES if t not in ("polynesie", "nouvelle-caledonie")),
    clear_backward=True,
    note=Text(
        fr="Ne vaut pas pour la prescription (Cass., 12 décembre 2018).",
        en="Does not govern limitation periods (Cass., 12 December 2018).",
    ),
)

_FRANC = Regime(
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
        distance="code de justice administrative, article R421-7",
        end="CE, 24 octobre 2019 (Prologia)",
    ),
    citations=_cited(
        "CE, 4 juin 1954, Décines-Charpieu",
        "CE, 5 octobre 2018, n° 409579",
        "CE, 30 juillet 2021, n° 452878",
        "CE, 15 décembre 2023, n° 472836 <https://actualitesdudroitpublic.fr/droit-public/procedure-administrative/code-de-justice-administrative/delai-de-recours-jour-franc",
        "CE, 5 juin 2009, n° 312682 <https://www.jurisconsulte.net/fr/articles/id-543-quid-du-delai-de-recours-expirant-un-samedi-un-dimanche-un-jour-ferie-ou-chome-",
        "code de justice administrative, articles R421-1, R421-7, R811-2, R811-5",
        "CGCT, article L2131-6 (déféré préfectoral)",
    ),
    units=_CALENDAR,
    kinds=("calendaire", "franc"),
    clear=True,
    extends=True,
    distance=TERRITORIES,
    second_reading=True,
    shifts=("consulted", "unread"),
)

_CRPA = Regime(
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
        end="CRPA, article L231-1",
    ),
    citations=_cited(
        "CRPA, articles L114-3, L114-5, L231-1, L231-4, R112-11-2, R311-13, R343-5",
        "Calculer le délai de deux mois du SVA <https://vagneux.fr/2025/01/14/droit-administratif-calculer-le-delai-de-deux-mois-du-sva-silence-vaut-acceptation-silence-vaut-accord-de-larticle-l-231-1-crpa",
    ),
    units=_CALENDAR,
    kinds=("calendaire", "ouvre"),
    shifts=("completed",),
    usual=(_usual("P2M", "CRPA, article L231-1"),),
    confidence="medium",
)

_EU = Regime(
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
        extension="règlement 1182/71, article 3(4)",
        end="règlement 1182/71, article 3(2)",
    ),
    citations=_cited(
        "règlement (CEE, Euratom) n° 1182/71 du Conseil du 3 juin 1971, articles 2 et 3 <https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:31971R1182",
    ),
    units=(*_CALENDAR, "hours"),
    kinds=("calendaire", "ouvre"),
    direction="both",
    extends=True,
    two_working_days=True,
    open_clear=Text(
        fr="aucune source vue ne dit si ces jours à rebours sont francs",
        en="no source seen says whether these days counted back are clear days",
    ),
    hour_start="next-full-hour",
)

_GDPR_HOURS = Regime(
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
    citations=_cited(
        "RGPD, article 33",
        "règlement (CEE, Euratom) n° 1182/71, article 3",
        "72 Stunden sind 72 Stunden <https://mkm.legal/en/blog/72-stunden-sind-72-stunden-oder-doch-laenger",
    ),
    units=("hours",),
    usual=(_usual("72 h", "RGPD, article 33"),),
    hour_start="next-full-hour",
    note=Text(
        fr="Une partie de la doctrine voudrait deux jours ouvrables (article 3(5) du règlement 1182/71) ; aucune position de la CNIL ou "
        "du CEPD n'a été trouvée.",
        en="Some authors ask for two working days (article 3(5) of Regulation 1182/71); no statement of the CNIL or the EDPB was found.",
    ),
    confidence="medium",
)

_HOURS = Regime(
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
    citations=_cited("CAA Toulouse, 19 janvier 2023, n° 21TL04825"),
    units=("hours",),
    hour_start="exact",
)

_NOT_CLEAR = Regime(
    id="jours-non-francs",
    label=Text(fr="Délai non franc", en="Ordinary (not clear) period"),
    summary=Text(
        fr="Le jour de l'événement ne compte pas, le dernier jour compte.",
        en="The day of the event does not count, the last day does.",
    ),
    articles=Articles(
        day_zero="code de procédure civile, article 641, al. 1",
        count="CE, avis, 1er juillet 2020, n° 438152",
    ),
    citations=_cited(
        "CE, avis, 1er juillet 2020, n° 438152",
        "CAA Toulouse, 19 janvier 2023 <https://www.replick.fr/blog/notification-dun-delai-de-recours-de-2-jours",
        "Délai franc et non franc <https://vagneux.fr/2023/10/27/vos-questions-le-delai-de-pourvoi-en-cassation-dune-ordonnance-de-refere-devant-le-conseil-detat-est-un-delai-franc",
    ),
    units=_CALENDAR,
    open_extension=Text(
        fr="aucun texte vu ne reporte un délai non franc",
        en="no text seen carries over a period that is not clear",
    ),
    confidence="medium",
)

_PLANNING = Regime(
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
    citations=_cited(
        "code de l'urbanisme, articles R*423-19, R*423-22, R*423-23, R*423-38, R*423-39, R*423-41, L213-2, L424-5",
        "CE, 2 avril 1993",
        "CE, 17 septembre 2010",
        "CE, 19 décembre 2014, n° 365224",
        "CE, 16 juin 1993, n° 135411",
        "décret n° 2021-981 du 23 juillet 2021 (accusé de réception électronique)",
    ),
    units=_CALENDAR,
    shifts=("acknowledged", "completed"),
)

_WITHDRAWAL = Regime(
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
    citations=_cited(
        "CRPA, articles L242-1 et L243-3",
        "CAA Nantes, 18 juillet 2006 <https://allezassocies.com/articles/c-a-a-nantes-18-juillet-2006",
        "CE, 13 février 2012, n° 351617",
        "CE, 18 juillet 2025, n° 497128",
    ),
    units=_CALENDAR,
    usual=(_usual("P4M", "CRPA, articles L242-1 et L243-3"),),
    note=Text(
        fr="Pour un permis, le retrait doit être notifié dans le délai (CE, 13 février 2012, n° 351617).",
        en="For a planning permit, the withdrawal must be notified in time (CE, 13 February 2012, n° 351617).",
    ),
)


_L2121_11 = "CGCT, article L2121-11"
_L2121_12 = "CGCT, article L2121-12"
_L5211_1 = "CGCT, article L5211-1"
_L2541_2 = "CGCT, article L2541-2"
_EPCI_SINCE = dt.date(2020, 3, 1)
"""The law says "at the next general renewal of the councils": March 2020; the day within the month changes no council."""

_MEETINGS = Regime(
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
    citations=_cited(
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
        _usual("-3 jours francs", "CGCT, article L2121-7", kind="commune", first_meeting=True),
        _usual("-P1D", f"{_L2541_2} (la veille)", kind="commune", below=3500, urgent=True, local_law=True),
        _usual("-3 jours francs", _L2541_2, kind="commune", below=3500, urgent=False, local_law=True),
        _usual("-1 jour franc", _L2121_11, kind="commune", below=3500, urgent=True),
        _usual("-3 jours francs", _L2121_11, kind="commune", below=3500, urgent=False),
        _usual("-1 jour franc", _L2121_12, kind="commune", least=3500, urgent=True),
        _usual("-5 jours francs", _L2121_12, kind="commune", least=3500, urgent=False),
        _usual("-1 jour franc", _L5211_1, kind="epci_fp", urgent=True, since=_EPCI_SINCE),
        _usual("-5 jours francs", _L5211_1, kind="epci_fp", urgent=False, since=_EPCI_SINCE),
        _usual("-1 jour franc", "CGCT, article L3121-19", kind="departement", urgent=True),
        _usual("-P12D", "CGCT, article L3121-19 (rapports)", kind="departement", urgent=False),
        _usual("-1 jour franc", "CGCT, article L4132-18", kind="region", urgent=True),
        _usual("-P12D", "CGCT, article L4132-18 (rapports)", kind="region", urgent=False),
    ),
)  # fmt: skip

_LOCAL_ACTS = Regime(
    id="cgct-jours",
    label=Text(fr="Jours et semaines du CGCT", en="Days and weeks of the local government code"),
    summary=Text(
        fr="Jours calendaires après l'événement, le dernier compris ; aucun texte ne les reporte.",
        en="Calendar days after the event, the last one included; no text carries them over.",
    ),
    articles=Articles(count="CGCT, articles L2121-7, L2121-25 et L2131-1"),
    citations=_cited(
        "CGCT, articles L2121-7, L2121-15, L2121-25, L2131-1, L5211-40-2",
        "Covid 19 : séance d'installation du conseil municipal <https://www.mairiexpertactu.fr/mairiexpertactu-recherche?view=article&id=23233",
    ),
    units=_CALENDAR,
    direction="both",
    open_extension=Text(
        fr="le CGCT ne dit pas si ce délai est reporté",
        en="the code does not say whether this period is carried over",
    ),
    open_clear=Text(
        fr="aucune source vue ne dit si ces jours à rebours sont francs",
        en="no source seen says whether these days counted back are clear days",
    ),
    confidence="medium",
)

_ELECTIONS = Regime(
    id="electoral",
    label=Text(fr="Protestation électorale", en="Electoral protest"),
    summary=Text(
        fr="Au plus tard à dix-huit heures le cinquième jour qui suit l'élection ; ni franc, ni délai de distance.",
        en="At the latest at 18:00 on the fifth day after the election; neither clear nor lengthened by distance.",
    ),
    articles=Articles(count="code électoral, article R119", end="code électoral, article R119"),
    citations=_cited(
        "code électoral, article R119",
        "Contester les élections : délais de recours <https://www.mathildehaas.fr/blog/contester-les-elections-delais-de-recours",
    ),
    units=("days",),
    usual=(_usual("P5D", "code électoral, article R119"),),
    at=dt.time(18),
    open_extension=Text(
        fr="aucune source vue ne reporte une protestation électorale",
        en="no source seen carries over an electoral protest",
    ),
)

_STANDSTILL = Regime(
    id="standstill",
    label=Text(fr="Suspension de la signature d'un marché", en="Standstill before signing a contract"),
    summary=Text(
        fr="De date à date, jour d'envoi et dernier jour compris ; le contrat se signe le lendemain au plus tôt.",
        en="From date to date, the day of sending and the last day included; the contract is signed the next day at the earliest.",
    ),
    articles=Articles(
        day_zero="CE, 2 août 2011, n° 347526",
        count="code de la commande publique, article R2182-1",
    ),
    citations=_cited(
        "code de la commande publique, article R2182-1",
        "CE, 2 août 2011, n° 347526 <https://consultation.avocat.fr/blog/andre-icard/article-16835-marche-public-comment-calculer-le-delai-de-standstill.html",
    ),
    units=("days",),
    counts_first_day=True,
    waits=True,
    usual=(
        _usual("P11D", "code de la commande publique, article R2182-1 (envoi électronique)", electronic=True),
        _usual("P16D", "code de la commande publique, article R2182-1", electronic=False),
    ),
    open_extension=Text(
        fr="il n'est pas établi qu'une fin un jour non ouvrable soit reportée (règlement 1182/71, article 3(4))",
        en="it is not settled whether an end on a day that is not a working day is carried over (Regulation 1182/71, article 3(4))",
    ),
)  # fmt: skip

_TENDERS = Regime(
    id="reception-offres",
    label=Text(fr="Réception des offres", en="Receipt of tenders"),
    summary=Text(
        fr="Jours calendaires, jour d'envoi exclu, dernier jour jusqu'à minuit ; une fin non ouvrable est reportée. La consultation se clôt "
        "le lendemain au plus tôt.",
        en="Calendar days, the day of sending excluded, the last day until midnight; an end that is not a working day is carried over. "
        "Tenders close the next day at the earliest.",
    ),
    articles=Articles(
        day_zero="règlement 1182/71, article 3(1)",
        count="code de la commande publique, article R2161-3",
        extension="règlement 1182/71, article 3(4)",
    ),
    citations=_cited(
        "code de la commande publique, article R2161-3",
        "Les principaux délais dans une procédure de marché public <https://ampconsultants.fr/les-principaux-delais-dans-une-procedure-de-marche-public",
    ),
    units=_CALENDAR,
    extends=True,
    waits=True,
    confidence="medium",
)

_PAYMENT = Regime(
    id="paiement",
    label=Text(fr="Paiement des marchés", en="Payment of public contracts"),
    summary=Text(
        fr="Trente jours calendaires depuis la réception de la demande ; les intérêts courent dès le lendemain. Aucun report.",
        en="Thirty calendar days from receipt of the request; interest runs from the next day. Nothing is carried over.",
    ),
    articles=Articles(
        day_zero="code de la commande publique, article R2192-12",
        count="code de la commande publique, articles L2192-10 et R2192-10",
        end="code de la commande publique, article L2192-13",
    ),
    citations=_cited(
        "code de la commande publique, articles L2192-10, L2192-13, R2192-10 à R2192-36",
    ),
    units=("days",),
    shifts=("performed", "receipt_unknown"),
    usual=(_usual("P30D", "code de la commande publique, article R2192-10"),),
    open_extension=Text(
        fr="le code ne reporte pas ce délai ; aucune décision vue ne le fait",
        en="the code does not carry this period over; no judgment seen does",
    ),
    confidence="medium",
)

_WORKING = Regime(
    id="ouvres",
    label=Text(fr="Jours ouvrés", en="Working days (Monday to Friday)"),
    summary=Text(
        fr="Du lundi au vendredi, sans les fériés du territoire ; le jour de l'événement ne compte pas.",
        en="Monday to Friday without the territory's public holidays; the day of the event does not count.",
    ),
    articles=Articles(day_zero="Service-Public, F35697", count="Service-Public, F35697"),
    citations=_cited("Service-Public, F35697", "CRPA, article R112-11-2"),
    units=("days",),
    kinds=("ouvre",),
    direction="both",
    confidence="medium",
)

_WORKABLE = Regime(
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
    citations=_cited(
        "Service-Public, F35697",
        "Cass. soc., 20 février 2008",
        "Cass. soc., 3 juin 2015 <http://www.groupe-legrand.com/actualites/353-le-delai-de-convocation-a-un-entretien-prealable-doit-etre-de-5-jours-ouvrables-pleins.html",
    ),
    units=("days",),
    kinds=("ouvrable",),
    direction="both",
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

_FIXED = Regime(
    id="date-fixe",
    label=Text(fr="Dates fixes du budget local", en="Fixed dates of the local budget"),
    summary=Text(
        fr="Des jours qui reviennent chaque année, plus tard quand les conseils ont été renouvelés ou quand le préfet a réglé le budget.",
        en="Days that come every year, later when the councils were renewed or when the prefect settled the budget.",
    ),
    citations=_cited(
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
            article=article,
            when={"renewal_year": renewal, "settled_by_prefect": settled},
        )
        for name, fr, en, article, dates in (
            (
                "budget-vote", "vote du budget", "budget vote", "CGCT, article L1612-2",
                ((4, 15), (4, 30), (6, 1), (6, 15)),
            ),
            (
                "budget-transmission", "transmission du budget", "budget transmission", "CGCT, article L1612-8",
                ((4, 30), (5, 15), (6, 15), (6, 30)),
            ),
            (
                "comptes-vote", "vote du compte administratif", "vote of the accounts", "CGCT, article L1612-12",
                ((6, 30),) * 4,
            ),
            (
                "comptes-transmission", "transmission du compte administratif", "transmission of the accounts",
                "CGCT, article L1612-13", ((7, 15),) * 4,
            ),
        )
        for (month, day), (fr_case, en_case, renewal, settled) in zip(dates, _BUDGET_CASES, strict=True)
    ),
)  # fmt: skip

_ALL = (
    _CPC,
    _FRANC,
    _CRPA,
    attrs.evolve(
        _CRPA,
        id="crpa-incomplet",
        label=Text(fr="Demande incomplète", en="Incomplete request"),
        summary=Text(
            fr="Comme le silence, mais la réception des pièces manquantes fait partir le délai d'acceptation, et suspend celui du rejet.",
            en="As for silence, but receipt of the missing items starts the period of acceptance, and suspends that of rejection.",
        ),
    ),
    _PLANNING,
    _WITHDRAWAL,
    _MEETINGS,
    _LOCAL_ACTS,
    _EU,
    _GDPR_HOURS,
    _HOURS,
    _NOT_CLEAR,
    _WORKING,
    _WORKABLE,
    attrs.evolve(
        _WORKABLE,
        id="ouvrables+642",
        label=Text(fr="Jours ouvrables, samedi reporté", en="Working days, Saturday carried over"),
        summary=Text(
            fr="Jours ouvrables ; si le dernier est un samedi, il est reporté au jour ouvré suivant (entretien préalable).",
            en="Monday-to-Saturday working days; a last day on a Saturday is carried over (interview before dismissal).",
        ),
        citations=_cited(
            "code du travail, article R1231-1",
            "Cass. soc., 10 juillet 2019 <https://www.editions-tissot.fr/actualite/droit-du-travail/delai-entre-la-convocation-et-l-entretien-prealable-attention-au-lundi",
        ),
        direction="forward",
        extends=True,
    ),
    attrs.evolve(
        _WORKABLE,
        id="ouvrables-count",
        label=Text(fr="Congés en jours ouvrables", en="Leave in working days"),
        summary=Text(
            fr="Le premier jour compte : dernier jour d'un congé de tant de jours ouvrables.",
            en="The first day counts: last day of a leave of so many Monday-to-Saturday working days.",
        ),
        direction="forward",
        counts_first_day=True,
    ),
    _FIXED,
    _ELECTIONS,
    _STANDSTILL,
    _TENDERS,
    _PAYMENT,
)

REGIMES: Mapping[str, Regime] = MappingProxyType({regime.id: regime for regime in _ALL})
"""The regimes by name."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "silence": "crpa",
        "convocation": "convocations",
        "instruction": "urbanisme",
        "budget": "date-fixe",
        "72h": "gdpr-hours",
        "defere": "franc",
    }
)
"""Other names under which a regime is found."""


def find_regime(name: str | Regime) -> Regime:
    """Give the regime that bears *name*; a regime is given back as it is.

    Raises:
        UnknownNameError: No regime bears this name; the nearest names are given.
    """
    if isinstance(name, Regime):
        return name
    found = REGIMES.get(name) or REGIMES.get(ALIASES.get(name, ""))
    if found is None:
        raise UnknownNameError(("regime", "régime"), name, [*REGIMES, *ALIASES])
    return found
