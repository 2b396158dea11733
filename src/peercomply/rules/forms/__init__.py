"""The check forms: one module reads one form."""
