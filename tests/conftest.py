"""Settings that all tests share."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "peercomply",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("peercomply")
