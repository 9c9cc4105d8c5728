"""What schemathesis sends of incidents: where its own words are right ones, they are of Osland.

No random name is that of a place, and the pages demand more than a schema can say; so what is to be
accepted is told as somebody would tell it, and what is to be refused stays as it was made.
"""

import schemathesis

from support.told import A_FIRE, KILLED

SAID = {
    "api-incident-record": A_FIRE,
    "api-incident-correct": {**A_FIRE, "based_on": 1},
    "api-figure-record": KILLED,
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Send what is right of an incident, where it is to be accepted."""
    del context, kwargs
    said = SAID.get(case.operation.definition.raw.get("operationId"))
    if said is not None and case.meta is not None and case.meta.generation.mode.is_positive:
        case.body = said
