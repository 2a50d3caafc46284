"""Simulated citizens and officers, through the public interfaces only."""
