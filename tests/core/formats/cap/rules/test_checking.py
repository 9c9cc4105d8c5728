"""Checking: kinds by profile, places, gaps, and what an empty context leaves open."""

from lxml import etree

from dabyl.core.formats.cap.rules.checking import check
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.everything import RULES
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Need, NotJudged
from dabyl.core.formats.cap.rules.kinds import E, I, Kind, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from support.cap import CLEAN, an_alert

TREE = etree.fromstring(
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n<sent/>\n<info/>\n'
    "<info>\n<area/></info></alert>"
)


def a_rule(*said, after_all=False):
    @rule(
        number=3,
        code="cap-x",
        subject=Subject.MESSAGE,
        source="a source",
        kinds=kinds(E, oasis=W, cap_cp=E),
        after_all=after_all,
    )
    def judge(message, context):
        """Everything is as it should be."""
        del message, context
        yield from said

    return judge


def found(*said, message=None, profiles=(Profile.DABYL,)):
    return check(message or Message(CLEAN), profiles, rules=(a_rule(*said),)).findings


class TestKinds:
    def test_belong_to_a_rule_in_a_profile(self):
        asked = (Profile.OASIS, Profile.CAP_CP, Profile.GOOGLE, Profile.DABYL)
        assert [(f.profile, f.kind) for f in found(Fault(), profiles=asked)] == [
            (Profile.OASIS, W),
            (Profile.CAP_CP, E),
            (Profile.GOOGLE, I),
            (Profile.DABYL, E),
        ]

    def test_of_a_fault_may_be_milder_than_those_of_its_rule(self):
        asked = (Profile.GOOGLE, Profile.DABYL)
        assert [f.kind for f in found(Fault(at_most=W), profiles=asked)] == [I, W]

    def test_of_a_fault_may_concern_some_profiles_only(self):
        assert found(Fault(only=frozenset({Profile.UK}))) == ()

    def test_are_ordered(self):
        assert sorted(Kind, key=lambda kind: kind.weight) == [I, W, E]


class TestCheck:
    def test_asks_the_standard_unless_told_otherwise(self):
        checked = check(Message(CLEAN), rules=(a_rule(Fault()),))
        assert [f.profile for f in checked.findings] == [Profile.OASIS]
        assert not checked.has_error

    def test_says_a_profile_once_that_was_named_twice(self):
        assert len(found(Fault(), profiles=(Profile.UK, Profile.UK))) == 1

    def test_tells_what_was_missing_once(self):
        checked = check(Message(CLEAN), rules=(a_rule(Gap(Need.AT), Gap(Need.AT)),))
        assert checked.not_judged == (NotJudged(3, Need.AT),)

    def test_tells_a_rule_after_all_where_others_found_errors(self):
        seen = []

        @rule(
            number=1,
            code="cap-last",
            subject=Subject.MESSAGE,
            source="a source",
            kinds=kinds(E, oasis=I),
            after_all=True,
        )
        def last(message, context):
            """It comes last."""
            del message
            seen.append(context.errors_in)
            yield from ()

        asked = (Profile.OASIS, Profile.DABYL)
        check(Message(CLEAN), asked, rules=(a_rule(Fault()), last))
        assert seen == [{Profile.DABYL}]

    def test_has_errors_when_one_finding_is_an_error(self):
        assert check(Message(CLEAN), (Profile.DABYL,), rules=(a_rule(Fault()),)).has_error


class TestPlaces:
    def test_begin_at_the_alert(self):
        assert [f.where for f in found(Fault(), Fault("info[2]/area[1]"))] == [
            "/alert",
            "/alert/info[2]/area[1]",
        ]

    def test_have_the_line_of_their_element(self):
        message = Message(CLEAN, TREE)
        said = (Fault(), Fault("sent"), Fault("info[2]"), Fault("info[2]/area[1]"))
        assert [f.line for f in found(*said, message=message)] == [1, 2, 4, 5]

    def test_have_the_line_of_the_element_above_one_that_is_absent(self):
        message = Message(CLEAN, TREE)
        said = (Fault("info[2]/expires"), Fault("info[3]"))
        assert [f.line for f in found(*said, message=message)] == [4, 1]

    def test_without_a_document_have_the_line_of_the_alert(self):
        message = Message(an_alert(line=7))
        assert [f.line for f in found(Fault("info[2]"), message=message)] == [7]


class TestRule:
    def test_is_told_in_the_first_line_of_its_docstring(self):
        assert a_rule().sentence == "Everything is as it should be."


class TestRehearsals:
    def test_are_exercises_whose_sender_is_nobody(self):
        rehearsal = an_alert(status="Exercise", sender="desk@ws.invalid")
        assert Message(rehearsal).status == "Actual"
        assert Message(an_alert(status="Exercise")).status == "Exercise"
        assert Message(an_alert(sender="desk@ws.invalid")).status == "Actual"
        assert Message(an_alert(status="Exercise", sender=None)).status == "Exercise"


class TestRules:
    def test_say_of_everything_that_they_need_that_it_is_missing(self):
        """A rule that yields a gap has named the need, for the reference."""
        named = {(r.number, need) for r in RULES for need in r.needs}
        checked = check(Message(CLEAN), tuple(Profile), Context())
        assert {(gap.rule, gap.missing) for gap in checked.not_judged} <= named

    def test_find_nothing_in_a_clean_message(self):
        assert check(Message(CLEAN), tuple(Profile)).findings == ()
