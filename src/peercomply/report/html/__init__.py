"""The report as one page for a browser; `page` makes it."""
