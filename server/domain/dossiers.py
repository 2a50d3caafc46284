"""The code of a dossier in the case system, such as ``H24.12-260918-0042``.

Dotted parts that name the authority, the day, and a running number of that day. It is the number
of no person: whatever could be one has not this form and is refused.
"""

from __future__ import annotations

import re

from server.domain.errors import refuse

_CODE = re.compile(r"(?=[^-]*[A-Z])[A-Z0-9]{1,4}(\.[A-Z0-9]{1,4}){0,5}-\d{6}-\d{3,6}")
LONGEST = 40


def dossier_code(typed: str) -> str:
    """The code as the case system writes it. Raises Refused("bad-dossier-code") for all else."""
    code = "".join(typed.split()).upper()
    if len(code) > LONGEST or not _CODE.fullmatch(code):
        raise refuse("bad-dossier-code")
    return code
