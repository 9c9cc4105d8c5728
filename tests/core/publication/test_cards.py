"""Cards: made once, and never one for another."""

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays, OpenEnd
from dabyl.core.publication.cards import Cards
from support.osland import at, osland
from support.sites import press_at

NOW = "2021-03-03T12:00+01:00"


@pytest.fixture
def cards():
    return Cards(press_at(NOW, osland()))


def card(cards, **fields):
    """Return the card of a layer that lies on the country, but for some of its fields."""
    layer = cards.press.answers.main("XO").layers[0]
    return cards.card(attrs.evolve(layer, **fields), "xo-alert", "en", "")


class TestCards:
    def test_are_made_once(self, cards):
        assert card(cards) is card(cards)

    @pytest.mark.parametrize(
        ("fields", "others", "says"),
        [
            ({}, {"review": at("2021-07-01T00:00+02:00")}, "1 July 2021"),
            ({}, {"extended_by": ("longer",)}, "longer"),
            ({"ending": OpenEnd()}, {"ending": ForDays(days=40)}, "40 days"),
        ],
        ids=["review", "extension", "wording"],
    )
    def test_of_two_parts_of_a_layer_are_two(self, cards, fields, others, says):
        assert says not in card(cards, **fields)
        assert says in card(cards, **others)
