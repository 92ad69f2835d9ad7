"""The tests of Sangong; each founds its own community, so nothing is ever cleaned up."""
