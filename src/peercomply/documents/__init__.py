"""Reads the YAML files that people write - rules, cases, configurations - with their places."""
