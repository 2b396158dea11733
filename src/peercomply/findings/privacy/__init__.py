"""What of a report may be shown: pseudonyms for keys, numbers alone, or names in a private file."""
