"""Sessions of Spark: the one of the caller, or one that is started here."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger
from pyspark.sql import SparkSession

from peercomply.errors import EngineUnavailableError, InputError

_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.mapKeyDedupPolicy": "EXCEPTION",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parser.parserDfaCacheFlushRatio": "20",
    "spark.sql.maxPlanStringLength": "0",
}
"""
Nothing overflows in silence, no digit is rounded away, and no zone moves a date-time. What the
parser remembers of long queries is given up at a fifth of the driver's memory: it only ever grows.
No plan is written out for a page that nobody sees.
"""

_SMALL = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
}
"""For records that fit into this process: compiling queries costs more than running them."""

HINT = "install Java 17 or later, and pip install 'peercomply[spark]'"


def java_missing() -> str:
    """Say why there is no Java to run Spark with; an empty text if there is one."""
    home = os.environ.get("JAVA_HOME", "")
    if home and (Path(home) / "bin" / "java").exists():
        return ""
    return "" if shutil.which("java") else "no Java was found, neither in JAVA_HOME nor in PATH"


def own_session(session: SparkSession, *, small: bool = False) -> SparkSession:
    """
    Return a session of the same cluster for one evaluation.

    Its settings and temporary views are its own; those of *session* stay as they are.
    """
    PySparkLogger.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)  # it shows values
    own = session.newSession()
    for name, value in (_SETTINGS | (_SMALL if small else {})).items():
        own.conf.set(name, value)
    return own


def running_session() -> SparkSession:
    """
    Return the session that is running in this process, or a local one that is started.

    Raises:
        EngineUnavailableError: There is none, and none can be started.
    """
    return SparkSession.getActiveSession() or started("local[*]")


@contextlib.contextmanager
def session_on(master: str) -> Iterator[SparkSession]:
    """
    Start Spark on *master*, yield its session, and stop it; one that runs already is kept.

    Raises:
        EngineUnavailableError: It cannot be started.
    """
    running = SparkSession.getActiveSession()
    session = running or started(master)
    try:
        yield session
    finally:
        if running is None:
            session.stop()


def started(master: str) -> SparkSession:
    """
    Return a session that is started on *master*, which says nothing on the terminal.

    Raises:
        EngineUnavailableError: It cannot be started; the text says what to do.
    """
    if missing := java_missing():
        raise EngineUnavailableError("spark", missing, hint=HINT)
    builder = SparkSession.builder.master(master).appName("peercomply")
    for name, value in (_QUIET | driver_memory(master)).items():
        builder = builder.config(name, value)
    with _quiet_start():
        try:
            session = builder.getOrCreate()
        except Exception as error:
            if not of_spark(error) and not isinstance(error, OSError):
                raise
            raise _unavailable(master, error) from error
    return session


def driver_memory(master: str) -> dict[str, str]:
    """Return a quarter of the machine's memory for a local master, unless the environment chose."""
    if not master.startswith("local") or "SPARK_DRIVER_MEMORY" in os.environ:
        return {}
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not said on this system
        return {}
    return {"spark.driver.memory": f"{max(size // 4 // 2**20, 1024)}m"}


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """
    Say plainly what Spark raises while it reads tables; its own words may hold values.

    Raises:
        InputError: Spark could not read them.
    """
    try:
        yield
    except Exception as error:
        if not of_spark(error):
            raise
        problem = f"could not be read by Spark: {_condition(error)}"
        hint = "look at the tables: a file may be broken, or a CSV row have too many cells"
        raise InputError("tables", problem, hint=hint) from None


@contextlib.contextmanager
def judging() -> Iterator[None]:
    """
    Say plainly what Spark raises while it judges.

    Raises:
        EngineUnavailableError: Spark gave up.
    """
    try:
        yield
    except Exception as error:
        if not of_spark(error):
            raise
        problem = f"Spark gave up: {_condition(error)}"
        hint = "look at the log of its driver"
        raise EngineUnavailableError("spark", problem, hint=hint) from None


def of_spark(error: Exception) -> bool:
    """Return whether Spark, or the bridge to its Java, has raised *error*."""
    return isinstance(error, PySparkException) or type(error).__module__.startswith("py4j")


def _condition(error: Exception) -> str:
    """Return the name of what went wrong: the words beside it may hold values."""
    found = error.getCondition() if isinstance(error, PySparkException) else None
    named = re.findall(r"\[([A-Z][A-Z_.]+)\]", str(error))
    return found or (named[-1] if named else type(error).__name__)


def _unavailable(master: str, error: Exception) -> EngineUnavailableError:
    why = (str(error).strip().splitlines() or [type(error).__name__])[0]
    problem = f"Spark cannot be started on {master!r}: {why}"
    return EngineUnavailableError(
        "spark", problem, expected="a master such as local[2], spark://HOST:7077 or yarn", hint=HINT
    )


_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}


@contextlib.contextmanager
def _quiet_start() -> Iterator[None]:
    """Keep what Java writes while it starts off the terminal: it inherits the streams."""
    with Path(os.devnull).open("wb") as nothing:
        kept = os.dup(2)
        os.dup2(nothing.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
