"""Says how tables that are not in our shape are read: which is which, and what a cell means."""
