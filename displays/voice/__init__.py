"""The voice of the hall: numbers and phrases as words."""
