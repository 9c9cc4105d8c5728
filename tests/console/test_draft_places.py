"""In which places the content of a draft lies, whatever it says."""

import pytest
from hypothesis import given

from dabyl.console.draft_places import places_of
from dabyl.core.levels.body import decision_to_body
from support.drafting import contents
from support.vale import RING, act, area, correct, declare, register, state, withdraw

KNOWN = register(
    ("2020-03-01", act("a", declare("E1 W1", "yellow", "2020-03-01"))),
    ("2020-03-02", act("s", state("E2", "2020-03-02"))),
    ("2020-03-03", correct("c", "a", number="7")),
)


def effect(**fields):
    return {"effects": {"1": fields}}


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (effect(area={"units": ["E1", "nowhere", "W"]}), ("E1", "W")),
        (effect(layers=["a"]), ("E1", "W1")),
        (effect(layers=["a", "nix"], area={"units": ["E3"]}), ("E3",)),
        (effect(states=["s"]), ("E2",)),
        (effect(decision="a", withdraw=True), ("E1", "W1")),
        (effect(decision="c", withdraw=True), ()),
        (effect(decision="nix"), ()),
        (
            effect(decision="a", changes={"effects": {"1": {"area": {"units": ["W2"]}}}}),
            ("E1", "W1", "W2"),
        ),
        ({"effects": {"1": {"area": {"units": ["E1"]}}, "2": {"layers": ["s"]}}}, ("E1", "E2")),
        ({}, ()),
        ({"effects": []}, ()),
        (effect(area=[], layers="a", states=None, decision=5, changes=7), ()),
        (effect(area={"units": "E1", "shapes": [1, {"within": "E1"}]}), ()),
    ],
    ids=str,
)
def test_are_those_it_names_or_is_about(content, places):
    assert places_of(KNOWN, content) == places


def test_are_those_that_shapes_lie_within():
    body = decision_to_body(act("b", declare(area(shapes=(RING,)), "red", "2020-03-06")))
    assert places_of(KNOWN, body) == ("E1",)


def test_of_what_was_withdrawn_are_none():
    gone = register(
        ("2020-03-01", act("a", declare("E1", "yellow", "2020-03-01"))),
        ("2020-03-02", withdraw("w", "a")),
    )
    assert places_of(gone, effect(decision="a")) == ()


@given(contents)
def test_are_told_of_anything(content):
    places_of(KNOWN, {"effects": content})
    places_of(KNOWN, effect(**content))
