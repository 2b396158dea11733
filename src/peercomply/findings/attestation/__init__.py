"""Self-assessment: which questions are due, and the answers that people give to them."""
