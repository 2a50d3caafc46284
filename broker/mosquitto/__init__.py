"""Mosquitto, the broker of a real hall: its configuration and access lists, made from the topic tree."""
