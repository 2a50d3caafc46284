"""What can go wrong with the memory of a centre. Each says what to do.

StoreError
├── StoreMissing      no database where one was expected
├── StoreExists       a database where a new one was to be made
├── StoreCorrupt      the file is damaged, or is not ours
├── BackupFailed      a copy could not be written
├── StoreBusy         another process decides for this centre
└── StoreUnavailable  a transaction could not be committed (disk full, read-only, closing)
"""


class StoreError(Exception):
    """Anything wrong with the database of the centre."""


class StoreMissing(StoreError, FileNotFoundError):
    """There is no database."""


class StoreExists(StoreError, FileExistsError):
    """There is a database already."""


class StoreCorrupt(StoreError, ValueError):
    """The database cannot be trusted."""


class BackupFailed(StoreError, OSError):
    """The copy was not made."""


class StoreBusy(StoreError, RuntimeError):
    """The centre is in use; the message says by whom."""


class StoreUnavailable(StoreError, OSError):
    """Nothing was written; try again."""
