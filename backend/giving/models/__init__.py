"""Tables of giving. What may not be exceeded is counted on rows, so that CHECKs are the last witness."""

from backend.giving.models.funds import Fund, FundDonation, FundGoods, FundUse
from backend.giving.models.kin import Gift, KinTie
from backend.giving.models.pool import EntitlementRow, Grant, PoolDonation

__all__ = ["EntitlementRow", "Fund", "FundDonation", "FundGoods", "FundUse", "Gift", "Grant", "KinTie", "PoolDonation"]
