"""The displays: light and voice in the hall."""
