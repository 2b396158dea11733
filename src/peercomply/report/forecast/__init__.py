"""One file per format of a forecast."""
