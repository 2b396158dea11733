"""Engines: one meaning of rules, several machines."""
