"""What a reason names, by name: levels, places, offices, kinds and languages, not their ids.

1. A name is found by the slot that holds the id; an id that nobody knows stays as it is.
2. A name that several places have is told with the code of each, and where it lies.
"""

from collections.abc import Mapping

import attrs

from dabyl.console.standing import office_name, places_named, press_now, spoken_language
from dabyl.core.publication.press import Press
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from dabyl.wiring_console import console_words

_AREA_KINDS = (Code.POWER_AREA, Code.SCOPE_KIND)
_ENDINGS = {"date": "through"}
"""The form's wordings of an end that the core calls otherwise."""


def by_name(problem: Problem, lang: str, scale: str) -> Problem:
    """Return a problem whose data has names, in a language, for what it names by ids."""
    press = press_now()
    names = _Names(press, spoken_language(press, lang), lang, scale)
    problem = _of_several(press, problem)
    data = {slot: names.said(problem.code, slot, value) for slot, value in problem.data.items()}
    return attrs.evolve(problem, data=data)


@attrs.frozen
class _Names:
    """The names of a press in its language, and those of the console in another one."""

    press: Press
    spoken: str
    lang: str
    scale: str

    def said(self, code: Code, slot: str, value: object) -> object:
        """Return the name for what stands in a slot, else what stands there."""
        if not isinstance(value, str):
            return value
        listed = value.split(", ")
        match slot:
            case "office" | "owner":
                return office_name(self.press, value, self.spoken)
            case "kind" if code is Code.CONSENT_MISSING:
                return self._offices_of(value) or value
            case "area" | "outside" if slot == "outside" or code is Code.CONSENT_AREA:
                return places_named(self.press, listed, self.spoken)
            case "candidates":
                return "; ".join(self._candidate(key) for key in listed)
            case _:
                names = self._known(code, slot)
                return ", ".join(names.get(one, one) for one in listed) if names else value

    def _known(self, code: Code, slot: str) -> Mapping[str, str]:
        """Return the names of all that a slot can hold one or more of; nothing for other slots."""
        words = console_words(self.lang)
        match slot:
            case "level" | "levels" | "from" | "to":
                return self._levels()
            case "reason" | "reasons":
                return self._reasons()
            case "kind" | "kinds" if code in _AREA_KINDS:
                return words["area_kind"]
            case "languages":
                return words["language"]
            case "form" | "forms":
                return self._endings()
            case "action":
                return {action: said.lower() for action, said in words["act"].items()}
            case _:
                return {}

    def _levels(self) -> Mapping[str, str]:
        if self.scale not in self.press.answers.epoch.readings:
            return {}
        speaker, versions = self.press.speakers[self.spoken], self.press.answers.scale(self.scale)
        return {one.id: speaker.level(one) for each in versions.versions for one in each.levels}

    def _reasons(self) -> Mapping[str, str]:
        if self.scale not in self.press.answers.epoch.readings:
            return {}
        known = self.press.answers.version(self.scale).reasons
        return {one.id: one.names.best(self.spoken) or one.id for one in known}

    def _offices_of(self, kind: str) -> str:
        offices = self.press.answers.epoch.offices.values()
        found = (
            office_name(self.press, one.id, self.spoken) for one in offices if one.kind == kind
        )
        return ", ".join(found)

    def _candidate(self, key: str) -> str:
        answers = self.press.answers
        above = answers.places.parent(key, answers.day)
        around = (answers.name(one, self.spoken) for one in (key, above) if one is not None)
        return f"{key} ({', '.join(around)})"

    def _endings(self) -> Mapping[str, str]:
        words = console_words(self.lang)["ending"]
        return {**words, **{ours: words[form] for ours, form in _ENDINGS.items()}}


def _of_several(press: Press, problem: Problem) -> Problem:
    """Return a name that several places have as what it is; any other problem as it came."""
    if problem.code is not Code.PLACE_UNKNOWN:
        return problem
    found = press.answers.register.gazetteer.find(str(problem.data.get("place", "")))
    if len(found) < 2:  # noqa: PLR2004 - several
        return problem
    data = {**problem.data, "candidates": ", ".join(found)}
    return attrs.evolve(problem, code=Code.PLACE_AMBIGUOUS, data=data)
