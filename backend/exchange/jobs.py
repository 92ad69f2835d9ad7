"""What time does to orders: nobody answered, nobody said anything, silence agreed, nobody ruled."""

from backend.exchange import service
from backend.infra.due import DueSource

ORDERS_DUE = DueSource("exchange.orders", scan=service.communities_with_due_orders, work=service.move_due_order)
