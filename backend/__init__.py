"""Sangong's server: a neighbourhood's lists, hours and points, one chain from a sentence to a bag of rice."""
