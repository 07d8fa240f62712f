import pytest

from tnt_core.rules import Vocabulary

FACTS = {
    "situations": {
        "collectivity": {"fr": "collectivités", "en": "local governments"},
        "contract": {"fr": "un marché", "en": "a contract"},
        "website": {"fr": "un site internet", "en": "a website"},
    },
    "kind": {
        "type": "choice",
        "style": "noun",
        "label": {"fr": "nature de la collectivité", "en": "kind of local government"},
        "choices": {
            "commune": {"fr": ["commune", "communes"], "en": ["municipality", "municipalities"]},
            "epci_fp": {"fr": "EPCI à fiscalité propre", "en": ["group", "groups"]},
            "region": {"fr": ["région", "régions"], "en": ["region", "regions"]},
            "departement": {"fr": ["département", "départements"], "en": ["département", "départements"]},
        },
    },
    "epci_type": {
        "type": "choice",
        "style": "noun",
        "refines": "kind.epci_fp",
        "label": {"fr": "type d'EPCI", "en": "type of group"},
        "choices": {
            "cc": {"fr": ["communauté", "communautés"], "en": ["community", "communities"]},
            "metropole": {"fr": ["métropole", "métropoles"], "en": ["metropolis", "metropolises"]},
        },
    },
    "population": {
        "type": "int",
        "minimum": 0,
        "unit": {"fr": "habitants", "en": "inhabitants"},
        "label": {"fr": "population totale", "en": "total population"},
        "question": {"fr": "Combien d'habitants ?", "en": "How many inhabitants?"},
        "legal": "CGCT R2151-2",
    },
    "agents": {
        "type": "decimal",
        "minimum": 0,
        "unit": {"fr": "agents", "en": "staff"},
        "label": {"fr": "effectif", "en": "staff"},
    },
    "receipts": {
        "type": "money",
        "label": {"fr": "recettes", "en": "receipts"},
        "measure": {"fr": "des recettes", "en": "receipts"},
    },
    "area": {
        "type": "decimal",
        "minimum": 0,
        "unit": {"fr": "m²", "en": "m²"},
        "label": {"fr": "surface", "en": "area"},
        "measure": {"fr": "une surface tertiaire", "en": "a tertiary area"},
    },
    "fleet": {
        "type": "int",
        "minimum": 0,
        "unit": {"fr": "arbres", "en": "trees"},
        "unit_one": {"fr": "arbre", "en": "tree"},
        "label": {"fr": "parc", "en": "fleet"},
        "measure": {"fr": "un parc", "en": "a fleet"},
    },
    "trees": {
        "type": "int",
        "unit": {"fr": "arbres", "en": "trees"},
        "unit_one": {"fr": "arbre", "en": "tree"},
        "label": {"fr": "arbres", "en": "trees"},
    },
    "amount": {
        "type": "money",
        "about": "contract",
        "label": {"fr": "montant du marché", "en": "amount of the contract"},
    },
    "debt": {"type": "money", "label": {"fr": "dette", "en": "debt"}},
    "website": {
        "type": "bool",
        "label": {"fr": "site internet", "en": "website"},
        "yes": {"fr": "qui ont un site internet", "en": "with a website"},
        "no": {"fr": "sans site internet", "en": "without a website"},
    },
    "site_open": {
        "type": "bool",
        "about": "website",
        "label": {"fr": "site public", "en": "public site"},
        "yes": {"fr": "ouvert au public", "en": "open to the public"},
    },
    "committee": {"type": "bool", "label": {"fr": "comité social", "en": "social committee"}},
    "zone": {
        "type": "choice",
        "style": "modifier",
        "label": {"fr": "zone", "en": "zone"},
        "choices": {
            "metro": {"fr": "de métropole", "en": "of metropolitan France"},
            "drom": {"fr": "d'outre-mer", "en": "overseas"},
        },
    },
    "departement": {
        "type": "choice",
        "label": "département",
        "choices": {"35": "Ille-et-Vilaine", "57": "Moselle", "67": "Bas-Rhin", "2A": "Corse-du-Sud", "75": "Paris"},
    },
    "created": {"type": "date", "label": {"fr": "création", "en": "creation"}},
    "opened": {
        "type": "date",
        "minimum": "2000-01-01",
        "maximum": "2099-12-31",
        "label": {"fr": "ouverture", "en": "opening"},
        "measure": {"fr": "une ouverture", "en": "an opening"},
    },
    "powers": {
        "type": "set",
        "label": {"fr": "compétences", "en": "powers"},
        "choices": {"eau": {"fr": "eau", "en": "water"}, "déchets": {"fr": "déchets", "en": "waste"}},
    },
    "services": {
        "type": "set",
        "style": "modifier",
        "label": {"fr": "services", "en": "services"},
        "choices": {"canteen": {"fr": "avec une cantine", "en": "with a canteen"}},
    },
}  # fmt: skip

SCOPES = {
    "crpa": {
        "rule": "kind in (commune, epci_fp)",
        "label": {"fr": "administrations au sens du CRPA", "en": "administrations under the CRPA"},
        "source": "CRPA L300-2",
    },
    "eastern": {
        "rule": 'departement in ("57", "67")',
        "label": {"fr": "situées en Alsace-Moselle", "en": "in Alsace-Moselle"},
        "source": "code du travail L3134-13",
        "style": "modifier",
    },
}


@pytest.fixture(scope="session")
def tables():
    return FACTS, SCOPES


@pytest.fixture(scope="session")
def vocabulary():
    return Vocabulary.from_table(FACTS, SCOPES)
