"""Check a proof that Sangong gave: python3 verify_proof.py < proof.json. Needs nothing but Python's hashlib."""

import hashlib
import json
import sys


def sha(data: bytes) -> bytes:
    """Return SHA-256."""
    return hashlib.sha256(data).digest()


proof = json.load(sys.stdin)
seal, index, last = proof["seal"], proof["index"], proof["size"] - 1
found = sha(b"\x00" + proof["leaf"].encode())
for sibling in map(bytes.fromhex, proof["path"]):
    while last and index == last and index % 2 == 0:  # no sibling on this level: the node moves up as it is
        index, last = index // 2, last // 2
    found = sha(b"\x01" + sibling + found) if index % 2 else sha(b"\x01" + found + sibling)
    index, last = index // 2, last // 2
content = {name: seal[name] for name in ("day", "number", "previous", "root", "size")}
content["community_id"] = proof["community_id"]
sealed = sha(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())
good = found.hex() == seal["root"] and sealed.hex() == seal["hash"]
print(f"seal {seal['number']} of {seal['day']}: {'holds' if good else 'BROKEN'}; {proof['leaf']}")
sys.exit(0 if good else 1)
