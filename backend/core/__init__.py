"""Pure building blocks: no database, no network, no clock of their own."""
