"""Names by language: which one is said, and which texts are the same to whoever looks for them."""

import pytest

from api.things.naming import Name, folded, spoken

NAMES = {
    "en": Name(long="North Town", short="North", code="NTH"),
    "pt": Name(long="Cidade do Norte"),
    "pt-BR": Name(long="Norte", code="NOR"),
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("en", Name(long="North Town", short="North", code="NTH"), id="as-it-is"),
        pytest.param("pt", Name(long="Cidade do Norte", short="North", code="NTH"), id="in-part"),
        pytest.param("pt-PT", Name(long="Cidade do Norte", short="North", code="NTH"), id="region"),
        pytest.param("pt-BR", Name(long="Norte", short="North", code="NOR"), id="its-own"),
        pytest.param("ja", Name(long="North Town", short="North", code="NTH"), id="default"),
    ],
)
def test_a_name_is_said_in_a_language(language: str, expected: Name) -> None:
    assert spoken(NAMES, language, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("  São  Tomé ", "sao tome", id="accents-and-space"),
        pytest.param("O'Neill-Łuß", "o neill luss", id="letters-and-marks"),
        pytest.param("İstanbul \u0131s\u0131", "istanbul isi", id="turkish"),
        pytest.param("東京 FC", "東京 fc", id="other-scripts"),
        pytest.param("⚽ !", "", id="nothing-to-find"),
    ],
)
def test_texts_are_folded(text: str, expected: str) -> None:
    assert folded(text) == expected
