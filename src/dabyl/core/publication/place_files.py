"""A place's files: everything that says what stands there now."""

from collections.abc import Callable, Iterator
from functools import partial

from dabyl.core.publication.cards import Cards
from dabyl.core.publication.links import place_tail
from dabyl.core.publication.place_page import place_page
from dabyl.core.publication.press import Press
from dabyl.core.publication.print_page import print_page
from dabyl.core.publication.status import place_status
from dabyl.core.publication.texts import badge, sms_text, speech_text


def place_files(press: Press, cards: Cards, key: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the paths of a place's files and what makes them; none where no scale holds."""
    first, *more = press.answers.scales(key) or ("",)
    if not first:
        return
    yield f"status/{key}.json", partial(place_status, press, key, first)
    for scale in more:
        yield f"status/{key}.{scale}.json", partial(place_status, press, key, scale)
    for lang in press.languages:
        yield f"{lang}/{place_tail(key)}", partial(place_page, press, cards, key, lang)
        yield f"print/{lang}/{key}.html", partial(print_page, press, key, lang)
        yield f"badge/{lang}/{key}.svg", partial(badge, press, key, lang)
        yield f"text/{lang}/{key}.sms.txt", partial(sms_text, press, key, lang)
        yield f"text/{lang}/{key}.speech.txt", partial(speech_text, press, key, lang)


def paths_elsewhere(press: Press, places: frozenset[str]) -> frozenset[str]:
    """Return the paths of the files of all places but *places*."""
    return paths_about(press, frozenset(press.answers.paged) - places)


def paths_about(press: Press, places: frozenset[str]) -> frozenset[str]:
    """Return the paths of the files of *places*."""
    cards = Cards(press)
    return frozenset(path for key in places for path, _ in place_files(press, cards, key))
