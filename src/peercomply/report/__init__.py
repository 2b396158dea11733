"""Reports as text: one module for one format, each a pure function."""
