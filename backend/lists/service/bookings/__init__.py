"""Bookings of resources, a concern a file."""

from backend.lists.service.bookings.booking import book, get_booking, list_bookings, move_booking
from backend.lists.service.bookings.calendar import show_slots
from backend.lists.service.bookings.check import CHECKS
from backend.lists.service.bookings.lent import LentBooking, used_bookings
from backend.lists.service.bookings.reminders import communities_with_reminders, remind_of_bookings
from backend.lists.service.bookings.stop import booking_stops

__all__ = [
    "CHECKS",
    "LentBooking",
    "book",
    "booking_stops",
    "communities_with_reminders",
    "get_booking",
    "list_bookings",
    "move_booking",
    "remind_of_bookings",
    "show_slots",
    "used_bookings",
]
