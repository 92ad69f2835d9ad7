"""Pure decisions of meetings, a noun a file; they know neither session nor clock."""
