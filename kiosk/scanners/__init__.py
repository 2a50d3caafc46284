"""Scanners by the way in which they are read, a file each."""
