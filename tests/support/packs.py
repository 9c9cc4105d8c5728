"""A pack for tests: Osland, an invented country; its files use every field of the format."""

from collections.abc import Iterable, Mapping

from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.register.pack import Pack
from dabyl.core.values.problems import Problem, Rejected

PACK = """\
id = "xo"
root = "XO"
zone = "Europe/Oslo"
languages = ["en", "fr"]
title = { en = "Osland", fr = "Oslande" }

[[note]]
text = { en = "Invented." }

[[source]]
id = "act"
publisher = "Osland Gazette"
url = "https://example.org/act"
date = "2020"
lang = "en"
note = "invented"
"""

PLACES = """\
country = "XO"
zone = "Europe/Oslo"

[[unit]]
key = "XO"
kind = "country"
name = { en = "Osland", fr = "Oslande" }

[[unit]]
key = "XO-N"
kind = "region"
parents = [{ key = "XO" }]
name = { en = "North", fr = "Nord" }

[[unit]]
key = "XO-S"
kind = "region"
parents = [{ key = "XO" }]
name = { en = "South", fr = "Sud" }
"""

SCALE = """\
id = "xo-alert"
name = { en = "Alert level", fr = "Niveau d'alerte" }
subject = { en = "terrorism", fr = "terrorisme" }
event_code = "OET-177"
purpose = "general"
territory = ["XO"]
erratum = false
source = "act"

[[version]]
floor = "absence"

[[version.level]]
id = "calm"
rank = 1
name = { en = "calm", fr = "calme" }

[[version.level]]
id = "alarm"
rank = 2
name = { en = "alarm", fr = "alarme" }

[[version]]
valid_from = 2020-01-01
floor = "absence"
combination = "highest"
below_parent = false
after_end = "underneath"
set_by = "executive"
scopes = ["country", "region", "sector"]
end_forms = ["days", "date", "open"]
review_months = 6
trend = true
required = ["area", "period", "reason", "advice"]
note = { en = "As of 2020." }
status = "unconfirmed"
source = "act"

[version.mapping]
alarm = "unknown"

[version.ends]
counting = "first-day-counts"
last_minute_is_midnight = true

[version.transitions]
skip = false
needs_incident = ["red"]
announce_ahead = false

[[version.level]]
id = "red"
rank = 3
code = "X"
name = { en = "critical", fr = "critique" }
short = { en = "red", fr = "rouge" }
definition = { en = "It has happened.", fr = "C'est arrivé." }
criteria = { en = "An attack, and more may come.", fr = "Une attaque, et d'autres à craindre." }
evidence = "happened"
horizon = { en = "within a day", fr = "sous un jour" }
changes = "unknown"
colour = "#c4161c"
colour_name = { en = "red", fr = "rouge" }
aliases = ["vermilion"]
status = "unconfirmed"
source = "act"

[[version.level]]
id = "calm"
rank = 1
name = { en = "calm", fr = "calme" }
advice = { en = "Go about your day.", fr = "Vivez normalement." }

[[version.level]]
id = "amber"
rank = 2
name = { en = "high", fr = "élevé" }

[[version.period]]
kind = "max-days"
days = 15
levels = ["red"]
valid_to = 2023-01-31
source = "act"

[[version.period]]
kind = "must-end"
valid_from = 2023-01-31
status = "unconfirmed"

[[version.modifier]]
id = "reinforced"
name = { en = "reinforced", fr = "renforcé" }
levels = ["amber"]

[[version.reason]]
id = "event"
name = { en = "a large event", fr = "un grand rassemblement" }
preventive = true
no_specific_threat = true

[[version.publication]]
id = "bulletin"
name = { en = "bulletin", fr = "bulletin" }
ranked = true
max_days = 10

[[version.state]]
id = "operation"
name = { en = "operation regime", fr = "régime d'opération" }
provision = "xo-act.3"
status = "unconfirmed"
source = "act"

[[version.measure]]
id = "bags"
levels = ["amber", "red"]
office = "xo-hq"
addressee = { en = "venues", fr = "salles" }
text = { en = "Search bags.", fr = "Fouiller les sacs." }
provision = "xo-act.3"
binding = true
permanent = true
sector = "culture"
status = "unconfirmed"
source = "act"

[[version.channel]]
id = "sms"
formats = ["sms"]
max_chars = 160
"""

