"""Sentences: what a town clerk reads."""

import random
from decimal import localcontext

import attrs
import pytest

from tnt_core.rules import DayReason, FactReason, PlaceReason, Rule, Truth, decide, parse
from tnt_core.rules.analysis import equivalent
from tnt_core.rules.nodes import conjunction, disjunction, negation
from tnt_core.texts import Text

SENTENCES = [
    ("kind == commune", "communes", "municipalities"),
    ("kind in (commune, region)", "communes et régions", "municipalities and regions"),
    ("kind == commune or kind == region", "communes et régions", "municipalities and regions"),
    (
        "kind == commune and population > 3_500 or kind == epci_fp",
        "communes de plus de 3 500 habitants et EPCI à fiscalité propre",
        "municipalities with more than 3,500 inhabitants and groups",
    ),
    (
        "kind == epci_fp or kind == commune and population > 3_500",
        "EPCI à fiscalité propre ; communes de plus de 3 500 habitants",
        "groups; municipalities with more than 3,500 inhabitants",
    ),
    (
        "kind in (commune, epci_fp) and population >= 3_500",
        "communes et EPCI à fiscalité propre d'au moins 3 500 habitants",
        "municipalities and groups with at least 3,500 inhabitants",
    ),
    (
        "kind == region or kind == departement or kind == commune and population < 50 and website",
        "régions et départements ; communes de moins de 50 habitants et qui ont un site internet",
        "regions and départements; municipalities with fewer than 50 inhabitants and a website",
    ),
    (
        "(kind == region or kind == commune and website) and population <= 50",
        "régions d'au plus 50 habitants ; communes d'au plus 50 habitants et qui ont un site internet",
        "regions with at most 50 inhabitants; municipalities with at most 50 inhabitants and a website",
    ),
    ("3_500 <= population < 10_000", "collectivités d'au moins 3 500 et moins de 10 000 habitants", "local governments with at least 3,500 but fewer than 10,000 inhabitants"),
    ("population < 10_000 and population > 3_500", "collectivités de plus de 3 500 et moins de 10 000 habitants", "local governments with more than 3,500 but fewer than 10,000 inhabitants"),
    ("3_500 <= population <= 10_000", "collectivités de 3 500 à 10 000 habitants", "local governments with 3,500 to 10,000 inhabitants"),
    ("population == 1", "collectivités (population totale : 1 habitants)", "local governments (total population: 1 inhabitants)"),
    ("population in (1, 2, 3)", "collectivités (population totale : 1, 2 ou 3 habitants)", "local governments (total population: 1, 2 or 3 inhabitants)"),
    ("population not in (1, 2)", "collectivités (population totale : sauf 1 et 2 habitants)", "local governments (total population: except 1 and 2 inhabitants)"),
    ("receipts >= 85_000.5", "collectivités avec des recettes d'au moins 85 000,50 €", "local governments with receipts of at least €85,000.50"),
    ("receipts > -3.125", "collectivités avec des recettes de plus de −3,125 €", "local governments with receipts of more than −€3.125"),
    ("5 <= receipts <= 6", "collectivités avec des recettes de 5 à 6 €", "local governments with receipts of €5 to €6"),
    ("area > 0", "collectivités avec une surface tertiaire", "local governments with a tertiary area"),
    ("area > 0.5", "collectivités avec une surface tertiaire de plus de 0,5 m²", "local governments with a tertiary area of more than 0.5 m²"),
    ("trees >= 1", "collectivités d'au moins 1 arbre", "local governments with at least 1 tree"),
    ("trees > 0", "collectivités de plus de 0 arbre", "local governments with more than 0 trees"),
    ("kind == commune and zone in (metro, drom) and (population > 3 or agents > 5)", "communes de métropole ou d'outre-mer, soit de plus de 3 habitants, soit de plus de 5 agents", "municipalities of metropolitan France or overseas, either with more than 3 inhabitants, or with more than 5 staff"),
    ("kind == commune and zone == drom and (zone == metro or population > 3)", "communes d'outre-mer, soit de métropole, soit de plus de 3 habitants", "municipalities overseas, either of metropolitan France, or with more than 3 inhabitants"),
    ("kind == commune and zone == drom and (population > 3 or agents > 5)", "communes d'outre-mer de plus de 3 habitants ou de plus de 5 agents", "municipalities overseas with more than 3 inhabitants or more than 5 staff"),
    ("fleet > 0", "collectivités avec un parc de plus de 0 arbre", "local governments with a fleet of more than 0 trees"),
    ("receipts == 0.0000001", "collectivités (recettes : 0,0000001 €)", "local governments (receipts: €0.0000001)"),
    ("zone in (metro, drom) and zone != metro", "collectivités d'outre-mer", "local governments overseas"),
    ("zone == metro and zone == drom", "collectivités de métropole d'outre-mer", "local governments of metropolitan France overseas"),
    ("kind == commune and not crpa and not eastern", "communes, sauf administrations au sens du CRPA, et sauf collectivités situées en Alsace-Moselle", "municipalities, except administrations under the CRPA, and except local governments in Alsace-Moselle"),
    ("trees < 2", "collectivités de moins de 2 arbres", "local governments with fewer than 2 trees"),
    ("debt > 3", "collectivités (dette : plus de 3 €)", "local governments (debt: more than €3)"),
    ("kind == commune and amount >= 40_000", "communes, pour un marché d'au moins 40 000 €", "municipalities, for a contract of at least €40,000"),
    ("kind == commune and site_open and website", "communes qui ont un site internet, pour un site internet ouvert au public", "municipalities with a website, for a website open to the public"),
    ("not site_open", "collectivités, pour un site internet (site public : non)", "local governments, for a website (public site: no)"),
    ("kind == commune and not website", "communes sans site internet", "municipalities without a website"),
    ("committee", "collectivités (comité social : oui)", "local governments (social committee: yes)"),
    ("kind == commune and zone == drom and population > 3", "communes d'outre-mer de plus de 3 habitants", "municipalities overseas with more than 3 inhabitants"),
    ("kind == commune and zone != drom", "communes de métropole", "municipalities of metropolitan France"),
    ("zone in (metro, drom)", "collectivités de métropole ou d'outre-mer", "local governments of metropolitan France or overseas"),
    ('departement in ("57", "67")', "collectivités (département : Moselle ou Bas-Rhin)", "local governments (département: Moselle or Bas-Rhin)"),
    ('departement != "75"', "collectivités (département : sauf Paris)", "local governments (département: except Paris)"),
    ("kind == epci_fp and epci_type == metropole", "métropoles", "metropolises"),
    ("kind == commune and epci_type == metropole", "communes (parmi : métropoles)", "municipalities (among: metropolises)"),
    ("kind != commune", "collectivités (hors communes)", "local governments (except municipalities)"),
    ("kind not in (commune, region) and population > 3", "collectivités (hors communes et régions) de plus de 3 habitants", "local governments (except municipalities and regions) with more than 3 inhabitants"),
    ("kind != commune and amount > 3", "collectivités (hors communes), pour un marché de plus de 3 €", "local governments (except municipalities), for a contract of more than €3"),
    ("created >= '2022-01-01'", "collectivités (création : à partir du 1er janvier 2022)", "local governments (creation: from 1 January 2022 on)"),
    ("created == '2022-01-01'", "collectivités (création : 1er janvier 2022)", "local governments (creation: 1 January 2022)"),
    ("opened < '2022-01-02'", "collectivités avec une ouverture avant le 2 janvier 2022", "local governments with an opening before 2 January 2022"),
    ("'2022-01-01' <= opened <= '2022-01-02'", "collectivités avec une ouverture du 1er janvier 2022 au 2 janvier 2022", "local governments with an opening from 1 January 2022 to 2 January 2022"),
    ("'2022-01-01' < opened < '2022-01-02'", "collectivités avec une ouverture après le 1er janvier 2022 et avant le 2 janvier 2022", "local governments with an opening after 1 January 2022 and before 2 January 2022"),
    ("eau in powers and 'déchets' not in powers", "collectivités (compétences : eau ; compétences : sauf déchets)", "local governments (powers: water; powers: except waste)"),
    ("canteen in services", "collectivités avec une cantine", "local governments with a canteen"),
    ("kind == commune and (website or population > 3)", "communes qui ont un site internet ou de plus de 3 habitants", "municipalities with a website or more than 3 inhabitants"),
    ("website or population > 3 and agents > 2", "collectivités, soit qui ont un site internet, soit de plus de 3 habitants et de plus de 2 agents", "local governments, either with a website, or with more than 3 inhabitants and more than 2 staff"),
    ("kind == commune and (website or committee)", "communes, soit qui ont un site internet, soit (comité social : oui)", "municipalities, either with a website, or (social committee: yes)"),
    ("kind == commune and (website or population > 3 and (committee or agents > 2))", "communes, soit qui ont un site internet, soit [de plus de 3 habitants, soit (comité social : oui), soit de plus de 2 agents]", "municipalities, either with a website, or [with more than 3 inhabitants, either (social committee: yes), or with more than 2 staff]"),
    ("kind == commune and not (zone == drom and population < 500)", "communes, sauf collectivités d'outre-mer de moins de 500 habitants", "municipalities, except local governments overseas with fewer than 500 inhabitants"),
    ("kind == commune and not (website and not (committee and zone == drom))", "communes, sauf [collectivités qui ont un site internet, sauf collectivités d'outre-mer (comité social : oui)]", "municipalities, except [local governments with a website, except local governments overseas (social committee: yes)]"),
    ("not (website or committee)", "collectivités sans site internet (comité social : non)", "local governments without a website (social committee: no)"),
    ("not (website or committee) or kind == commune", "collectivités sans site internet (comité social : non) et communes", "local governments without a website (social committee: no) and municipalities"),
    ("population > 3 and (website or agents > 2)", "collectivités de plus de 3 habitants, soit qui ont un site internet, soit de plus de 2 agents", "local governments with more than 3 inhabitants, either with a website, or with more than 2 staff"),
    ("kind == commune and (amount > 3 or amount < 2)", "communes, pour un marché de plus de 3 € ou de moins de 2 €", "municipalities, for a contract of more than €3 or of less than €2"),
    ("amount > 3 and amount != 5 or amount < 2", "collectivités, pour un marché, soit de plus de 3 € (montant du marché : sauf 5 €), soit de moins de 2 €", "local governments, for a contract, either of more than €3 (amount of the contract: except €5), or of less than €2"),
    ("amount < 2 or amount > 3 and (amount > 4 or amount < 9)", "collectivités, pour un marché, soit de moins de 2 €, soit [de plus de 3 €, soit de plus de 4 €, soit de moins de 9 €]", "local governments, for a contract, either of less than €2, or [of more than €3, either of more than €4, or of less than €9]"),
    ("website or amount > 3", "collectivités, soit qui ont un site internet, soit pour un marché de plus de 3 €", "local governments, either with a website, or for a contract of more than €3"),
    ("crpa", "administrations au sens du CRPA", "administrations under the CRPA"),
    ("crpa and eastern", "administrations au sens du CRPA situées en Alsace-Moselle", "administrations under the CRPA in Alsace-Moselle"),
    ("population > 3 and eastern and website", "collectivités de plus de 3 habitants, situées en Alsace-Moselle et qui ont un site internet", "local governments with more than 3 inhabitants, in Alsace-Moselle and with a website"),
    # A phrase that begins and ends in brackets is not one in brackets.
    ("website or eau in powers and amount <= 40_000", "collectivités, soit qui ont un site internet, soit [(compétences : eau), pour un marché d'au plus 40 000 €]", "local governments, either with a website, or [(powers: water), for a contract of at most €40,000]"),
    # Two lists of which both must hold are told from one.
    ("(website or population > 3) and (agents > 2 or committee)", "collectivités, soit qui ont un site internet, soit de plus de 3 habitants, et par ailleurs soit de plus de 2 agents, soit (comité social : oui)", "local governments, either with a website, or with more than 3 inhabitants, and besides either with more than 2 staff, or (social committee: yes)"),
    ("website or population > 3 or agents > 2 or committee", "collectivités, soit qui ont un site internet, soit de plus de 3 habitants, soit de plus de 2 agents, soit (comité social : oui)", "local governments, either with a website, or with more than 3 inhabitants, or with more than 2 staff, or (social committee: yes)"),
    # An exception to one side of a list, and to all of it.
    ("website or not crpa and committee", "collectivités, soit qui ont un site internet, soit [(comité social : oui), sauf administrations au sens du CRPA]", "local governments, either with a website, or [(social committee: yes), except administrations under the CRPA]"),
    ("not crpa and (website or committee)", "collectivités, soit qui ont un site internet, soit (comité social : oui), le tout sauf administrations au sens du CRPA", "local governments, either with a website, or (social committee: yes), in all cases except administrations under the CRPA"),
    ("(website or committee) and amount > 3 and site_open", "collectivités, soit qui ont un site internet, soit (comité social : oui), le tout pour un marché de plus de 3 €, et pour un site internet ouvert au public", "local governments, either with a website, or (social committee: yes), in all cases for a contract of more than €3, and for a website open to the public"),
    ("committee or not (website and zone == drom)", "collectivités, soit (comité social : oui), soit tout cas sauf collectivités d'outre-mer qui ont un site internet", "local governments, either (social committee: yes), or any case except local governments overseas with a website"),
    # "ou" and "et" never meet without a semicolon.
    ("kind == commune and (population > 3 or agents > 2) or kind == epci_fp", "communes de plus de 3 habitants ou de plus de 2 agents ; EPCI à fiscalité propre", "municipalities with more than 3 inhabitants or more than 2 staff; groups"),
    ("zone in (metro, drom) and kind == commune or kind == epci_fp", "communes de métropole ou d'outre-mer ; EPCI à fiscalité propre", "municipalities of metropolitan France or overseas; groups"),
    ("kind == commune and crpa", "communes (parmi : administrations au sens du CRPA)", "municipalities (among: administrations under the CRPA)"),
    ("kind == commune and not crpa", "communes, sauf administrations au sens du CRPA", "municipalities, except administrations under the CRPA"),
    ("not eastern", "collectivités, sauf collectivités situées en Alsace-Moselle", "local governments, except local governments in Alsace-Moselle"),
    ("always", "l'ensemble des collectivités", "all local governments"),
    ("never", "aucun cas", "no case"),
    ("always and kind == commune", "communes (l'ensemble des collectivités)", "municipalities (all local governments)"),
]  # fmt: skip


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_amounts_are_written_whole_whatever_the_caller_s_decimal_context(vocabulary):
    with localcontext(prec=3):
        said = parse("receipts > 1_234_567.5", vocabulary).sentence("en")
    assert said == "local governments with receipts of more than €1,234,567.50"


