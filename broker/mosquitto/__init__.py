"""Mosquitto, the broker of a real hall: its files and access lists, made from the topic tree."""
