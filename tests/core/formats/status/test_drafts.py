"""Drafts as JSON: how far each got, and what becomes of which layer."""

from datetime import timedelta

import attrs

from dabyl.core.calendars.endings import ForDays
from dabyl.core.drafts.draft import Comment, Ended, Proposal, State, Version
from dabyl.core.formats.status.drafts import draft_fields, draft_whole, move_fields, version_fields
from dabyl.core.register.moves import Move, MoveKind, moves
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Consent
from support.desks import noon
from support.drafting import a_draft
from support.vale import act, declare, extend, register, t

BEGUN = a_draft()
SOON = noon(5).plus(timedelta(minutes=5))
CONSENT = Consent(
    person="officer-1", credential="k", authenticator_data=b"", client_data=b"", signature=b""
)
ENDED = attrs.evolve(
    BEGUN,
    versions=(
        *BEGUN.versions,
        Version(number=1, content={"scale": "other"}, by="officer-2", at=SOON, is_fork=True),
    ),
    comments=(Comment(by="officer-2", at=SOON, text="Which office?"),),
    state=State.REFUSED,
    proposal=Proposal(version=1, at=SOON, number=4, forms="f" * 64, consent=CONSENT),
    ended=Ended(by="officer-2", at=SOON, reason="Too early."),
    deadline=SOON,
)
YELLOW = ("2020-03-01", act("a", declare("E1", "yellow", "2020-03-01", ForDays(days=10))))


class TestDraftFields:
    def test_tell_of_a_draft_that_has_just_begun(self):
        fields = draft_fields(BEGUN)
        assert fields["editors"] == ["officer-1"]
        assert fields["saved_at"] == noon(5).text()
        nothing = ("proposed_by", "reason", "entry", "deadline", "countersigned")
        assert [fields[name] for name in nothing] == [None] * 5
        assert (fields["forks"], fields["comments"]) == (0, 0)

    def test_tell_who_proposed_and_why_it_ended(self):
        fields = draft_fields(ENDED)
        assert fields["state"] == "refused"
        assert (fields["proposed_by"], fields["reason"]) == ("officer-1", "Too early.")
        assert (fields["forks"], fields["comments"]) == (1, 1)
        assert fields["deadline"] == SOON.text()


class TestDraftWhole:
    def test_adds_what_was_typed_by_whom_and_what_was_said(self):
        whole = draft_whole(ENDED)
        assert whole == {
            **draft_fields(ENDED),
            "content": BEGUN.current.content,
            "versions": [version_fields(one) for one in ENDED.versions],
            "said": [{"by": "officer-2", "at": SOON.text(), "text": "Which office?"}],
        }
        assert [one["fork"] for one in whole["versions"]] == [False, True]


class TestMoveFields:
    def test_give_clocks_of_the_zone_of_the_scale(self):
        before = register(YELLOW)
        longer = ("2020-03-05", act("b", extend("a", "2020-03-11", ForDays(days=5))))
        after = register(YELLOW, longer)
        [found] = told(before, after)
        assert found == {
            "kind": "ends-later",
            "layer": "a",
            "scale": "vale",
            "level": "yellow",
            "area": ["E1"],
            "start": "2020-03-01T00:00:00+05:00",
            "was": "2020-03-11T00:00:00+05:00",
            "end": "2020-03-16T00:00:00+05:00",
        }

    def test_leave_open_what_has_no_end(self):
        known = register(YELLOW)
        move = Move(
            kind=MoveKind.BEGINS,
            layer="a",
            scale="vale",
            level="yellow",
            area=("E1",),
            start=t("2020-03-01"),
            was=None,
            end=None,
        )
        fields = move_fields(known, move)
        assert (fields["was"], fields["end"]) == (None, None)


def told(before: Register, after: Register) -> list[dict[str, object]]:
    return [move_fields(after, one) for one in moves(before, after, at=t("2020-03-05"))]
