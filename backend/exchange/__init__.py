"""Exchange: one neighbour's time for another's, paid in time credits that are held until the service is done."""
