"""
The engine for records that live in a lake: outcomes are decided by Spark, on any cluster.

The plans become the same trees as for DuckDB, in the words of Spark. Only what fails or is unknown
reaches this process, where the reference engine judges it once more and tells what is said of it.
"""

from peercomply.engines.spark.evaluate import evaluate

__all__ = ["evaluate"]
