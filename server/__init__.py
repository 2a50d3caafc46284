"""The desk: rules, memory and pages of one centre."""
