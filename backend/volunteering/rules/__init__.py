"""Pure decisions of volunteering: they take facts and moments, and know no session and no clock."""
