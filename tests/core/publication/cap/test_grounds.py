import attrs

from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.levels.decision import Area, Declare
from dabyl.core.places import shapes
from dabyl.core.places.borders import BorderSet
from dabyl.core.publication.cap.channels import CELL, FEED
from dabyl.core.publication.cap.grounds import blocks_of
from dabyl.core.publication.cap.strands import strands
from dabyl.core.values.instants import parse_instant
from support import osland

START = "2021-03-01T00:00+01:00"
AT = parse_instant(START)


def blocks(*units, **kwargs):
    act = osland.declared("amber", "amber", units, START)
    register = osland.register(*osland.made(START, act), **kwargs)
    (strand,) = strands(register, AT)
    return blocks_of(register, strand, AT, FEED)


class TestAChannelOfLittleRoom:
    def test_gives_each_area_its_part_of_the_points(self):
        act = osland.declared("amber", "amber", ("XO-N-1", "XO-N-2"), START)
        register = osland.register(*osland.made(START, act))
        (strand,) = strands(register, AT)
        for channel, most in ((FEED, 400), (CELL, 50)):
            two = blocks_of(register, strand, AT, channel)
            points = [sum(len(text.split()) for text in one.drawn.polygons) for one in two]
            assert len(points) == 2
            assert max(points) <= most
            assert (max(points) == 97) is (channel is FEED)


class TestAUnit:
    def test_is_drawn_with_its_border(self):
        (north,) = blocks("XO-N")
        assert north.drawn.polygons == (
            "60.0000,8.0000 60.0000,12.0000 62.0000,12.0000 62.0000,8.0000 60.0000,8.0000",
        )
        assert north.codes == (("ISO 3166-2:2021-03-01", "XO-N"),)
        assert not north.is_rough

    def test_is_drawn_with_those_of_the_units_that_make_it_up(self):
        (country,) = blocks("XO")
        assert country.circle is None
        assert country.drawn.polygons

    def test_without_a_border_is_a_circle_that_is_said_to_be_rough(self):
        (city,) = blocks("XO-N-1")
        assert city.circle == "61.2000,10.2000 25"
        assert city.is_rough
        assert city.drawn.polygons

    def test_is_drawn_with_the_border_that_stands_for_it(self):
        units = tuple(
            attrs.evolve(unit, drawn_by="XO-S") if unit.key == "XO-N-3" else unit
            for unit in osland.UNITS
        )
        (city,) = blocks("XO-N-3", packs=(osland.pack(units=units),))
        assert city.drawn.polygons[0].startswith("58.0000,8.0000")

    def test_without_border_and_point_has_codes_only(self):
        (city,) = blocks("XO-N-3")
        assert city.drawn.polygons == ()
        assert city.codes

    def test_is_drawn_from_the_set_of_the_nearest_day(self):
        old = attrs.evolve(
            osland.BORDERS,
            id="old",
            valid_to=parse_instant("2000-01-01T00:00Z").local("UTC").date(),
            shapes={"XO-N": osland.square(0, 0, 1, 1)},
        )
        (north,) = blocks("XO-N", borders=(old, osland.BORDERS))
        assert north.drawn.polygons[0].startswith("60.0000")

    def test_knows_no_border_of_units_that_are_unknown(self):
        far = BorderSet(
            id="far",
            source="s",
            licence="CC0",
            attribution="a",
            shapes={"ZZ": osland.square(0, 0, 1, 1)},
        )
        (country,) = blocks("XO", borders=(far,))
        assert country.is_rough


class TestAShape:
    def test_is_a_block_of_its_own_with_its_circle(self):
        declare = Declare(
            area=Area(shapes=(osland.CIRCLE,)),
            level="amber",
            start=osland.at(START),
            ending=OpenEnd(),
        )
        register = osland.register(*osland.made(START, osland.decision("ring", declare)))
        (strand,) = strands(register, AT)
        (ring,) = blocks_of(register, strand, AT, FEED)
        assert (ring.key, ring.circle) == ("ring", "61.2000,10.2000 2")
        assert len(ring.drawn.polygons) == 1
        assert ring.codes == ()

    def test_that_is_no_circle_has_none(self):
        square = osland.CIRCLE.geometry
        ring = tuple((square.lon + x, square.lat + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 0)))
        shape = attrs.evolve(osland.CIRCLE, geometry=shapes.Area(((ring,),)))
        declare = Declare(
            area=Area(shapes=(shape,)),
            level="amber",
            start=osland.at(START),
            ending=OpenEnd(),
        )
        register = osland.register(*osland.made(START, osland.decision("ring", declare)))
        (strand,) = strands(register, AT)
        (block,) = blocks_of(register, strand, AT, FEED)
        assert block.circle is None
        assert len(block.drawn.polygons) == 1

    def test_is_cut_at_the_border(self):
        ring = ((11.0, 61.0), (14.0, 61.0), (14.0, 61.5), (11.0, 61.5), (11.0, 61.0))
        shape = attrs.evolve(osland.CIRCLE, geometry=shapes.Area(((ring,),)))
        declare = Declare(
            area=Area(shapes=(shape,)), level="amber", start=osland.at(START), ending=OpenEnd()
        )
        borders = (attrs.evolve(osland.BORDERS, error_km=0.0),)
        facts = osland.made(START, osland.decision("ring", declare))
        register = osland.register(*facts, borders=borders)
        (strand,) = strands(register, AT)
        (block,) = blocks_of(register, strand, AT, FEED)
        (polygon,) = block.drawn.polygons
        assert {pair.split(",")[1] for pair in polygon.split()} == {"11.0000", "12.0000"}
