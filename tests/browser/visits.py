"""Who looks at which page of the site map, with which parameters: at least one visitor for every route."""

from dataclasses import dataclass
from urllib.parse import quote

from tests.browser.places import NEWCOMER


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page; ``query`` names ids of ``places``, or gives a value as it is."""

    route: str
    identity: str | None
    query: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The page's name in findings and names of pictures."""
        return "-".join(filter(None, (self.route, self.note)))

    def parameters(self, ids: dict[str, str]) -> str:
        """Return the query with real ids: `id=<shift>` becomes `?id=0198…`."""
        pairs = [pair.split("=", 1) for pair in self.query.split("&") if pair]
        filled = "&".join(f"{key}={quote(_fill(value, ids))}" for key, value in pairs)
        return f"?{filled}" if filled else ""


def _fill(value: str, ids: dict[str, str]) -> str:
    return ids[value[1:-1]] if value.startswith("<") else value


# The page's first and best reader: seen in all looks.
FIRST = (
    Visit("signIn", None),
    Visit("join", NEWCOMER),
    Visit("home", "resident"),
    Visit("act", "resident"),
    Visit("topics", "resident"),
    Visit("passbook", "resident"),
    Visit("me", "resident"),
    Visit("inbox", "neighbour"),
    Visit("lists.list", "resident", "kind=need"),
    Visit("lists.entry", "contact", "id=<project>"),
    Visit("lists.propose", "resident", "kind=need"),
    Visit("lists.search", "resident", "q=充电"),
    Visit("lists.editions", "resident", "kind=problem"),
    Visit("lists.edition", "resident", "kind=need&n=1"),
    Visit("lists.draft", "resident", "id=<draft>"),
    Visit("lists.claim", "contact", "entry_id=<care>"),
    Visit("lists.trace", "neighbour", "type=voucher&id=<voucher_used>"),
    Visit("lists.topic", "resident", "id=<topic>"),
    Visit("lists.topicNew", "staff"),
    Visit("lists.decide", "staff", "id=<topic>"),
    Visit("lists.book", "resident", "entry_id=<wheelchairs>"),
    Visit("lists.booking", "neighbour", "id=<booking>"),
    Visit("lists.bookings", "resident"),
    Visit("lists.calendar", "contact", "entry_id=<room>"),
    Visit("lists.referrals", "neighbour"),
    Visit("volunteering.shift", "resident", "id=<shift>"),
    Visit("volunteering.shiftCode", "leader", "id=<shift_now>"),
    Visit("volunteering.checkIn", "supervisor", "id=<shift_now>"),
    Visit("volunteering.record", "resident", "id=<record>"),
    Visit("volunteering.records", "resident"),
    Visit("volunteering.toDo", "supervisor"),
    Visit("volunteering.notices", "supervisor"),
    Visit("volunteering.openShift", "staff", "entry_id=<patrol>"),
    Visit("redeem.offers", "resident"),
    Visit("redeem.offer", "resident", "id=<offer>"),
    Visit("redeem.vouchers", "neighbour"),
    Visit("redeem.voucher", "neighbour", "id=<voucher>"),
    Visit("redeem.coverage", "supervisor"),
    Visit("redeem.reserve", "lead"),
    Visit("redeem.rules", "lead"),
    Visit("giving.kin", "resident"),
    Visit("giving.gift", "resident", "to=<kin>"),
    Visit("giving.given", "neighbour", "id=<gift>"),
    Visit("giving.donate", "resident"),
    Visit("giving.pool", "resident"),
    Visit("giving.funds", "resident"),
    Visit("giving.fund", "resident", "id=<fund>"),
    Visit("giving.donations", "neighbour"),
    Visit("giving.donation", "neighbour", "id=<donation>"),
    Visit("giving.record", "staff", "fund_id=<fund>"),
    Visit("giving.use", "staff", "fund_id=<fund>"),
    Visit("giving.entitlements", "lead"),
    Visit("giving.entitle", "staff"),
    Visit("exchange.board", "resident"),
    Visit("exchange.ask", "resident"),
    Visit("exchange.order", "resident", "id=<order_asked>"),
    Visit("exchange.dispute", "staff", "id=<order_disputed>"),
    Visit("clearing.send", "neighbour"),
    Visit("clearing.transfer", "neighbour", "id=<clearing>"),
    Visit("clearing.mine", "neighbour"),
    Visit("clearing.pairs", "lead"),
    Visit("clearing.pair", "lead", "other=<other>"),
    Visit("desk.staff", "staff"),
    Visit("desk.staffOrders", "staff"),
    Visit("desk.staffEntries", "lead"),
    Visit("desk.staffMembers", "staff"),
    Visit("desk.staffRecords", "staff"),
    Visit("desk.staffEditions", "staff"),
    Visit("desk.staffActors", "staff"),
    Visit("desk.staffImports", "staff", "kind=need"),
    Visit("desk.staffImport", "staff", "id=<import>"),
    Visit("desk.staffClaims", "staff"),
    Visit("desk.unit", "contact", "unit_id=<institute>"),
    Visit("desk.unitPeople", "contact", "unit_id=<institute>"),
    Visit("desk.claim", "contact", "id=<claim>"),
    Visit("desk.merchant", "merchant", "unit_id=<shop>"),
    Visit("desk.scan", "merchant", "unit_id=<shop>"),
    Visit("desk.queue", "merchant", "unit_id=<shop>"),
    Visit("desk.shops", "merchant", "unit_id=<shop>"),
    Visit("desk.flags", "staff"),
    Visit("desk.statement", "merchant", "unit_id=<shop>&date=<day>"),
    Visit("desk.pledge", "merchant", "unit_id=<shop>"),
    Visit("desk.offerNew", "merchant", "unit_id=<shop>"),
)
# The same pages as others find them: seen in the plainest look and in the one that asks most.
OTHERS = (
    Visit("home", NEWCOMER, note="newcomer"),
    Visit("home", "leader", note="leader"),
    Visit("act", NEWCOMER, note="newcomer"),
    Visit("passbook", NEWCOMER, note="newcomer"),
    Visit("me", "staff", note="staff"),
    Visit("me", "merchant", note="merchant"),
    Visit("me", NEWCOMER, note="newcomer"),
    Visit("lists.list", "contact", "kind=service_project", "projects"),
    Visit("lists.list", "lead", "kind=benefit", "rules"),
    Visit("lists.list", "resident", "kind=resource", "resources"),
    Visit("lists.list", "staff", "kind=action", "actions"),
    Visit("lists.entry", "lead", "id=<proposed>", "proposed"),
    Visit("lists.entry", "resident", "id=<rule>", "rule"),
    Visit("lists.entry", "staff", "id=<patrol>", "action"),
    Visit("lists.entry", "neighbour", "id=<charging>", "topic"),
    Visit("lists.entry", "neighbour", "id=<lamps>", "photo"),
    Visit("lists.trace", "neighbour", "type=entry&id=<charging>", "topic"),
    Visit("lists.trace", "staff", "type=entry&id=<cleaning>", "many"),
    Visit("lists.topic", "staff", "id=<topic>", "desk"),
    Visit("lists.topic", "neighbour", "id=<topic_decided>", "decided"),
    Visit("topics", "staff", note="desk"),
    Visit("lists.entry", "contact", "id=<room>", "room"),
    Visit("lists.book", "neighbour", "entry_id=<room>", "room"),
    Visit("lists.bookings", "lead", note="none"),
    Visit("lists.propose", "resident", "kind=resource", "resource"),
    Visit("lists.propose", "resident", "id=<proposed>", "edit"),
    Visit("lists.propose", "staff", "id=<room>", "edit-room"),
    Visit("lists.propose", "staff", "kind=action", "action"),
    Visit("lists.propose", "lead", "kind=benefit", "rule"),
    Visit("volunteering.shift", "leader", "id=<shift_now>", "led"),
    Visit("volunteering.shift", "lead", "id=<shift_now>", "waiting"),
    Visit("volunteering.record", "leader", "id=<record_here>", "here"),
    Visit("volunteering.records", "lead", note="none"),
    Visit("volunteering.toDo", "leader", note="none"),
    Visit("exchange.board", "resident", "view=asked", "asked"),
    Visit("exchange.ask", "staff", "for=1", "for"),
    Visit("exchange.order", "resident", "id=<order>", "open"),
    Visit("exchange.order", "neighbour", "id=<order_agreed>", "agreed"),
    Visit("exchange.order", "resident", "id=<order_done>", "done"),
    Visit("exchange.order", "resident", "id=<order_disputed>", "disputed"),
    Visit("exchange.order", "staff", "id=<order_for>", "for"),
    Visit("exchange.dispute", "supervisor", "id=<order_disputed>", "party"),
    Visit("redeem.voucher", "neighbour", "id=<voucher_used>", "used"),
    Visit("redeem.vouchers", "leader", note="none"),
    Visit("redeem.voucher", "neighbour", "id=<voucher_part>", "part"),
    Visit("redeem.reserve", "resident", note="resident"),
    Visit("desk.flags", "supervisor", note="mine"),
    Visit("clearing.send", "resident", note="not-there"),
    Visit("clearing.transfer", "supervisor", "id=<clearing_refused>", "refused"),
    Visit("clearing.mine", "leader", note="none"),
    Visit("clearing.pair", "resident", "other=<other>", "resident"),
    Visit("desk.staffMembers", "lead", "view=verified", "verified"),
    Visit("giving.fund", "staff", "id=<fund>", "desk"),
    Visit("giving.donation", "contact", "id=<donation_waits>", "waits"),
    Visit("giving.donations", "leader", note="none"),
    Visit("lists.draft", "staff", "id=<draft>", "desk"),
    Visit("lists.editions", "resident", "kind=action", "none"),
    Visit("lists.search", "resident", note="empty"),
    Visit("lists.search", "resident", "q=摩天轮", "nothing"),
    Visit("lists.propose", "resident", "kind=problem", "problem"),
    Visit("lists.propose", "staff", "kind=welfare_work", "work"),
    Visit("lists.list", "resident", "kind=problem", "problems"),
    Visit("lists.list", "resident", "kind=actor", "actors"),
    Visit("lists.entry", "contact", "id=<actor>", "actor"),
    Visit("lists.entry", "neighbour", "id=<actor_person>", "actor-hidden"),
    Visit("lists.propose", "resident", "kind=actor", "actor"),
)
