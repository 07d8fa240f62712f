"""Public contracts: receipt of tenders, standstill, payment."""

from __future__ import annotations

import datetime as dt

from tnt_core.deadlines.law.writing import CALENDAR_UNITS, cited, usual
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.texts import Text

__all__ = ["PAYMENT", "STANDSTILL", "TENDERS"]

STANDSTILL = Regime(
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
    citations=cited(
        "code de la commande publique, article R2182-1",
        "CE, 2 août 2011, n° 347526 <https://consultation.avocat.fr/blog/andre-icard/article-16835-marche-public-comment-calculer-le-delai-de-standstill.html",
    ),
    units=("days",),
    counts_first_day=True,
    waits=True,
    since=dt.date(2009, 12, 1),  # ordonnance n° 2009-515, article 25: consultations from that day on
    usual=(
        usual("P11D", "code de la commande publique, article R2182-1 (envoi électronique)", electronic=True),
        usual("P16D", "code de la commande publique, article R2182-1", electronic=False),
    ),
    open_extension=Text(
        fr="il n'est pas établi qu'une fin un jour non ouvrable soit reportée (règlement 1182/71, article 3(4))",
        en="it is not settled whether an end on a day that is not a working day is carried over (Regulation 1182/71, article 3(4))",
    ),
)  # fmt: skip

TENDERS = Regime(
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
    citations=cited(
        "code de la commande publique, article R2161-3",
        "Les principaux délais dans une procédure de marché public <https://ampconsultants.fr/les-principaux-delais-dans-une-procedure-de-marche-public",
    ),
    units=CALENDAR_UNITS,
    extends=True,
    waits=True,
    confidence="medium",
)

PAYMENT = Regime(
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
    citations=cited(
        "code de la commande publique, articles L2192-10, L2192-13, R2192-10 à R2192-36",
    ),
    units=("days",),
    shifts=("performed", "receipt_unknown"),
    usual=(
        # Décret n° 2008-1355: 40 days in 2009, 35 in the first half of 2010, by the day of the consultation.
        usual("P30D", "code de la commande publique, article R2192-10", since=dt.date(2010, 7, 1)),
    ),
    open_extension=Text(
        fr="le code ne reporte pas ce délai ; aucune décision vue ne le fait",
        en="the code does not carry this period over; no judgment seen does",
    ),
    confidence="medium",
)
