from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Time
from dabyl.core.formats.cap.watching.showing import foreign_in_force, heard_again
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import parse_instant
from support.foreign import EXPIRES, act, kept, shown, warning

STORM = shown()
STORM_NAME = "weather@other.example,storm-1,2021-03-03T10:00:00+01:00"
END = parse_instant(EXPIRES)
LATER = "2021-03-03T12:00:00+01:00"
LIVE = WorkspaceKind.LIVE


def names(*facts, at=LATER, kind=LIVE):
    found = foreign_in_force(facts, at=parse_instant(at), kind=kind)
    return [each.heard.kept.identifier for each in found]


class TestShown:
    def test_says_of_a_warning_what_was_read(self):
        heard, text = kept(warning())
        assert heard_again(STORM) == heard
        assert (STORM.text, STORM.until, STORM.supersedes, STORM.office) == (text, END, (), None)

    def test_has_nothing_where_the_alert_says_nothing(self):
        bare = shown(warning(status=None, scope=None, msg_type=None, infos=()))
        assert (bare.status, bare.scope, bare.kind) == ("", "", "")
        assert bare.until == parse_instant("2021-03-03T10:00:00+01:00")

    def test_of_an_update_names_what_it_ends_and_matters_as_long(self):
        short = shown(act("storm-2", "Update", expires=Time(LATER)), STORM)
        assert (short.supersedes, short.until) == ((STORM_NAME,), END)
        longer = Time("2021-03-03T20:00:00+01:00")
        late = shown(act("storm-3", "Update", expires=longer), STORM)
        assert late.until == longer.instant

    def test_of_a_cancel_matters_as_long_as_what_it_ends(self):
        assert shown(act("end", "Cancel"), STORM).until == END
        assert shown(act("end", "Cancel")).until.s == 0


class TestInForce:
    def test_is_what_is_shown_and_not_over(self):
        assert names(STORM) == ["storm-1"]
        assert names(STORM, at=EXPIRES) == []

    def test_is_not_what_a_shown_act_ended_even_when_the_act_is_over(self):
        update = shown(act("storm-2", "Update", expires=Time("2021-03-03T11:30:00+01:00")), STORM)
        assert names(STORM, update, at="2021-03-03T11:15:00+01:00") == ["storm-2"]
        assert names(STORM, update) == []

    def test_is_ended_by_the_word_of_an_office_as_by_a_signature(self):
        confirmed = shown(act("end", "Cancel"), STORM, signature=State.NONE, office="xo-hq")
        assert names(STORM, confirmed) == []
        by_word = shown(warning(), signature=State.NONE, office="xo-hq")
        assert names(by_word, shown(act("end", "Cancel"), by_word)) == []

    def test_of_exercises_is_for_those_who_exercise(self):
        drill = shown(warning(status="Exercise"))
        assert names(drill) == []
        assert names(drill, kind=WorkspaceKind.EXERCISE) == ["storm-1"]
