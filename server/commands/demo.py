"""``luot demo``: a whole hall on one machine."""

def register(subparsers):
    pass
