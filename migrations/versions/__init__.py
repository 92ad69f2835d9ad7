"""One migration per feature, in the order of the layers."""
