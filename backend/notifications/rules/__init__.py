"""Pure decisions of notifications: what an event says to whom, and when to remind. No session, no clock."""
