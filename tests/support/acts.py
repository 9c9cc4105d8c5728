"""The pack of Osland with templates of whole acts."""

from support.packs import FILES

ENGLISH_ACTS = """
[act.amber]
name = "Amber declared"
action = "declare"
scale = "xo-alert"
level = "amber"
title = "{area}: {level}"
grounds = ["{why}", "From: {start}. Until: {end}.", "By: {office}."]
contact = "Ask {phone}."

[act.amber.slots]
why = "Why"
phone = "Telephone"

[act.lifted]
name = "Lifted"
action = "lift"
scale = "xo-alert"
title = "{area}: {level} lifted"
grounds = "It is over. {end}"
"""
FRENCH_ACTS = """
[act.amber]
name = "Ambre"
action = "declare"
scale = "xo-alert"
level = "amber"
title = "{area} : {level}"
grounds = ["{why}", "Du : {start}. Jusqu'à : {end}."]
contact = "Demandez {phone}."

[act.amber.slots]
why = "Pourquoi"
phone = "Téléphone"

[act.lifted]
name = "Levé"
action = "lift"
scale = "xo-alert"
title = "{area} : {level} levé"
grounds = "C'est fini. {end}"
"""
WITH_ACTS = {
    **FILES,
    "texts/en.toml": FILES["texts/en.toml"] + ENGLISH_ACTS,
    "texts/fr.toml": FILES["texts/fr.toml"] + FRENCH_ACTS,
}


def changed(old: str, new: str, *, file: str = "texts/en.toml") -> dict[str, str]:
    """Return the files with one text of the acts changed."""
    return {**WITH_ACTS, file: WITH_ACTS[file].replace(old, new)}
