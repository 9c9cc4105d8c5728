"""The report on offered borders, for people and in JSON."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dabyl.core.places.borders import BorderSet
from dabyl.core.places.topology import BadRow, Topology, UnitArea
from dabyl.ports.borders import BorderFile
from dabyl.usecases.borders import Offer

_MOST = 10
_NOTED_CHANGE = 0.01


def report_fields(
    file: Path, read: BorderFile, about: BorderSet, offer: Offer, number: int | None
) -> dict[str, Any]:
    """Return the report for JSON; areas in km2, ``entry`` is the journal's number of the entry."""
    report = offer.report
    fields = attrs.asdict(report)
    fields["areas"] = [attrs.asdict(area) | {"change": area.change} for area in report.areas]
    return {
        "file": file.name,
        "layer": read.layer,
        "crs": read.crs,
        "left_out": read.left_out,
        "id": about.id,
        "source": about.source,
        "licence": about.licence,
        "attribution": about.attribution,
        "valid_from": about.valid_from and about.valid_from.isoformat(),
        "valid_to": about.valid_to and about.valid_to.isoformat(),
        **fields,
        "total_km2": report.total_km2,
        "codes_checked": offer.codes_checked,
        "adoptable": report.adoptable,
        "simplified": offer.simple and attrs.asdict(offer.simple),
        "entry": number,
    }


def show_report(
    out: Console,
    file: Path,
    read: BorderFile,
    about: BorderSet,
    offer: Offer,
    number: int | None,
) -> None:
    """Print the report for people."""
    report = offer.report
    out.print(f"[bold]{escape(file.name)}[/bold], layer {escape(read.layer)}, {read.crs}")
    out.print(f"[dim]{escape(about.source)} · {escape(about.licence)} · {_days(about)}[/dim]")
    out.print(_counts(report, read.left_out))
    _bad(out, "invalid area", report.invalid)
    _bad(out, "no code", report.without_code)
    _bad(out, "unit twice", report.doubled)
    _bad(out, "unknown code", report.unknown)
    overlaps = sorted(report.overlaps, key=lambda overlap: -overlap.area_km2)
    _some(out, (f"overlap {o.one} / {o.other}: {o.area_km2:.4f} km²" for o in overlaps))
    gaps = sorted(report.gaps, key=lambda gap: -gap.area_km2)
    _some(
        out,
        (
            f"gap at {gap.lon}, {gap.lat}: {gap.area_km2:.4f} km², beside {', '.join(gap.beside)}"
            for gap in gaps
        ),
    )
    _some(out, (f"missing: {key}" for key in report.missing))
    changed = [area for area in report.areas if abs(area.change or 0.0) >= _NOTED_CHANGE]
    if changed:
        out.print(_changes(changed))
    if offer.simple is not None:
        simple = offer.simple
        out.print(
            f"simplified at {simple.tolerance_km:g} km for maps: {simple.corners} of "
            f"{simple.corners_before} corners, no border moves more than {simple.error_km:.2f} km"
        )
    if not offer.codes_checked:
        out.print("[yellow]codes were not checked: there is no workspace with units here[/yellow]")
    out.print(_verdict(report, number))


def _days(about: BorderSet) -> str:
    start = f"from {about.valid_from}" if about.valid_from else ""
    end = f"until {about.valid_to}" if about.valid_to else ""
    return f"{start} {end}".strip() or "without dates"


def _counts(report: Topology, left_out: int) -> Table:
    overlap_km2 = sum(overlap.area_km2 for overlap in report.overlaps)
    gap_km2 = sum(gap.area_km2 for gap in report.gaps)
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for name, value in (
        ("rows", f"{report.rows}" + (f" ({left_out} of other days left out)" if left_out else "")),
        ("area", f"{report.total_km2:,.0f} km²"),
        ("invalid areas", f"{len(report.invalid)}"),
        ("overlaps", f"{len(report.overlaps)}, {overlap_km2:.4f} km²"),
        ("gaps", f"{len(report.gaps)}, {gap_km2:.4f} km²"),
        ("nested units", f"{len(report.nested)}"),
        ("unmatched edges", f"{report.unmatched_km:.1f} km"),
    ):
        table.add_row(name, value)
    return table


def _bad(out: Console, what: str, rows: tuple[BadRow, ...]) -> None:
    _some(out, (f"{what}: row {row.number} {row.code}: {row.reason}" for row in rows))


def _some(out: Console, lines: Iterable[str]) -> None:
    rows = list(lines)
    for line in rows[:_MOST]:
        out.print(f"  {escape(line)}")
    if len(rows) > _MOST:
        out.print(f"  … and {len(rows) - _MOST} more")


def _changes(areas: Iterable[UnitArea]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("unit", "name"):
        table.add_column(name)
    for name in ("area now, km²", "before, km²", "change"):
        table.add_column(name, justify="right")
    for area in areas:
        now, before, change = area.area_km2, area.old_area_km2 or 0.0, area.change or 0.0
        table.add_row(
            area.key, escape(area.name), f"{now:,.0f}", f"{before:,.0f}", f"{change:+.1%}"
        )
    return table


def _verdict(report: Topology, number: int | None) -> str:
    if not report.adoptable:
        return "[bold red]not adoptable[/bold red]: nothing was changed"
    if number is None:
        return "[bold]adoptable[/bold]; a dry run changes nothing"
    return f"[bold green]adopted[/bold green] as entry {number}"
