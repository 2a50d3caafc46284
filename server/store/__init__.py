"""Memory: one journal, one writer, projections that can be rebuilt."""
