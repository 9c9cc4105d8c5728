"""How hard hypothesis tries: ``dev`` by default, ``ci`` where CI is set, ``deep`` by night.

``ci`` tries the same examples each time; so few, that a whole run ends within a quarter of an hour.

``HYPOTHESIS_PROFILE=deep make test`` chooses one by name.
"""

import os

from hypothesis import HealthCheck, settings

# a slow or shared machine must not turn a true test red: no deadline, no complaint about speed
settings.register_profile(
    "dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci",
    max_examples=50,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if "CI" in os.environ else "dev")
)
