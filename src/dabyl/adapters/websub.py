"""Telling a WebSub hub that feeds have changed.

1. The hub is asked once for each time that files changed; what it does with that is its own affair.
2. A hub that doesn't answer within seconds, or says no, is reported and never stops publishing:
   the feeds are there, and readers who poll miss nothing.

Source: WebSub, W3C Recommendation, 2018; publishers tell hubs as PubSubHubbub 0.4, section 7, says.
"""

from collections.abc import Iterable
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

PATIENCE_S: Final = 5.0


def tell_hub(hub: str, topics: Iterable[str]) -> str | None:
    """Tell *hub* that *topics* (addresses of feeds) changed; return why it failed, or None."""
    fields = [("hub.mode", "publish")]
    for topic in topics:
        fields += [("hub.topic", topic), ("hub.url", topic)]
    asked = Request(  # noqa: S310 - settings admit http and https only
        hub,
        data=urlencode(fields).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        method="POST",
    )
    try:
        with urlopen(asked, timeout=PATIENCE_S):  # noqa: S310 - see above
            return None
    except HTTPError as error:
        error.close()
        return f"{hub} answers {error.code}"
    except (OSError, HTTPException) as error:
        return f"{hub} cannot be reached: {error}"
