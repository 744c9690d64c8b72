"""Which PostgreSQL do we speak to, and as whom?

Three roles: `towa_owner` owns the tables (migrations only), `towa_app` is the program (bound by row-level
security, no TRUNCATE), `towa_backup` reads everything (BYPASSRLS, SELECT only).
"""

from towa.platform.database.addresses import Addresses, DatabaseRefused, addresses
from towa.platform.database.roles import APP_ROLE, BACKUP_ROLE, OWNER_ROLE, prepare


__all__ = [
    "APP_ROLE",
    "BACKUP_ROLE",
    "OWNER_ROLE",
    "Addresses",
    "DatabaseRefused",
    "addresses",
    "prepare",
]
