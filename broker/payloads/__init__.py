"""What messages are made of; everybody else takes them from ``broker.messages``."""
