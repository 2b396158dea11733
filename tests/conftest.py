"""Settings that all tests share."""

import atexit
import functools
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

import peercomply.rules.load as loading
from peercomply.cli import packs
from peercomply.plan.kept import kept_rules

settings.register_profile(
    "peercomply",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("peercomply")

SHIPPED = Path(__file__).parents[1] / "rules" / "peer-support"

if "PEERCOMPLY_CACHE" not in os.environ:  # the first process of a run: the others inherit it
    os.environ["PEERCOMPLY_CACHE"] = tempfile.mkdtemp(prefix="peercomply-")
    atexit.register(shutil.rmtree, os.environ["PEERCOMPLY_CACHE"], ignore_errors=True)

load_rules = loading.load_rules


@functools.cache
def load_once(name):
    """Load a pack at most once for all processes of a run, as commands do."""
    return kept_rules(name, Path(os.environ["PEERCOMPLY_CACHE"]))


def load(location):
    """Load a pack; the shipped one, which no test changes and nearly all read, once a process."""
    name = os.fspath(location)
    shipped = name == str(SHIPPED) or (name == SHIPPED.name and not Path(name).exists())
    return load_once(name) if shipped else load_rules(location)


loading.load_rules = load
packs.kept_rules = lambda location, _folder: load(location)