@pytest.mark.parametrize(("text", "fr", "en"), SENTENCES)
def test_a_rule_reads_as_people_say_it(vocabulary, text, fr, en):
    rule = parse(text, vocabulary)
    assert plain(rule.sentence("fr")) == fr
    assert plain(rule.sentence("en")) == en


def test_the_typography_is_the_language_s_own(vocabulary):
    assert (
        parse("population > 3500", vocabulary).sentence("fr")
        == "collectivités de plus de 3\u202f500\u00a0habitants"
    )
    assert (
        parse("debt > 3500", vocabulary).sentence("fr")
        == "collectivités (dette\u00a0: plus de 3\u202f500\u00a0€)"
    )


def test_a_long_list_of_groups_is_nested_rather_than_multiplied(vocabulary):
    either = "(kind == commune and website or kind == region and committee or kind == departement or kind == epci_fp)"
    rule = parse(f"{either} and {either}", vocabulary)
    sentence = plain(rule.sentence("fr"))
    assert sentence.startswith("collectivités, soit")
    assert "soit (parmi : régions)" not in sentence
    assert len(sentence) < 700


DECISIONS = [
    ("kind == commune or kind == departement", {"kind": "region"}, "non concernée : région", "not concerned: region"),
    ("kind == commune and population > 50_000", {"kind": "commune", "population": 230890}, "concernée : commune ; 230 890 habitants, plus de 50 000", "concerned: municipality; 230,890 inhabitants, more than 50,000"),
    ("population > 50_000", {"population": 230890}, "concernée : 230 890 habitants, plus de 50 000", "concerned: 230,890 inhabitants, more than 50,000"),
    ("population > 50_000", {"population": 3400}, "non concernée : 3 400 habitants, pas plus de 50 000", "not concerned: 3,400 inhabitants, not more than 50,000"),
    ("population >= 3_500", {"population": 3400}, "non concernée : 3 400 habitants, moins de 3 500", "not concerned: 3,400 inhabitants, fewer than 3,500"),
    ("population > 10 or population > 50 or population > 40", {"population": 3}, "non concernée : 3 habitants, pas plus de 10", "not concerned: 3 inhabitants, not more than 10"),
    ("website and kind == commune", {"kind": "region", "website": False}, "non concernée : région ; site internet : non", "not concerned: region; website: no"),
    ("receipts >= 5_000", {"receipts": 4000}, "non concernée : recettes : 4 000 €, moins de 5 000 €", "not concerned: receipts: €4,000, less than €5,000"),
    ("receipts > 5_000", {"receipts": 4000}, "non concernée : recettes : 4 000 €, pas plus de 5 000 €", "not concerned: receipts: €4,000, not more than €5,000"),
    ("created > '2022-01-01'", {"created": "2022-01-01"}, "non concernée : création : 1er janvier 2022, jusqu'au 1er janvier 2022", "not concerned: creation: 1 January 2022, until 1 January 2022"),
    ("created > '2022-01-01' or created > '2021-06-01'", {"created": "2021-01-01"}, "non concernée : création : 1er janvier 2021, jusqu'au 1er juin 2021", "not concerned: creation: 1 January 2021, until 1 June 2021"),
    ('departement == "35"', {"departement": "35"}, "concernée : département : Ille-et-Vilaine", "concerned: département: Ille-et-Vilaine"),
    ("eau in powers", {"powers": ["eau", "déchets"]}, "concernée : compétences : déchets et eau", "concerned: powers: waste and water"),
    ("eau in powers", {"powers": []}, "non concernée : compétences : aucun", "not concerned: powers: none"),
    ("population == 3 or website", {"population": 3}, "concernée : 3 habitants", "concerned: 3 inhabitants"),
    ("website or population > 3 and kind == commune", {}, "impossible de conclure sans connaître : site internet, population totale et nature de la collectivité", "cannot be settled without knowing: website, total population and kind of local government"),
    ("always", {}, "concernée", "concerned"),
    ("never", {}, "non concernée", "not concerned"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts", "fr", "en"), DECISIONS)
def test_a_decision_says_the_answer_and_why(vocabulary, text, facts, fr, en):
    decision = parse(text, vocabulary).decide(facts)
    assert plain(decision.sentence("fr")) == fr
    assert plain(decision.sentence("en")) == en


def test_a_day_or_a_place_that_made_the_answer_is_said_in_words(vocabulary):
    decision = decide(parse("website", vocabulary), {"website": True})
    over = DayReason(
        asked="on", day=None, words=Text(fr="terminé ce jour-là", en="over by then"), outcome=Truth.NO
    )  # fmt: skip
    closed = attrs.evolve(decision, truth=Truth.NO, reasons=(over,))
    assert plain(closed.sentence("fr")) == "non concernée : terminé ce jour-là"
    # A doubt that the rule knows nothing of: nothing is missing, and the facts are not why it is not settled.
    doubt = PlaceReason(place="x", words=Text(fr="lieu non examiné", en="place not examined"))
    doubtful = attrs.evolve(decision, truth=Truth.UNKNOWN, reasons=(*decision.reasons, doubt))
    assert doubtful.missing == ()
    assert plain(doubtful.sentence("fr")) == "impossible de conclure : lieu non examiné"
    assert plain(doubtful.sentence("en")) == "cannot be settled: place not examined"


def test_a_reason_from_another_rule_is_shown_as_its_test(vocabulary):
    decision = decide(parse("website", vocabulary), {"website": True})
    stranger = FactReason("budget", 3, "budget > 2", Truth.YES, (), decisive=True)
    again = attrs.evolve(decision, reasons=(stranger,))
    assert plain(again.sentence("en")) == "concerned: budget > 2"


SIMPLE = [
    text
    for text, _, _ in SENTENCES
    if text not in {"always", "never", "always and kind == commune"} and " or " not in text
][:30]
FEW = [
    ("website", "committee", "population > 3_500", "agents > 50"),
    ("kind == commune", "website", "crpa", "population > 3_500"),
    ("amount > 40_000", "site_open", "website", "kind == commune"),
    ("amount > 3", "amount < 90", "eastern", "zone == drom"),
    ("kind == commune", "kind != region", "epci_type == metropole", "eau in powers"),
    ("website", "site_open", "amount > 3", "committee"),
    ("kind in (commune, region)", "kind == epci_fp", "not website", "eastern"),
]
"""Few tests, so that chance joins the same ones in many ways."""


@pytest.mark.parametrize(("texts", "depth"), [(SIMPLE, 2), *((few, 3) for few in FEW)])
def test_different_meanings_never_read_alike(vocabulary, texts, depth):
    simple = [parse(text, vocabulary).node for text in texts]
    chance = random.Random(20261123)

    def tree(depth):
        if depth == 0 or chance.random() < 0.3:
            return chance.choice(simple)
        parts = [tree(depth - 1) for _ in range(chance.choice([2, 2, 3]))]
        return chance.choice([conjunction, disjunction, lambda nodes: negation(nodes[0])])(parts)

    read = {}
    for _ in range(1_000):
        rule = Rule(tree(depth), vocabulary)
        if len(rule.facts) < 6:
            for lang in ("fr", "en"):
                sentence = rule.sentence(lang)
                assert all(sentence.count(a) == sentence.count(b) for a, b in ("()", "[]"))
                other = read.setdefault((lang, sentence), rule)
                assert other == rule or equivalent(other, rule), (other.text, rule.text)
