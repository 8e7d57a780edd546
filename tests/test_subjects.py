"""The bus's subjects."""

import pytest

from feeds import subjects


def test_a_channel_s_subject() -> None:
    subject = subjects.channel("main", subjects.FACTS)
    assert subject == "touchline.channel.main.facts"
    assert subjects.channel_of(subject) == "main"


@pytest.mark.parametrize("subject", [subjects.FEEDS_STATUS, "touchline.channel.a", ""])
def test_what_is_no_channel_s(subject: str) -> None:
    with pytest.raises(ValueError, match="is no channel's subject"):
        subjects.channel_of(subject)
