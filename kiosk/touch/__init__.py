"""The touch page, served on this machine only."""
