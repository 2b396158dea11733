"""Lowering of the check forms: one module for one form."""
