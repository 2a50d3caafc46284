"""Pure rules of the hall: standard library only, no clock, no I/O."""
