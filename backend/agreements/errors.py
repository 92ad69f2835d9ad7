"""Refusals of agreements. What an entry refuses (``claim_exceeds_entry``, ``entry_not_claimable``) is in lists."""

from backend.core.errors import Kind, SangongError


class AlreadyClaimedError(SangongError):
    """The claimant has a claim on this entry under way; it can be withdrawn and made anew."""

    code = "already_claimed"
    title = "对这一项的认领还没有办完，可以先撤回再重新认领"


class OwnEntryError(SangongError):
    """Nobody claims what they asked for themselves, nor helps with it: they accept its delivery."""

    code = "own_entry"
    title = "不能认领自己或本单位提出的事项"


class OwnClaimError(SangongError):
    """Nobody at the desk decides on the claim of a unit they speak or work for."""

    code = "own_claim"
    kind = Kind.FORBIDDEN
    title = "不能审核自己单位的认领"


class ClaimByUnitsError(SangongError):
    """A resident takes on a personal wish; everything else is claimed by units."""

    code = "claim_by_units"
    title = "这一项由单位认领；个人可以认领居民的微心愿"


class ClaimTooYoungError(SangongError):
    """A minor's promise binds nobody (民法典 Art. 17 to 19); they join in with their guardian."""

    code = "claim_too_young"
    kind = Kind.FORBIDDEN
    title = "未满18周岁不能单独认领，可以请监护人认领后一起参加"


class AssistsUnansweredError(SangongError):
    """A joint claim is decided on when every unit that was asked to help has answered."""

    code = "assists_unanswered"
    title = "还有协助单位没有答复，等答复或由牵头单位收回邀请后再确认"


class AlreadyAssistsError(SangongError):
    """The unit leads the claim or was asked before."""

    code = "already_assists"
    title = "这个单位已经在这次认领里"


class OwnDeliveryError(SangongError):
    """Nobody decides on the delivery of a unit they speak or work for: a debtor never accepts its own performance."""

    code = "own_delivery"
    kind = Kind.FORBIDDEN
    title = "不能由认领单位自己验收"


class ClauseSidesChangedError(SangongError):
    """A clause number stays with its sides and its measure through all texts; ``no`` says which one does not."""

    code = "clause_sides_changed"
    title = "这一条换了双方或计量单位，请删去原条款，另写一条新的"


class NotTakenClaimError(SangongError):
    """An agreement is drafted from a claim that the desk has accepted."""

    code = "claim_not_accepted"
    title = "这项认领还没有被同意，先同意认领再起草协议"


class ClaimHasAgreementError(SangongError):
    """A claim has one agreement that is not called off; ``agreement_id`` names it."""

    code = "claim_has_agreement"
    title = "这项认领已经有协议，请打开那一份"


class AmountsDifferFromClaimError(SangongError):
    """The clauses promise another amount than the claim holds; ``claimed`` and ``promised`` (least, most) say which."""

    code = "amounts_differ_from_claim"
    title = "条款的数量和认领的不一样，请改成一样；要多做或少做，请作废草稿，由单位重新认领"


class OpenTextError(SangongError):
    """One text at a time is written or signed."""

    code = "text_open"
    title = "还有一份文本在起草或签署，先办完那一份"


class NoDraftError(SangongError):
    """There is no text that may still be edited."""

    code = "no_draft"
    title = "没有可以修改的草稿，文本已发给各方签署"


class CircularClausesError(SangongError):
    """Clauses wait for one another in a circle; ``numbers`` names them."""

    code = "circular_clauses"
    kind = Kind.INVALID
    title = "这几条互相等待，谁都没法先做，请改掉其中一条的先后"


class ClauseNumberSpentError(SangongError):
    """A clause's number keeps its duty through all texts; one that was dropped is not given to another."""

    code = "clause_number_spent"
    kind = Kind.INVALID
    title = "这个条款编号以前用过，请给新条款用新的编号"


class IdlePartyError(SangongError):
    """A party has no clause; ``names`` tells which."""

    code = "party_without_clause"
    title = "有的一方没有任何条款，请补上条款或去掉这一方"


class TextChangedError(SangongError):
    """What the party saw is not what is to be signed now; ``version`` and ``text_hash`` tell what is."""

    code = "text_changed"
    title = "协议文本已经改过，请重新看一遍再签"


class AlreadySignedError(SangongError):
    """The party has signed this text."""

    code = "already_signed"
    title = "这一方已经签过了"


class PartyLeftError(SangongError):
    """The party left the agreement."""

    code = "party_left"
    title = "这一方已经退出协议"


class SameSignerError(SangongError):
    """Nobody signs for two sides (民法典 Art. 168: no acting for both sides of a contract)."""

    code = "same_signer"
    kind = Kind.FORBIDDEN
    title = "同一个人不能代表两方签署，请由另一方自己的人签"


class SignatureWrongError(SangongError):
    """The device's signature does not fit the text, the party or the key."""

    code = "signature_wrong"
    kind = Kind.INVALID
    title = "手机密钥的签名核对不上，请重新签署"


class TermOverError(SangongError):
    """The text's last day is past."""

    code = "term_over"
    title = "协议的截止日期已过，请先修改日期"


class SharedPaperError(SangongError):
    """The photo already shows another signature."""

    code = "paper_used"
    title = "这张照片已经用在另一份签署上，请拍这一方签字的那一页"


class BrokenTextError(SangongError):
    """What is stored no longer gives the hash that was signed."""

    code = "agreement_broken"
    title = "协议文本与签署时的印记不符，请联系管理员核查"


class NotDutyPartyError(SangongError):
    """The caller speaks for no party that may do this with the duty."""

    code = "not_duty_party"
    kind = Kind.FORBIDDEN
    title = "这一步要由协议里对应一方的联络员来办"


class OwnDutyError(SangongError):
    """Nobody decides on what the side they speak for owes: a debtor never accepts its own performance."""

    code = "own_duty"
    kind = Kind.FORBIDDEN
    title = "不能验收自己一方应办的事，请由约定的验收方办理"


class OwnEvidenceError(SangongError):
    """Whoever handed evidence in, or asked to be excused, never decides on it."""

    code = "own_evidence"
    kind = Kind.FORBIDDEN
    title = "您自己提交的，请由验收方的另一位联络员办理"


class DutyWaitsError(SangongError):
    """Another clause comes first; ``clause_no`` says which."""

    code = "duty_waits"
    title = "要等前面的一条办完才能提交，请先看协议里约定的先后"


class EvidenceExceedsTermError(SangongError):
    """More than the term still asks for; ``left`` says how much that is."""

    code = "evidence_exceeds_term"
    title = "超过了这一期还要完成的数量，请改小数量"


class EvidenceElsewhereError(SangongError):
    """The record, transfer or booking is another unit's, of another time, or belongs to another agreement."""

    code = "evidence_of_another_agreement"
    title = "这份凭证不属于本协议：要是本单位在协议期内的，请另选一份"


class EvidenceServesAnotherError(SangongError):
    """A record, transfer, booking or photo shows one term and is not counted twice."""

    code = "evidence_counted_before"
    title = "这份凭证已经用过，不能重复计算，请另选一份"


class NoteLimitError(SangongError):
    """So many notes on one duty wait already, or so many words were said in one thread."""

    code = "note_limit"
    title = "已经说得够多了，请先等对方答复，或者当面商量"
