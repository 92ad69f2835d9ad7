"""What units take upon themselves: claims on entries, from the offer to the accepted delivery. It knows no money."""
