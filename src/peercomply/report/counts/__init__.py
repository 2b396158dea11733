"""Reports in numbers alone, in every format that has room for them."""
