"""The commands of ``luot``, one file each: ``register(subparsers)`` and a function that runs it."""
