"""The sheet to print: one place on one page of A4, to be put up where there is no network."""

from markupsafe import Markup

from dabyl.core.publication.cards import office_name
from dabyl.core.publication.outcomes import outcome
from dabyl.core.publication.panel import panel
from dabyl.core.publication.press import Press


def print_page(press: Press, key: str, lang: str) -> bytes:
    """Return the sheet of a place."""
    answers, speaker = press.answers, press.speakers[lang]
    standing = answers.main(key)
    acts = [
        Markup("{}: {}. {}").format(
            speaker.t.decision,
            layer.decision,
            office_name(press, layer.office, lang),
        )
        for layer in standing.layers
    ]
    last = speaker.instant(standing.valid_until, answers.zone_of(key))
    return press.page(
        "print.html.j2",
        lang,
        f"../print/{lang}/{key}.html",
        title=f"{answers.name(key, lang)} – {speaker.t.brand}",
        leased=standing,
        now=panel(press, outcome(answers, standing), lang),
        cards=acts,
        cut=speaker.say("print_cut", until=last),
        code=key,
    )
