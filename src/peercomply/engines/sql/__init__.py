"""Plans to SQL: the same meaning for tables of any size."""
