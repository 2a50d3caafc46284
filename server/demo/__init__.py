"""The demo: every process of a hall, started and ended together."""
