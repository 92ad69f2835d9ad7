"""Open311 (GeoReport v2): problems as other cities' systems read and report them. It owns no table."""