OFFICES = """\
[[office]]
id = "xo-hq"
kind = "headquarters"
place = "XO"
name = { en = "Headquarters", fr = "État-major" }
head = { en = "head", fr = "chef" }
contact = { en = "call 1", fr = "appelez le 1" }
valid_from = 2000-01-01
valid_to = 2999-01-01
status = "unconfirmed"
source = "act"

[[office]]
id = "xo-crown"
kind = "crown"
place = "XO"
name = { en = "Crown", fr = "Couronne" }
"""

LAW = """\
[[provision]]
id = "xo-act.3"
work = "Alert Act"
number = "3"
title = { en = "Levels", fr = "Niveaux" }

[[provision.version]]
id = "2000"
adopted = 2000-01-01
published = 2000-01-02
commences = 2000-01-03
applies_until = 2999-01-01
text = { en = "Headquarters sets levels.", fr = "L'état-major fixe les niveaux." }
official = "https://example.org/act#3"
status = "unconfirmed"
source = "act"

[[power]]
id = "set"
provision = "xo-act.3"
office_kinds = ["headquarters"]
actions = ["declare", "extend", "raise", "lower", "lift", "correct", "bulletin", "declare-state"]
scale = "xo-alert"
levels = ["amber", "red"]
area_kinds = ["country", "region", "sector"]
max_days = 40
beyond_territory = true
ends_layers_of = ["headquarters"]
source = "act"

[[power]]
id = "crown-red"
provision = "xo-act.3"
office_kinds = ["crown"]
actions = ["declare"]
levels = ["red"]
consents = ["headquarters"]
status = "unconfirmed"
"""

ENGLISH = """\
help = ["Call 1.", "Stay calm."]

[unit_kinds]
country = "country"
region = "region"

[office_kinds]
headquarters = "headquarters"
crown = "crown"

[categories]
killed = "killed"

[advice.xo-alert]
calm = "Nothing to do."
alarm = "Be alert."
amber = ["Be alert.", "Carry papers."]
red = "Stay in."

[changes.xo-alert]
amber = "Bags are searched."
red = "Roads are closed."

[template.declare]
action = "declare"
level = "red"
form = "sms"
text = "{office}: {level}, {area}, {end}. {{112}}"

[template.lapse]
action = "lapse"
text = "{level} has ended."
"""

FRENCH = """\
help = ["Appelez le 1.", "Restez calme."]

[unit_kinds]
country = "pays"
region = "région"

[office_kinds]
headquarters = "état-major"
crown = "couronne"

[categories]
killed = "tués"

[advice.xo-alert]
calm = "Rien à faire."
alarm = "Soyez attentifs."
amber = ["Soyez attentifs.", "Ayez vos papiers."]
red = "Restez chez vous."

[changes.xo-alert]
amber = "On fouille les sacs."
red = "Des routes sont fermées."

[template.declare]
action = "declare"
level = "red"
form = "sms"
text = "{office} : {level}, {area}, {end}. {{112}}"

[template.lapse]
action = "lapse"
text = "Fin du niveau {level}."
"""

FILES: Mapping[str, str] = {
    "pack.toml": PACK,
    "places.toml": PLACES,
    "scale.toml": SCALE,
    "offices.toml": OFFICES,
    "law.toml": LAW,
    "texts/en.toml": ENGLISH,
    "texts/fr.toml": FRENCH,
}


def with_change(file: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one text changed, which must stand there once."""
    text = FILES[file]
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {file}")
    return {**FILES, file: text.replace(old, new)}


def a_pack(files: Mapping[str, str] = FILES) -> Pack:
    """Return the pack of the files."""
    return parse_pack(files)


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with the files."""
    try:
        parse_pack(files)
    except Rejected as rejected:
        return rejected.problems
    return ()


def placed(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Return the code and the place of each problem."""
    return [(problem.code.value, problem.where) for problem in problems]
