"""Rules-based compliance and risk checking of peer support services."""
