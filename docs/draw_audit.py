"""Draw an audit's sample again: python3 draw_audit.py [record id] < draw.json, the answer of GET …/audits/{id}/draw.

Needs nothing but Python. With an id it also tells whether that record took part. That the commitment stood in an
earlier seal is shown by verify_proof.py and the proof of the round's id.
"""

import base64
import hashlib
import hmac
import json
import sys


def sha(data: bytes) -> bytes:
    """Return SHA-256."""
    return hashlib.sha256(data).digest()


def root_of(level: list[bytes]) -> bytes:
    """Return the Merkle root over leaf hashes (RFC 6962)."""
    while len(level) > 1:
        pairs = [sha(b"\x01" + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def faults(draw: dict) -> list[str]:
    """Return what is wrong with a published draw, one sentence each."""
    found, records, before = [], [], None
    seed, seal_hash = bytes.fromhex(draw["seed"]), draw["seal"]["hash"]
    if sha(seed).hex() != draw["commitment"]:
        found.append("the seed is not the one that was committed")
    for seal in draw["seals"]:
        packed = base64.b64decode(seal["leaves"])
        leaves = [packed[at : at + 32] for at in range(0, len(packed), 32)]
        content = {name: seal[name] for name in ("day", "number", "previous", "root", "size")}
        content["community_id"] = draw["community_id"]
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        if len(leaves) != seal["size"] or root_of(leaves).hex() != seal["root"]:
            found.append(f"seal {seal['number']} does not hold these leaves")
        if sha(text.encode()).hex() != seal["hash"] or before not in (None, seal["previous"]):
            found.append(f"seal {seal['number']} is not what follows the one before it")
        places = seal["places"]
        if places != sorted(set(places) & set(range(len(leaves)))) or len(places) != len(seal["records"]):
            found.append(f"the records of seal {seal['number']} are not each one of its leaves")
        before = seal["hash"]
        records += seal["records"]
    if before not in (None, seal_hash):
        found.append("the last seal is not the one that the sample was drawn by")
    if sorted(draw["lot"]) != sorted(lot_of(seed, draw, records)):
        found.append("the sample is another")
    return found


def lot_of(seed: bytes, draw: dict, records: list[str]) -> list[str]:
    """Return the sample: of all records those with the smallest HMAC-SHA256(seed, community|record|seal hash)."""
    seal_hash, count = draw["seal"]["hash"], max(draw["rule"]["lot_min"], -(-len(records) // draw["rule"]["one_in"]))

    def ticket(record: str) -> bytes:
        return hmac.digest(seed, f"{draw['community_id']}|{record}|{seal_hash}".encode(), "sha256")

    return sorted(records, key=ticket)[:count]


if __name__ == "__main__":
    published = json.load(sys.stdin)
    wrong = faults(published)
    print("\n".join(wrong) or f"round {published['number']}: {len(published['lot'])} records, drawn as committed")
    took_part = {record: seal["number"] for seal in published["seals"] for record in seal["records"]}
    for record in sys.argv[1:]:
        drawn = "drawn" if record in published["lot"] + published["flagged"] else "not drawn"
        print(f"{record}: {drawn}, in seal {took_part[record]}" if record in took_part else f"{record}: TOOK NO PART")
    sys.exit(1 if wrong or not took_part.keys() >= set(sys.argv[1:]) else 0)
