"""How ``dabyl law`` shows its answers to people; what it shows are the fields of the JSON."""

from typing import Any

from rich.console import Console
from rich.text import Text

from dabyl.core.formats.law.plain import Fields

LANG = "en"


def show_state(out: Console, fields: Fields) -> None:
    """Show how a provision reads on a day, and all its versions."""
    out.print(Text(f"{fields['provision']} on {fields['on']}: {fields['state']}", style="bold"))
    for version in fields["versions"]:
        line = f"{version['id']}  commences {version['commences']}  {cost(version['sanction'])}"
        out.print(Text(f"  {line}  {version['status']}"))


def show_items(out: Console, fields: Fields) -> None:
    """Show a bill: before and after."""
    title = fields["title"].get(LANG, "")
    out.print(Text(f"{fields['bill']}  {title}  ", style="bold"))
    out.print(Text(f"stage: {fields['stage']}, {fields['stage_status']}"))
    for item in fields["items"]:
        out.print(Text(f"{item['article']}. {item['says'].get(LANG, '')}", style="bold"))
        out.print(Text(f"   {item['provision']}  {item['standing']}  {item['status']}"))
        out.print(Text(f"   before: {_side(item['before'])}"))
        out.print(Text(f"   after:  {_side(item['after'])}"))
    for conflict in fields["conflicts"]:
        other = ", ".join(bill for bill in conflict["bills"] if bill != fields["bill"])
        out.print(Text(f"! {conflict['provision']} is changed by {other} too", style="yellow"))


def show_sanction(out: Console, fields: Fields) -> None:
    """Show what a breach costs, with the working."""
    for each in fields["applies"]:
        out.print(Text(f"{each['version'] or '-'}  {each['reason']}", style="bold"))
        out.print(Text(f"  {cost(each['sanction'])}"))
    for step in fields.get("working", []):
        sign = "x" if step["step"] == "times" else "less %"
        out.print(Text(f"  {step['left']} {sign} {step['right']} = {step['result']}"))
    if "amount" in fields:
        out.print(Text(f"  {fields['amount']} {fields['currency']}", style="bold"))


def show_differences(out: Console, fields: Fields) -> None:
    """Show what reads otherwise on two days."""
    between = f"{fields['subject']} from {fields['from']} to {fields['to']}"
    if not fields["differences"]:
        out.print(f"{between}: nothing reads otherwise, as far as known")
        return
    out.print(Text(between, style="bold"))
    for each in fields["differences"]:
        out.print(Text(each["provision"], style="bold"))
        out.print(Text(f"   before: {_state(each['before'])}"))
        out.print(Text(f"   after:  {_state(each['after'])}"))


def show_timeline(out: Console, fields: Fields) -> None:
    """Show what changes when."""
    if not fields["events"]:
        out.print("nothing changes, as far as known")
        return
    for event in fields["events"]:
        of = event["bill"] if event["what"] == "stage" else event["provision"]
        by = event["bill"] if event["what"] == "would-commence" else event["name"]
        day = f"{event['day']:<22}"
        out.print(Text(f"{day}  {event['what']:<14}  {of}  {by}  {event['status']}"))


def _state(state: Fields) -> str:
    match state["state"]:
        case "in-force":
            return f"{state['version']['id']}  {cost(state['version']['sanction'])}"
        case "unknown":
            return "unknown: " + ", ".join(each["id"] for each in state["candidates"])
        case other:
            return str(other)


def _side(side: Fields | None) -> str:
    if side is None:
        return "nothing"
    return cost([side]) if "penalty" in side else side["text"].get(LANG, "") or side["id"]


def cost(parts: list[Fields] | None) -> str:
    """Return the parts of a sanction in one line."""
    return "cost not known" if parts is None else "; ".join(_said(part) for part in parts)


def _said(part: Fields) -> str:
    def value(found: Any) -> str:  # noqa: ANN401 - what the plain values hold
        return f"{found['from']} to {found['to']}" if isinstance(found, dict) else str(found)

    shown = ("years", "months", "range", "unit", "currency", "of", "right", "direction")
    said = (f"{name} {value(part[name])}" for name in shown if name in part)
    return " ".join((part["penalty"], *said))
