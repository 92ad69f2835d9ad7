/** What lists show and who may do what on them, from facts alone. The server decides again. */
import { lastDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { Entry, EntryHistory, EntryMove, EntryState, Kind, Membership, NeedDetails } from '@/core/types'
import type { StopView, Tone } from '@/ui'

/** Kinds whose entries units take on. */
export const CLAIMABLE: readonly Kind[] = ['need', 'problem', 'service_project', 'welfare_work']
/** Kinds on whose entries people work at an appointed time. */
export const WORKED: readonly Kind[] = ['need', 'problem', 'service_project', 'welfare_work', 'action']
const WORKABLE: readonly EntryState[] = ['open', 'partly_claimed', 'claimed', 'in_progress', 'reopened']
const ENDS: readonly EntryState[] = ['closed', 'rejected', 'merged', 'withdrawn', 'expired']
const BY_ASKER: readonly EntryState[] = ['draft', 'proposed', 'rejected']
const BY_DESK: readonly EntryState[] = [...BY_ASKER, 'adopted', 'open', 'partly_claimed', 'claimed', 'in_progress', 'reopened']
/** What was served under a tariff keeps it: the server freezes these once they are public. */
const FROZEN: readonly Kind[] = ['benefit']
/** Written by what was done elsewhere: nobody edits them here. */
const COMPUTED: readonly Kind[] = ['topic']

export const leftOf = (e: Pick<Entry, 'quantity' | 'claimed_quantity'>) => Math.max(0, (e.quantity ?? 0) - e.claimed_quantity)
export const isClaimable = (e: Entry) => CLAIMABLE.includes(e.kind) && (e.state === 'open' || e.state === 'partly_claimed') && leftOf(e) > 0
/** A neighbour's small wish, which a resident may take on. */
export const isWish = (e: Entry) => e.kind === 'need' && (e.details as Partial<NeedDetails>).beneficiary === 'personal'
/** Something is left, and nobody else has the first word. */
export const isOpenTo = (e: Entry, unitId?: string) => isClaimable(e) && (!e.addressed || e.addressed.units.some(u => u.id === unitId))
/** In whose name one may claim now: one's units, and oneself where it is a neighbour's wish. */
export const mayGrant = (e: Entry, w: Who) => w.verified && isWish(e) && e.proposer.id !== w.memberId
export const mayClaim = (e: Entry, w: Who) => w.verified && (w.contactOf.some(u => isOpenTo(e, u.id)) || (mayGrant(e, w) && isOpenTo(e)))
/** Whether one may ask the desk why it was not suggested to one (个人信息保护法 Art. 24). */
export const mayAskPerson = (e: Entry, w: Who) => w.verified && !isDesk(w) && isOpenTo(e) && e.proposer.id !== w.memberId
/** Something may still be given back. */
const WAITABLE: readonly EntryState[] = ['open', 'partly_claimed', 'claimed', 'in_progress']
export const canWait = (e: Entry) => CLAIMABLE.includes(e.kind) && WAITABLE.includes(e.state)
/** While somebody may be given the first word on it. */
const ADDRESSABLE: readonly EntryState[] = ['proposed', 'on_notice', 'adopted', 'open', 'partly_claimed', 'reopened']
export const mayAddress = (e: Entry, w: Who) => w.verified && isDesk(w) && CLAIMABLE.includes(e.kind) && ADDRESSABLE.includes(e.state)
export const isWorkable = (e: Entry) => WORKED.includes(e.kind) && WORKABLE.includes(e.state)

export function stateTone(state: EntryState): Tone {
  if (state === 'open' || state === 'partly_claimed') return 'pine'
  if (state === 'accepted' || state === 'closed') return 'ok'
  if (state === 'proposed' || state === 'on_notice' || state === 'reopened' || state === 'delivered') return 'warn'
  return ENDS.includes(state) ? 'ink2' : 'record'
}

/** What can be brought before a meeting: whatever everybody may see and is no topic itself. */
const HIDDEN: readonly EntryState[] = ['draft', 'proposed', 'rejected', 'merged', 'withdrawn', 'expired']
export const maySuggest = (e: Entry, w: Who) => w.verified && !COMPUTED.includes(e.kind) && e.kind !== 'benefit' && e.kind !== 'actor' && !HIDDEN.includes(e.state)

export interface Who { roles: readonly string[]; verified: boolean; memberId?: string; contactOf: readonly { id: string; name: string }[] }
export const who = (m: Membership | undefined): Who => ({ roles: m?.roles ?? [], verified: m?.state === 'verified', memberId: m?.member_id, contactOf: (m?.units ?? []).filter(u => u.role === 'contact') })
export const isDesk = (w: Who) => w.roles.includes('staff') || w.roles.includes('lead')

/** Who may put something on a list; a kind that nobody may is computed or not live. */
export function mayPropose(kind: Kind, w: Who): boolean {
  if (!w.verified) return false
  if (kind === 'need' || kind === 'problem' || kind === 'resource' || kind === 'actor') return true
  if (kind === 'action' || kind === 'welfare_work') return isDesk(w) || w.contactOf.length > 0
  return (kind === 'service_project' || kind === 'benefit') && isDesk(w)
}
/** What the desk may make a project of: everybody sees it and it is not done. */
const TO_PROJECT: readonly EntryState[] = ['adopted', 'open', 'partly_claimed', 'claimed', 'in_progress', 'reopened']
export const mayListAsProject = (e: Entry, w: Who) => w.verified && isDesk(w) && MERGES.includes(e.kind) && TO_PROJECT.includes(e.state)
/** Who sees a resource's calendar and says who came: its proposer, the unit's contact, the desk. */
export const keepsResource = (e: Entry, w: Who) => w.verified && (isDesk(w) || (e.proposer.type === 'unit' ? w.contactOf.some(u => u.id === e.proposer.id) : e.proposer.id === w.memberId))
export function mayEdit(e: Entry, w: Who): boolean {
  const own = e.proposer.type === 'unit' ? w.contactOf.some(u => u.id === e.proposer.id) : e.proposer.id === w.memberId
  if (!w.verified || COMPUTED.includes(e.kind) || (!own && !isDesk(w))) return false
  return (isDesk(w) && !FROZEN.includes(e.kind) ? BY_DESK : BY_ASKER).includes(e.state)
}

const DANGER: readonly EntryMove[] = ['reject', 'withdraw', 'close', 'reopen']
/** These are told to others with a reason. */
export const NEEDS_NOTE: readonly EntryMove[] = ['reject', 'reopen']
export const isDanger = (m: EntryMove) => DANGER.includes(m)

const FULL_LINE: EntryState[] = ['proposed', 'open', 'claimed', 'delivered', 'accepted', 'closed']
const SHORT_LINE: EntryState[] = ['proposed', 'open', 'closed']
/** The stop of the line before which a side state stands. */
const BEFORE: Partial<Record<EntryState, EntryState>> = { draft: 'proposed', on_notice: 'open', adopted: 'open', in_progress: 'delivered', reopened: 'delivered' }

/** The line of stops of an entry: what was reached and by whom, where it stands and who acts, what is to come. */
export function stopsOf(e: Entry, history: readonly EntryHistory[]): StopView[] {
  const line = (CLAIMABLE.includes(e.kind) ? FULL_LINE : SHORT_LINE).slice()
  const here: EntryState = e.state === 'partly_claimed' ? 'claimed' : e.state
  const last = (s: EntryState) => history.filter(h => h.to_state === s || (s === 'claimed' && h.to_state === 'partly_claimed')).at(-1)
  if (!line.includes(here)) {
    const before = BEFORE[here]
    const reached = line.filter(s => last(s)).length
    line.splice(before && line.includes(before) ? line.indexOf(before) : ENDS.includes(here) ? Math.max(reached, 1) : line.length - 1, 0, here)
    if (ENDS.includes(here)) line.splice(line.indexOf(here) + 1)
  }
  const at = line.indexOf(here), over = ENDS.includes(here)
  return line.map((s, i) => {
    const h = i <= at ? last(s) : undefined
    const status = i < at || (over && i === at) ? 'done' : i === at ? 'now' : 'to_come'
    return {
      key: s, status, at: h?.at ?? (i === 0 && i <= at ? e.created_at : undefined), by: i <= at ? h?.by ?? undefined : undefined,
      name: i === at ? e.state_name : s === 'closed' && e.kind === 'actor' ? t('lists.stop.left.actor') : stopName(s), note: status === 'now' ? nowNote(e) : over && i === at && e.state === 'rejected' ? h?.note ?? undefined : undefined,
    }
  })
}
function stopName(s: EntryState): string {
  switch (s) {
    case 'proposed': case 'on_notice': case 'adopted': case 'open': case 'claimed': case 'in_progress': case 'delivered': case 'accepted': case 'closed': return t(`lists.stop.${s}`)
    default: return ''
  }
}
/** Beside "now": who must act. */
export function nowNote(e: Entry): string | undefined {
  if (e.due_at && e.state === 'delivered') return t('lists.now.delivered.until', { day: lastDay(e.due_at) })
  if (e.due_at && e.state === 'open') return t('lists.now.open.until', { day: lastDay(e.due_at) })
  if (e.state === 'open') return e.kind === 'action' ? t('lists.now.open.action') : e.kind === 'actor' ? t('lists.now.open.actor') : CLAIMABLE.includes(e.kind) ? t('lists.now.open.claim') : t('lists.now.open')
  switch (e.state) {
    case 'partly_claimed': return t('lists.now.partly_claimed', { n: leftOf(e), unit: unitOf(e) })
    case 'draft': case 'proposed': case 'on_notice': case 'adopted': case 'claimed': case 'in_progress': case 'delivered': case 'accepted': case 'reopened': return t(`lists.now.${e.state}`)
    default: return undefined
  }
}

/** How many it concerns too, in a row and on the entry. */
export function supportNote({ kind, support: s }: Entry): string | undefined {
  if (!s?.count) return undefined
  const word = kind === 'need' ? 'need' : 'problem'
  return s.is_mine ? (s.count === 1 ? t(`lists.support.${word}.me`) : t(`lists.support.${word}.us`, { n: s.count - 1 })) : t(`lists.support.${word}.n`, { n: s.count })
}
export const supportText = (e: Pick<Entry, 'kind'>) => t(e.kind === 'need' ? 'lists.support.need' : 'lists.support.problem')
/** What it is counted in: pieces where nobody said. */
export const unitOf = (e: Pick<Entry, 'quantity_unit'>) => e.quantity_unit || t('lists.unit')
/** The quantity in a row: what is still wanted, or what is there. */
export function quantityNote(e: Entry): string | undefined {
  if (e.quantity == null || ENDS.includes(e.state)) return undefined
  const unit = unitOf(e)
  if (!CLAIMABLE.includes(e.kind)) return t('lists.offered', { n: e.quantity, unit })
  if (!leftOf(e)) return t('lists.full')
  return e.quantity > 1 ? t('lists.left', { n: leftOf(e), unit }) : undefined
}
/** Lists whose entries may be merged, and the states in which one takes others in. */
export const MERGES: readonly Kind[] = ['need', 'problem']
export const TAKES_IN: readonly string[] = ['proposed', 'adopted', 'open', 'partly_claimed', 'claimed', 'in_progress', 'reopened']
export const ORGANISATIONS = ['shop', 'unit', 'social_group'] as const
export const ACTOR_KINDS = ['person', 'household', 'team', ...ORGANISATIONS] as const
export const isOrganisation = (actorKind: unknown) => (ORGANISATIONS as readonly unknown[]).includes(actorKind)
