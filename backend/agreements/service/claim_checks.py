"""The self-check of claims: what entries show as claimed is held by claims, and shares are parts of the whole."""

CHECKS = {
    "a joint claim leaves its claimant a share of its own": """
        SELECT 'claim ' || c.id AS what
        FROM claims c
        JOIN claim_assists a ON a.community_id = :community_id AND a.claim_id = c.id
            AND a.state IN ('invited', 'agreed')
        WHERE c.community_id = :community_id
        GROUP BY c.id, c.quantity
        HAVING sum(a.share) >= c.quantity
    """,
    "what claims hold of an entry is no more than it shows as claimed": """
        SELECT 'entry ' || e.id AS what
        FROM entries e
        JOIN claims c ON c.community_id = :community_id AND c.entry_id = e.id
            AND c.state IN ('open', 'accepted', 'delivered')
        WHERE e.community_id = :community_id
        GROUP BY e.id, e.claimed_quantity
        HAVING sum(c.quantity) > e.claimed_quantity
    """,
    "nobody stands in line for an entry that ended": """
        SELECT 'claim ' || c.id AS what
        FROM claims c
        JOIN entries e ON e.community_id = :community_id AND e.id = c.entry_id
        WHERE c.community_id = :community_id AND c.state = 'waiting'
            AND e.state IN ('accepted', 'closed', 'withdrawn', 'merged', 'expired')
    """,
}
