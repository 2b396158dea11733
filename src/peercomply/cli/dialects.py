"""The databases in whose SQL a rule can be printed, as the command line names them."""

DIALECTS = ("duckdb", "postgres", "spark", "tsql", "snowflake", "bigquery")
"""The same as those of `peercomply.engines.reperform`, without what takes long to import."""
