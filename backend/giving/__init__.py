"""Giving: time credits to kin and the pool, grants from it, donations of money and goods to funds."""
