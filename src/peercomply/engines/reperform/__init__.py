"""Rules as SQL that others can run, to find the same breaches again."""
