"""Hypothesis strategies for what the core's values are made of, up to whole decisions and facts."""

from datetime import date

from hypothesis import strategies as st

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    Ending,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Claim,
    Consent,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Direction,
    Effect,
    EndState,
    Extend,
    Lift,
    Mode,
    Scope,
    Source,
    Trend,
)
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places import shapes as shape
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision, Status

_FIRST = parse_instant("1900-01-01T00:00Z").s
_LAST = parse_instant("2999-12-31T00:00Z").s
ZONES = ("Asia/Almaty", "Asia/Aqtobe", "Europe/Moscow", "America/New_York", "UTC")

words = st.text(st.characters(codec="utf-8"), max_size=20)
ids = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)
instants = st.integers(_FIRST, _LAST).map(Instant)
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
zones = st.sampled_from(ZONES)
texts = st.dictionaries(st.sampled_from(("kk", "ru", "en")), words, max_size=3).map(Texts.of)
layers = st.lists(ids, max_size=3).map(tuple)
moments = st.builds(
    Moment,
    instant=instants,
    zone=zones,
    precision=st.sampled_from(Precision),
    status=st.sampled_from(Status),
)

endings: st.SearchStrategy[Ending] = st.one_of(
    st.builds(ForDays, days=st.integers(1, 36_525)),
    st.builds(ThroughDate, day=days),
    st.builds(AtTime, day=days, minutes=st.integers(0, 1440)),
    st.builds(AtEvent, event=texts),
    st.just(OpenEnd()),
    st.just(NotStated()),
)

_lons = st.floats(-150, 150)
_lats = st.floats(-60, 60)


@st.composite
def boxes(draw: st.DrawFn) -> shape.Area:
    """Draw an area: a box, sometimes with a hole, sometimes twice."""
    lon, lat = draw(st.integers(-170, 160)), draw(st.integers(-80, 70))

    def ring(low: float, high: float) -> shape.Ring:
        west, east, south, north = lon + low, lon + high, lat + low, lat + high
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        return tuple((float(x), float(y)) for x, y in corners)

    rings = (ring(0, 3), ring(1, 2)) if draw(st.booleans()) else (ring(0, 3),)
    more = ((ring(4, 5.25),),) if draw(st.booleans()) else ()
    return shape.Area((rings, *more))


circles = st.builds(shape.Circle, _lons, _lats, st.floats(0.01, 1000))
shapes = st.builds(
    shape.Shape, id=ids, within=layers, geometry=st.one_of(circles, boxes()), names=texts
)
scopes = st.builds(Scope, kind=st.sampled_from(ScopeKind), id=words, names=texts)
areas = st.builds(
    Area,
    units=st.lists(words, max_size=3).map(tuple),
    shapes=st.lists(shapes, max_size=1).map(tuple),
    scope=st.none() | scopes,
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Draw a raise or a lowering: to another level with its ending, or to what lies underneath."""
    level = draw(st.none() | ids)
    return Change(
        direction=draw(st.sampled_from(Direction)),
        layers=draw(layers),
        start=draw(moments),
        area=draw(st.none() | areas),
        level=level,
        ending=None if level is None else draw(endings),
        review=draw(st.none() | moments),
        modifier=draw(st.none() | ids),
        trend=draw(st.none() | st.sampled_from(Trend)),
    )


effects: st.SearchStrategy[Effect] = st.one_of(
    st.builds(
        Declare,
        area=areas,
        level=ids,
        start=moments,
        ending=endings,
        ending_zone=st.none() | zones,
        review=st.none() | moments,
        modifier=st.none() | ids,
        trend=st.none() | st.sampled_from(Trend),
        only=st.booleans(),
    ),
    st.builds(
        Extend,
        layers=layers,
        start=moments,
        ending=endings,
        area=st.none() | areas,
        review=st.none() | moments,
    ),
    changes(),
    st.builds(Lift, layers=layers, start=moments, area=st.none() | areas),
    st.builds(
        Correct,
        decision=ids,
        withdraw=st.booleans(),
        changes=st.dictionaries(words, plain, max_size=3),
    ),
    st.builds(
        DeclareState,
        state=ids,
        area=areas,
        start=moments,
        ending=endings,
        review=st.none() | moments,
    ),
    st.builds(EndState, states=layers, start=moments, area=st.none() | areas),
    st.builds(Bulletin, kind=ids, area=areas, start=moments, ending=endings, text=texts),
)

sources = st.builds(Source, id=ids, publisher=words, url=words, date=words, lang=words, note=words)
claims = st.builds(
    Claim,
    field=words,
    text=texts,
    source=words,
    instant=st.none() | moments,
    level=st.none() | ids,
    units=layers,
)
consents = st.builds(Consent, office=ids, given=st.none() | moments, reference=words)
decisions = st.builds(
    Decision,
    id=ids,
    mode=st.sampled_from(Mode),
    scale=ids,
    effects=st.lists(effects, min_size=1, max_size=3).map(tuple),
    office=st.none() | ids,
    number=st.none() | words,
    provision=st.none() | ids,
    decided=st.none() | moments,
    announced=st.none() | moments,
    signer=texts,
    reason=st.none() | ids,
    grounds=texts,
    advice=texts,
    changes=texts,
    contact=texts,
    title=texts,
    incident=st.none() | ids,
    consents=st.lists(consents, max_size=1).map(tuple),
    sources=st.lists(sources, max_size=1).map(tuple),
    claims=st.lists(claims, max_size=1).map(tuple),
    uncertain=st.lists(texts, max_size=2).map(tuple),
    note=texts,
)

incidents = st.builds(
    Incident,
    id=ids,
    place=words,
    started=moments,
    names=texts,
    summary=texts,
    sources=st.lists(sources, max_size=2).map(tuple),
    unresolved=st.lists(texts, max_size=2).map(tuple),
)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Draw a figure of an incident."""
    low = draw(st.integers(0, 10**6))
    return Figure(
        id=draw(ids),
        incident=draw(ids),
        category=draw(ids),
        low=low,
        high=low + draw(st.integers(0, 10**6)),
        bound=draw(st.sampled_from(Bound)),
        as_of=draw(moments),
        source=draw(sources),
        supersedes=draw(layers),
        note=draw(texts),
    )
