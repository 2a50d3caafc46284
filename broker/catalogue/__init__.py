"""The list of procedures as it travels, and how both ends of the wire look things up in it."""
