"""The crooked back office plays with staff rights through the API; each attempt ends refused, flagged or shown."""
