"""`make bench-books`: the ledger against what PostgreSQL can do at most, and against a peer, in one run."""
