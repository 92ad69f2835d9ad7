"""Pure decisions of dossiers."""
