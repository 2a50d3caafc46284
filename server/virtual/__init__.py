"""A hall on virtual time: the same rules, forecasts and figures, as fast as the machine can."""
