"""What tests begin with: one file a feature, each founding its own community."""
