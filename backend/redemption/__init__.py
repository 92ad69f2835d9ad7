"""Redemption: what merchants pledge and offer, and the vouchers with which points are spent there."""
