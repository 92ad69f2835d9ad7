"""What units take upon themselves: claims on entries, agreements, duties and their evidence. It knows no money."""
