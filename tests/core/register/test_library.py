"""The library: changed by two persons, and never from under what rests on it."""

import attrs
import pytest

from dabyl.core.incidents.incident import Incident
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.law.book import LawBook
from dabyl.core.places.borders import BorderSet
from dabyl.core.register.decide import decide
from dabyl.core.register.facts import (
    BordersAdopted,
    IncidentRecorded,
    LawRecorded,
    PackAdopted,
)
from dabyl.core.register.library import (
    ChangeLibrary,
    library_needs_two,
    library_number,
    library_subject,
)
from dabyl.core.register.register import EMPTY
from dabyl.core.staff.keys import Role
from dabyl.core.staff.staff import NO_STAFF
from dabyl.core.values.problems import Refused
from support.authenticator import Passkey, both
from support.staffed import EVA, EZRA, ROOT, SPARE, admission, admitted, officers
from support.vale import (
    HQ,
    act,
    codes,
    correct,
    declare,
    lift,
    m,
    pack,
    register,
    t,
    with_version,
    words,
)

NOW = "2020-03-05"
ADA, *_ = officers(HQ)
LOCAL = Passkey.of("editor-3", HQ, Role.EDITOR)
STAFF = [(NOW, fact) for fact in admitted(ROOT, SPARE)]
STAFF += [(NOW, admission(one, number)) for number, one in enumerate((ADA, EVA, EZRA, LOCAL), 4)]
KNOWN = register(*STAFF)
HERE = KNOWN.number
PACK = PackAdopted(pack=pack(), files=(("pack.toml", "new"),))
DRAWN = BordersAdopted(
    borders=BorderSet(id="b", source="s", licence="CC0", attribution="s", shapes={}), geojson="{}"
)
LAW = LawRecorded(pack="v", book=LawBook(), text="...")
EVERY = pytest.mark.parametrize("fact", [PACK, DRAWN, LAW], ids=["pack", "borders", "law"])


def signed(fact, one=EVA, other=EZRA, number=HERE, editors=None):
    written = (one.person,) if editors is None else editors
    word = both(one, other, library_subject(fact, editors=written), number)
    return attrs.evolve(fact, approval=attrs.evolve(word, editors=written))


def problems(fact, known=KNOWN):
    try:
        decide(known, ChangeLibrary(fact=fact), at=t(NOW))
    except Refused as refusal:
        return refusal.problems
    return ()


def refused(fact, known=KNOWN):
    return codes(problems(fact, known))


class TestTwoPersons:
    @pytest.mark.parametrize("kind", WorkspaceKind)
    def test_are_needed_once_there_is_staff_but_in_no_replay(self, kind):
        staffed = kind is not WorkspaceKind.REPLAY
        assert library_needs_two(kind, NO_STAFF) is False
        assert library_needs_two(kind, KNOWN.staff) is staffed

    @EVERY
    def test_change_the_library_and_their_consents_are_kept(self, fact):
        change = signed(fact)
        assert decide(KNOWN, ChangeLibrary(fact=change), at=t(NOW)) == (change,)
        assert refused(fact) == ["consents-missing"]
        assert refused(fact, register()) == []

    @EVERY
    def test_sign_each_text_and_who_wrote_it(self, fact):
        change = signed(fact)
        name = {PackAdopted: "files", BordersAdopted: "geojson", LawRecorded: "text"}[type(fact)]
        other = (("pack.toml", "other"),) if name == "files" else "other"
        assert refused(attrs.evolve(change, **{name: other})) == ["consent-of-other"] * 2
        more = attrs.evolve(change.approval, editors=("editor-1", "editor-9"))
        assert refused(attrs.evolve(change, approval=more)) == ["consent-of-other"] * 2

    def test_are_an_editor_and_another_editor_or_an_administrator(self):
        assert refused(signed(PACK, other=ROOT)) == []
        assert refused(signed(PACK, one=ROOT)) == ["consent-role"]
        assert refused(signed(PACK, other=ADA)) == ["consent-role", "consent-office"]
        assert refused(signed(PACK, other=EVA)) == ["consent-same-person", "consent-by-editor"]

    def test_are_editors_of_the_whole_workspace(self):
        assert refused(signed(PACK, one=LOCAL)) == ["consent-office"]

    def test_did_not_approve_what_they_wrote(self):
        assert refused(signed(PACK, editors=("editor-2",))) == ["consent-by-editor"]

    def test_saw_what_the_journal_said_last(self):
        assert refused(signed(PACK, number=HERE + 1)) == ["consent-number"]
        assert refused(signed(PACK, number=1)) == ["library-moved"]

    @EVERY
    def test_consent_to_a_change_once(self, fact):
        change = signed(fact)
        after = register(*STAFF, (NOW, change))
        assert refused(change, after) == ["library-moved"]
        assert refused(signed(fact, number=after.number), after) == []


