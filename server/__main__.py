"""``python -m server`` is ``luot``."""

import sys

from server.cli import main

sys.exit(main())
