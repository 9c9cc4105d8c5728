"""Forms: what was approved is what is published, but for the slots that only the release fills."""

import re
from datetime import timedelta

import attrs
import pytest

from dabyl.adapters.files import FilePublisher
from dabyl.core.levels.decision import Mode
from dabyl.usecases.desk import load_up_to
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.forms import SLOTS, forms_hash
from dabyl.usecases.drafts.preview import preview
from dabyl.usecases.publish import Press, publish_live
from dabyl.usecases.release import release
from dabyl.usecases.take_decision import take_decision
from support.desks import KEEPER, a_level, noon
from support.staffed import a_draft_desk, begun, let_go, put_forward

SEEN = noon(5).plus(timedelta(minutes=7))
RELEASED = SEEN.plus(timedelta(minutes=20))
SIGNATURE = re.compile(rb"<(?:\w+:)?Signature .*</(?:\w+:)?Signature>", re.DOTALL)


class Publication:
    """A draft that was seen at 12:07, and what was published of it at 12:27."""

    def __init__(self, folder, decision, *, meanwhile=None):
        desk = a_draft_desk()
        begun(desk, decision, at=SEEN)
        self.forms = preview(desk, draft_of(desk, decision.id), at=SEEN).forms
        put_forward(desk, decision.id, at=SEEN)
        if meanwhile is not None:
            register = take_decision(desk.desk, meanwhile, at=SEEN).register
            release(desk.desk, register, at=SEEN)
        released = let_go(desk, decision.id, at=RELEASED)
        self.record = released.register.record(decision.id)
        self.register = release(desk.desk, released.register, at=RELEASED)
        told = (
            one for one in self.register.messages.backwards() if one.message.layer == decision.id
        )
        self.message = next(told)
        publish_live(
            self.register,
            FilePublisher(folder),
            Press(theme=desk.theme, signer=KEEPER, maker="test"),
            at=RELEASED,
            earlier=lambda number: load_up_to(desk.desk, number),
        )
        self.folder = folder

    def published(self, path):
        return SIGNATURE.sub(b"", (self.folder / self.filled(path)).read_bytes())

    def filled(self, text):
        """Fill the slots of a form, each as it is spelled there; nothing else is touched."""
        number, head = self.register.number, self.register.head
        slots = [
            # as_of, sent, and what is counted from them
            (r"12:07", "12:27"),
            (r"(?<=T)1107(?=00Z)", "1127"),
            (r"11:07", "11:27"),
            (r"Published 7 min", "Published 27 min"),
            # valid_until: an hour later
            (r"13:07", "13:27"),
            # identifier: of the message, of the entry and of the journal
            (r"\bxo-1\.000001\b", f"xo-1.{self.message.number:06}"),
            (r"Entry 0\b", f"Entry {self.record.number}"),
            (r"(?<=<code>)0{64}", self.record.hash if "Entry 0" in text else head),
            (r'(?<="number":)0\b', f"{number}"),
            (r"Journal entry 0\b", f"Journal entry {number}"),
            (r"(?<=<dd>)0(?=</dd>)", f"{number}"),
            (r'(?<="head":")0{64}', head),
        ]
        for spelling, value in slots:
            text = re.sub(spelling, value, text)
        return text


@pytest.fixture(scope="module", params=["XO", "XO-S"])
def publication(request, tmp_path_factory):
    decision = a_level("xo-1", mode=Mode.TAKEN, area=request.param)
    return Publication(tmp_path_factory.mktemp("site"), decision)


class TestWhatIsPublished:
    def test_differs_from_what_was_approved_in_its_slots_only(self, publication):
        differing = {
            path
            for path, form in publication.forms.items()
            if publication.filled(form.decode()).encode() != publication.published(path)
        }
        assert differing == set()

    def test_is_signed_in_the_release_only(self, publication):
        paths = [path for path in publication.forms if path.startswith("cap/")]
        assert len(paths) == 1
        assert b"Signature" not in publication.forms[paths[0]]
        assert b"Signature" in (publication.folder / publication.filled(paths[0])).read_bytes()

    def test_has_every_kind_of_slot(self, publication):
        every = b"".join(publication.forms.values()).decode()
        assert publication.filled(every) != every
        assert SLOTS == ("identifier", "sent", "as_of", "valid_until", "Signature")


class TestWhatIsPublishedAfterADecisionElsewhere:
    def test_has_every_form_of_its_own_as_it_was_approved(self, tmp_path):
        decision = a_level("xo-1", mode=Mode.TAKEN, area="XO-S")
        other = a_level("xo-2", "red", area="XO-N")
        publication = Publication(tmp_path, decision, meanwhile=other)
        differing = {
            path
            for path, form in publication.forms.items()
            if publication.filled(form.decode()).encode() != publication.published(path)
        }
        assert "en/index.html" in differing
        assert {path for path in differing if "XO-S" in path or "xo-1" in path} == set()
        assert {
            "en/decision/xo-1/index.html",
            "en/place/XO-S/index.html",
        } <= publication.forms.keys()


class TestFormsOf:
    def test_are_without_messages_where_none_are_sent(self):
        desk = a_draft_desk()
        draft = begun(desk, a_level("xo-1", mode=Mode.TAKEN), at=SEEN)
        found = preview(desk, draft, at=SEEN)
        assert any(path.startswith("cap/") for path in found.forms)
        silent = attrs.evolve(desk, desk=attrs.evolve(desk.desk, alerts=None))
        assert not any(path.startswith("cap/") for path in preview(silent, draft, at=SEEN).forms)

    def test_are_other_ones_after_another_decision(self):
        desk = a_draft_desk()
        draft = begun(desk, a_level("xo-1", mode=Mode.TAKEN), at=SEEN)
        before = preview(desk, draft, at=SEEN).hash
        take_decision(desk.desk, a_level("xo-2", "red", area="XO-S"), at=SEEN)
        assert preview(desk, draft, at=SEEN).hash != before


class TestFormsHash:
    def test_covers_every_path_and_every_byte(self):
        forms = {"a": b"1", "b": b"2"}
        others = [{"a": b"1"}, {"a": b"1", "c": b"2"}, {"a": b"1", "b": b"3"}, {}]
        assert forms_hash(forms) not in {forms_hash(one) for one in others}
        assert forms_hash(forms) == forms_hash({"b": b"2", "a": b"1"})
