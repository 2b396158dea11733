"""Outcomes to ranked findings, and the report that one run makes."""
