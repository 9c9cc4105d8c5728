"""Claims of the status token: what stands in a country and its first-level units."""

from typing import Any

from dabyl.core.publication.feeds import site_id
from dabyl.core.publication.press import Press


def token_claims(press: Press) -> dict[str, Any]:
    """Return what the shell signs: levels by place, the lease, and the journal's head."""
    answers = press.answers
    root = answers.main(answers.country)
    places = (answers.country, *answers.children(answers.country))
    standings = {key: answers.standing(key, root.scale) for key in places}
    return {
        "iss": site_id(press),
        "iat": root.as_of.s,
        "exp": min(standing.valid_until.s for standing in standings.values()),
        "kind": answers.register.kind,
        "country": answers.country,
        "scale": root.scale,
        "journal": {"number": answers.register.number, "head": answers.register.head},
        "levels": {
            key: {
                "level": standing.level,
                "highest_part": standing.highest_part,
                "until": None if standing.until is None else standing.until.s,
            }
            for key, standing in standings.items()
            if standing.highest_part is not None
        },
    }
