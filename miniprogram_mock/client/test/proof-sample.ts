/** Proofs of all leaves of a tree of seven, as the server's own code made them. */
import type { Proof } from '@/core/types'

export const PROOFS: Proof[] = [
  {
    "id": "row 0",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 1\", \"amount\": 10, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "8d45618a35700a271fbf2f768470b5230ef055e51a0c3cbe7f6b9d09b4439ebc",
    "sealed_hash": "8d45618a35700a271fbf2f768470b5230ef055e51a0c3cbe7f6b9d09b4439ebc",
    "index": 0,
    "size": 7,
    "path": [
      "926c428169389b7dcc17d01b188ba4139e6724ab825fada7078bbddde0527d6f",
      "963b6e790e1a9a7889ab0b6a05c2b4333a56ab865d3b408b6323ef8fc910ed03",
      "b1f5996e2d4a5bbac20f6ea98a8c65b35c009a0382474b7a14f03f8d56993164"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  },
  {
    "id": "row 1",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 2\", \"amount\": 20, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "926c428169389b7dcc17d01b188ba4139e6724ab825fada7078bbddde0527d6f",
    "sealed_hash": "926c428169389b7dcc17d01b188ba4139e6724ab825fada7078bbddde0527d6f",
    "index": 1,
    "size": 7,
    "path": [
      "8d45618a35700a271fbf2f768470b5230ef055e51a0c3cbe7f6b9d09b4439ebc",
      "963b6e790e1a9a7889ab0b6a05c2b4333a56ab865d3b408b6323ef8fc910ed03",
      "b1f5996e2d4a5bbac20f6ea98a8c65b35c009a0382474b7a14f03f8d56993164"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  },
  {
    "id": "row 2",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 3\", \"amount\": 30, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "de611d001c088c0591fb9d566fa87796eff556508350328f04c3026deef424f2",
    "sealed_hash": "de611d001c088c0591fb9d566fa87796eff556508350328f04c3026deef424f2",
    "index": 2,
    "size": 7,
    "path": [
      "89ae7e6c64e449f27726f2346ab205e17a66cdecce538f7956f5c99fe5dfb1ca",
      "c5e12eef631e2ac4fa6e7536ad13ba1a05edc1f875918aea8f48f6cce2de06ec",
      "b1f5996e2d4a5bbac20f6ea98a8c65b35c009a0382474b7a14f03f8d56993164"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  },
  {
    "id": "row 3",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 4\", \"amount\": 40, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "89ae7e6c64e449f27726f2346ab205e17a66cdecce538f7956f5c99fe5dfb1ca",
    "sealed_hash": "89ae7e6c64e449f27726f2346ab205e17a66cdecce538f7956f5c99fe5dfb1ca",
    "index": 3,
    "size": 7,
    "path": [
      "de611d001c088c0591fb9d566fa87796eff556508350328f04c3026deef424f2",
      "c5e12eef631e2ac4fa6e7536ad13ba1a05edc1f875918aea8f48f6cce2de06ec",
      "b1f5996e2d4a5bbac20f6ea98a8c65b35c009a0382474b7a14f03f8d56993164"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  },
  {
    "id": "row 4",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 5\", \"amount\": 50, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "1b749f92a9023c70780e4aac83798d227d411bf9285a6b2df93467170da8b365",
    "sealed_hash": "1b749f92a9023c70780e4aac83798d227d411bf9285a6b2df93467170da8b365",
    "index": 4,
    "size": 7,
    "path": [
      "59916fee284979d8b84babdbbe2a59c28186661b559d6fc84ec4a9debbdfca9c",
      "e0d0f55c35665f10644d2d671eaa6f670eb150c1e6c748c42be1af29cad39bea",
      "39125b2f78d4e44399018f8562bced0db087b14c14fce40c2fa00fbc0bb96f5f"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  },
  {
    "id": "row 5",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 6\", \"amount\": 60, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "59916fee284979d8b84babdbbe2a59c28186661b559d6fc84ec4a9debbdfca9c",
    "sealed_hash": "59916fee284979d8b84babdbbe2a59c28186661b559d6fc84ec4a9debbdfca9c",
    "index": 5,
    "size": 7,
    "path": [
      "1b749f92a9023c70780e4aac83798d227d411bf9285a6b2df93467170da8b365",
      "e0d0f55c35665f10644d2d671eaa6f670eb150c1e6c748c42be1af29cad39bea",
      "39125b2f78d4e44399018f8562bced0db087b14c14fce40c2fa00fbc0bb96f5f"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  },
  {
    "id": "row 6",
    "community_id": 310107001,
    "leaf": "{\"type\": \"transfer\", \"id\": \"row 7\", \"amount\": 70, \"title\": \"香皂一块，𠮷野家\"}",
    "leaf_hash": "e0d0f55c35665f10644d2d671eaa6f670eb150c1e6c748c42be1af29cad39bea",
    "sealed_hash": "e0d0f55c35665f10644d2d671eaa6f670eb150c1e6c748c42be1af29cad39bea",
    "index": 6,
    "size": 7,
    "path": [
      "77a628606046f091a4370bf82d04e5da2921bb20ce4032f972fa4280efc63f51",
      "39125b2f78d4e44399018f8562bced0db087b14c14fce40c2fa00fbc0bb96f5f"
    ],
    "seal": {
      "number": 2,
      "day": "2026-11-22",
      "size": 7,
      "root": "494d7f0c612325a55f21b26d23006e2342b3389745ce452c69cc294eddd4d676",
      "previous": "0000000000000000000000000000000000000000000000000000000000000007",
      "hash": "53ff2211e4d1d6ebbfa0f9553d62bf0aa413c6a66df91d6750b23c7666a000c6",
      "sealed_at": "2026-11-22T17:00:00Z"
    }
  }
]
export const PROOF = PROOFS[0]
