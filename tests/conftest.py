"""Settings that all tests share."""

import functools
import os
from pathlib import Path

from hypothesis import HealthCheck, settings

import peercomply.rules.load as loading

settings.register_profile(
    "peercomply",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("peercomply")

SHIPPED = Path(__file__).parents[1] / "rules" / "peer-support"

load_rules = loading.load_rules
load_once = functools.cache(load_rules)


def load(location):
    """Load a pack; the shipped one, which no test changes and nearly all read, once a process."""
    name = os.fspath(location)
    shipped = name == str(SHIPPED) or (name == SHIPPED.name and not Path(name).exists())
    return load_once(name) if shipped else load_rules(location)


loading.load_rules = load
