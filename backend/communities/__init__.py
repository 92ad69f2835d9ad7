"""Communities and who belongs to them: members, households, units, employments, roles. It knows no list and no hour."""
