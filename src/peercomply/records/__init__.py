"""The attrs record types by area, and the snapshot that holds their records."""
