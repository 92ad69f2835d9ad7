"""Refusals of agreements. What an entry refuses (``claim_exceeds_entry``, ``entry_not_claimable``) is in lists."""

from backend.core.errors import Kind, SangongError


class AlreadyClaimedError(SangongError):
    """The unit has a claim on this entry under way; it can be withdrawn and made anew."""

    code = "already_claimed"
    title = "本单位对这一项的认领还没有办完"


class OwnEntryError(SangongError):
    """A unit does not claim what it asked for itself."""

    code = "own_entry"
    title = "不能认领本单位自己提出的事项"


class OwnClaimError(SangongError):
    """Nobody at the desk decides on the claim of a unit they speak for."""

    code = "own_claim"
    kind = Kind.FORBIDDEN
    title = "不能审核自己所代表单位的认领"


class OwnDeliveryError(SangongError):
    """Nobody decides on the delivery of a unit they speak for: a debtor never accepts its own performance."""

    code = "own_delivery"
    kind = Kind.FORBIDDEN
    title = "不能由认领单位自己验收"


class ClauseSidesChangedError(SangongError):
    """A clause number stays with its debtor through all texts; ``no`` says which one does not."""

    code = "clause_sides_changed"
    title = "这一条换了出力的一方，请删去原条款，另写一条新的"
