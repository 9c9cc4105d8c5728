"""Writing drafts: nothing that was typed is lost."""

import pytest

from dabyl.adapters.memory.drafts import MemoryDraftStore
from dabyl.core.drafts.draft import State
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused
from dabyl.usecases.drafts.draft_desk import DraftDesk, draft_of
from dabyl.usecases.drafts.writing import begin, comment, save, withdraw
from support.desks import a_desk, noon


@pytest.fixture
def desk():
    return DraftDesk(desk=a_desk(), drafts=MemoryDraftStore(), theme=None)


def code(call, *args, **how):
    with pytest.raises(Refused) as refusal:
        call(*args, **how)
    return refusal.value.problems[0].code


def a_beginning(desk, key="xo-1"):
    return begin(desk, key, {"id": key}, office="xo-hq", by="officer-1", at=noon(5))


class TestBegin:
    def test_keeps_what_was_typed_whole_or_not(self, desk):
        assert a_beginning(desk) == draft_of(desk, "xo-1")

    def test_is_refused_twice_and_keeps_the_first(self, desk):
        a_beginning(desk)
        other = {"id": "xo-1", "note": "mine"}
        how = {"office": "xo-hq", "by": "officer-2", "at": noon(6)}
        assert code(begin, desk, "xo-1", other, **how) is Code.DRAFT_EXISTS
        assert draft_of(desk, "xo-1").editors == ("officer-1",)

    @pytest.mark.parametrize("key", ["xo.2", "Xo", ""])
    def test_needs_an_id_that_a_decision_can_have(self, desk, key):
        assert code(a_beginning, desk, key) is Code.NOT_A_DECISION_ID


class TestSave:
    def test_becomes_the_current_version(self, desk):
        a_beginning(desk)
        saved = save(desk, "xo-1", {"a": 1}, based_on=1, by="officer-2", at=noon(6))
        assert (saved.is_fork, saved.draft.current.content) == (False, {"a": 1})
        assert draft_of(desk, "xo-1") == saved.draft

    def test_of_something_stale_is_kept_as_a_fork_and_told(self, desk):
        a_beginning(desk)
        save(desk, "xo-1", {"a": 1}, based_on=1, by="officer-2", at=noon(6))
        late = save(desk, "xo-1", {"a": 2}, based_on=1, by="officer-3", at=noon(6))
        assert (late.is_fork, late.version.content) == (True, {"a": 2})
        assert late.draft.current.content == {"a": 1}

    def test_goes_on_when_somebody_else_was_first_at_the_same_instant(self, desk):
        draft = a_beginning(desk)
        racing = Racing(desk.drafts, times=1)
        saved = save(
            DraftDesk(desk=desk.desk, drafts=racing, theme=None),
            "xo-1",
            {"a": 1},
            based_on=draft.current.number,
            by="officer-1",
            at=noon(6),
        )
        assert saved.draft.comments[0].text == "first"
        assert saved.draft.current.content == {"a": 1}

    def test_is_told_when_others_are_first_again_and_again(self, desk):
        a_beginning(desk)
        busy = DraftDesk(desk=desk.desk, drafts=Racing(desk.drafts, times=99), theme=None)
        how = {"based_on": 1, "by": "officer-1", "at": noon(6)}
        assert code(save, busy, "xo-1", {}, **how) is Code.DRAFT_OVERTAKEN

    def test_needs_a_draft(self, desk):
        how = {"based_on": 1, "by": "officer-1", "at": noon(6)}
        assert code(save, desk, "xo-9", {}, **how) is Code.DRAFT_UNKNOWN


class TestCommentAndWithdraw:
    def test_are_kept(self, desk):
        a_beginning(desk)
        comment(desk, "xo-1", "Too long?", by="officer-2", at=noon(6))
        withdraw(desk, "xo-1", by="officer-1", at=noon(6))
        draft = draft_of(desk, "xo-1")
        assert (draft.comments[0].text, draft.state) == ("Too long?", State.WITHDRAWN)


class Racing:
    """A store in which somebody else comments first, some times."""

    def __init__(self, store, times):
        self.store, self.left = store, times

    def get(self, key):
        return self.store.get(key)

    def put(self, draft, *, expected):
        if self.left:
            self.left -= 1
            desk = DraftDesk(desk=None, drafts=self.store, theme=None)
            comment(desk, draft.id, "first", by="officer-9", at=noon(6))
        self.store.put(draft, expected=expected)
