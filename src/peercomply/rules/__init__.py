"""Rule files to rules: YAML with spans, check forms, typed expressions, packs and parameters."""
