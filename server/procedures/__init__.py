"""The list of procedures: read from files, checked, kept in versions, and ready to be searched."""
