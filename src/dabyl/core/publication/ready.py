"""Ready texts: how a decision would be corrected or cancelled, in words, before it is released.

1. They stand in every language of the site; nothing is translated by machine.
2. They name the decision, its levels and its places. What is wrong with it, an officer adds.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import attrs

from dabyl.core.levels.decision import Decision
from dabyl.core.publication.press import Press
from dabyl.core.values.languages import Texts


class Ready(StrEnum):
    """What a ready text is for."""

    CORRECT = "correct"
    CANCEL = "cancel"


@attrs.frozen
class ReadyText:
    """A title and a text by language."""

    title: Texts
    text: Texts


def ready_texts(press: Press, decision: Decision) -> Mapping[Ready, ReadyText]:
    """Return the texts by which a decision would be corrected, and cancelled."""
    named = {lang: _named(press, decision, lang) for lang in press.languages}
    return {
        ready: ReadyText(
            title=_said(press, f"ready_{ready}_title", dict.fromkeys(named, decision.id)),
            text=_said(press, f"ready_{ready}_text", named),
        )
        for ready in Ready
    }


def _said(press: Press, key: str, named: Mapping[str, str]) -> Texts:
    return Texts.of(
        {lang: press.speakers[lang].say(key, decision=name) for lang, name in named.items()}
    )


def _named(press: Press, decision: Decision, lang: str) -> str:
    about = press.speakers[lang].listed(dict.fromkeys(_about(press, decision, lang)))
    return f"{decision.id} ({about})" if about else decision.id


def _about(press: Press, decision: Decision, lang: str) -> Iterator[str]:
    answers = press.answers
    for effect in decision.effects:
        level, area = getattr(effect, "level", None), getattr(effect, "area", None)
        if level is not None:
            yield press.speakers[lang].level(answers.level(decision.scale, level))
        if area is not None:
            known = (key for key in area.units if answers.places.unit(key) is not None)
            yield from (answers.name(key, lang) for key in known)
