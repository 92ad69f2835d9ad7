"""Which table is of which kind (design: tenant, reference, directory); a test holds the catalogue to it."""

DISTRIBUTION_COLUMN = "community_id"

# Small, rarely written, the same everywhere; they may not point at tenant tables.
REFERENCE_TABLES = frozenset({"categories", "streets", "demo_clock"})

# Keyed by their own id or hash, because what they hold is unique in the whole country; no foreign key joins them.
DIRECTORY_TABLES = frozenset({"people", "wechat_identities", "refresh_families", "person_communities"})

# Not the application's.
LOCAL_TABLES = frozenset({"alembic_version"})
