import datetime as dt

import pytest

from tnt_core.errors import InputError
from tnt_core.model.legal import Citation, LawText
from tnt_core.texts import Text

NAME = Text(fr="loi REEN", en="REEN Act")


@pytest.mark.parametrize("written", ["rgpd", "rgpd art. 33", "code-urbanisme R*423-19"])
def test_a_citation_is_its_text_both_ways(written):
    assert str(Citation.parse(written)) == written


def test_a_citation_forgets_useless_spaces():
    assert Citation.parse("  rgpd   art. 33 ") == Citation("rgpd", "art. 33")


def test_an_empty_citation_is_refused():
    with pytest.raises(InputError, match="a citation is written"):
        Citation.parse("  ")


def test_a_citation_reads_with_or_without_its_article():
    text = LawText(id="reen", kind="loi", name=NAME)
    assert Citation("reen").label(text, "fr") == "loi REEN"
    assert Citation("reen", "art. 35").label(text, "fr") == "loi REEN, art. 35"


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({}, None),
        ({"url": "https://example.org/x", "jorf": "JORFTEXT1"}, "https://example.org/x"),
        ({"jorf": "JORFTEXT1"}, "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT1"),
        ({"jorf": "LEGITEXT1"}, "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT1"),
        (
            {"celex": "32016R0679"},
            "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32016R0679",
        ),
    ],
)
def test_a_text_links_to_a_page_when_an_identifier_is_known(fields, link):
    assert LawText(id="x", kind="loi", name=NAME, **fields).link == link


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({}, True),
        ({"signed": dt.date(2020, 1, 2)}, False),
        ({"signed": dt.date(2020, 1, 1)}, True),
        ({"signed": dt.date(2020, 1, 1), "published": dt.date(2020, 1, 2)}, False),
    ],
)
def test_a_text_cannot_be_known_before_its_publication_or_signature(fields, known):
    text = LawText(id="x", kind="loi", name=NAME, **fields)
    assert text.may_be_known_on(dt.date(2020, 1, 1)) is known
