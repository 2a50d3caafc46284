"""Webhooks: what happened in the hall, told to systems outside it, out of the journal."""
