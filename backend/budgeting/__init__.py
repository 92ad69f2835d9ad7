"""Budget rounds: residents propose what public money is for, vote in secret, and equal shares decide."""
