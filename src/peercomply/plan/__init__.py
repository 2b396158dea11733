"""Rules to plans: check forms become one small, engine-free set of expressions."""
