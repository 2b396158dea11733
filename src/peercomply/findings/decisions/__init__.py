"""Decisions of people that are remembered: waivers, and what an earlier report accepted."""
