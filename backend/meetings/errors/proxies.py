"""Refusals of proxies."""

from backend.core.errors import SangongError


class ProxyNotHereError(SangongError):
    """Households send whom they like, and who was elected was elected themself: there a proxy has no place."""

    code = "proxy_not_here"
    title = "这次会议不能委托：每户可以派任何一位成年家人，居民小组的代表要本人参加"


class OwnProxyError(SangongError):
    """Giver and holder are one."""

    code = "own_proxy"
    title = "不能委托给自己，请选一位家人"


class ProxyGivenError(SangongError):
    """The giver's voice is given already."""

    code = "proxy_given"
    title = "已经委托过一次，想换人请先收回"


class OtherHouseholdError(SangongError):
    """Holder and giver are of different households (城市居民委员会组织法 Art. 9 lets a household be spoken for)."""

    code = "proxy_other_household"
    title = "只能委托给同一户、参加这次会议的家人"


class HolderHasNoSeatError(SangongError):
    """Who is to bring the voice does not stand on the roll."""

    code = "proxy_holder_no_seat"
    title = "这位家人不在这次会议的名册里，请另选一位"


class ProxyChainError(SangongError):
    """The giver holds another's proxy, which would travel on."""

    code = "proxy_chain"
    title = "接受了别人的委托，就不能再委托给别人"


class HolderIsGivenAwayError(SangongError):
    """The holder has given their own voice away."""

    code = "proxy_holder_given"
    title = "这位家人自己已经委托给别人，请另选一位"


class ProxiesFullError(SangongError):
    """The holder holds as many as one may (``most``)."""

    code = "proxies_full"
    title = "这位家人接受的委托已经满了，请另选一位"


class ProxyInUseError(SangongError):
    """The holder is at the meeting and speaks for the seat; only coming oneself ends that."""

    code = "proxy_in_use"
    title = "受托人已带着委托到会；您本人到会签到后，委托就结束"


class GiverIsPresentError(SangongError):
    """Who is there speaks for themself."""

    code = "proxy_giver_present"
    title = "您已经签到，请自己投票，不用委托"