class TestATextOfTheLibrary:
    @pytest.mark.parametrize(
        "fact",
        [
            attrs.evolve(PACK, files=(("pack.toml", "a\u200bb"),)),
            attrs.evolve(DRAWN, geojson='{"\u202e": 1}'),
            attrs.evolve(LAW, text="\x00"),
        ],
        ids=["pack", "borders", "law"],
    )
    def test_hides_nothing(self, fact):
        assert refused(signed(fact), KNOWN) == ["text-unseen"]

    def test_may_have_the_ends_of_lines_of_any_system(self):
        fact = attrs.evolve(PACK, files=(("pack.toml", "a\r\nb\n"),))
        assert refused(signed(fact), KNOWN) == []


class TestTheNumberOfTheLibrary:
    def test_is_that_of_its_last_change(self):
        assert library_number(EMPTY) == 0
        assert library_number(KNOWN) == 2
        assert library_number(register((NOW, LAW), *STAFF)) == 3


class TestAPack:
    def test_keeps_the_places_levels_and_offices_of_decisions(self):
        known = register(("2020-03-01", act("a", declare("E1", "red", "2020-03-01"))))
        bare = pack()
        no_place = attrs.evolve(bare, units=tuple(u for u in bare.units if u.key != "E1"))
        no_office = attrs.evolve(bare, offices=tuple(o for o in bare.offices if o.id != HQ))
        levels = bare.scales[0].versions[-1].levels
        no_level = with_version(bare, levels=tuple(one for one in levels if one.id != "red"))
        assert refused(PackAdopted(pack=bare), known) == []
        for lost, where, code in (
            (no_place, "decision a: effects[0].area.units", "place-unknown"),
            (no_office, "decision a: office", "office-unknown"),
            (no_level, "decision a: effects[0].level", "level-unknown"),
        ):
            found = [(one.where, one.code) for one in problems(PackAdopted(pack=lost), known)]
            assert found == [(where, code)]

    def test_keeps_what_a_correction_names(self):
        first = act("a", declare("E1", "red", "2020-03-01"))
        effects = {"1": {"area": {"units": ["E2"]}}}
        known = register(("2020-03-01", first), ("2020-03-02", correct("b", "a", effects=effects)))
        bare = pack()
        gone = attrs.evolve(bare, units=tuple(u for u in bare.units if u.key != "E2"))
        assert refused(PackAdopted(pack=gone), known) == ["place-unknown"]

    def test_may_go_without_an_office_that_was_never_known(self):
        stranger = act("a", declare("E1", "red", "2020-03-01"), office="elsewhere")
        known = register(
            ("2020-03-01", stranger), ("2020-03-02", act("b", lift("a", "2020-03-02")))
        )
        assert refused(PackAdopted(pack=pack()), known) == []

    def test_keeps_the_places_of_incidents_and_the_offices_of_keys(self):
        bare = pack()
        fire = Incident(id="fire", place="E1", started=m("2020-03-01"), names=words("Fire"))
        eastern = attrs.evolve(ADA, area=("E1",))
        keys = ((NOW, fact) for fact in admitted(ROOT, SPARE, eastern))
        known = register((NOW, IncidentRecorded(incident=fire)), *keys)
        less = attrs.evolve(
            bare,
            units=tuple(u for u in bare.units if u.key != "E1"),
            offices=tuple(o for o in bare.offices if o.id != HQ),
        )
        assert refused(PackAdopted(pack=bare), known) == ["consents-missing"]
        found = [(one.where, one.code.value) for one in problems(PackAdopted(pack=less), known)]
        assert found == [
            ("incident fire: place", "place-unknown"),
            ("staff", "office-unknown"),
            ("staff", "place-unknown"),
            ("consents", "consents-missing"),
        ]
