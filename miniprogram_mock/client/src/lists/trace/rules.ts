/** From the graph of a trace to one line of stops, read from the top: pure. */
import type { Route } from '@/core/routes'
import { t } from '@/core/i18n'
import type { Trace, TraceNode } from '@/core/types'

/** More things of one kind in one place than this become one stop. */
const FEW = 3
const PAGES: Record<string, Route> = { entry: 'lists.entry', topic: 'lists.topic', meeting: 'meetings.meeting', meeting_demand: 'meetings.demand', motion: 'meetings.vote', budget_round: 'budget.round', booking: 'lists.booking', claim: 'desk.claim', team: 'teams.team', agreement: 'agreements.read', shift: 'volunteering.shift', record: 'volunteering.record', voucher: 'redeem.voucher', clearing: 'clearing.transfer', offer: 'redeem.offer', gift: 'giving.given', fund: 'giving.fund', order: 'exchange.order', match: 'matching.mine' }

export interface TraceStop { key: string; name: string; /** what led here: 有人认领, 换成 15积分 */ relation?: string; isHere: boolean; isHidden: boolean; status: TraceNode['status']; nodes: TraceNode[]; first: TraceNode }

/** Where a tap leads, if anywhere. */
export function pageOf(n: TraceNode): [Route, { id: string }] | undefined {
  const route = n.target ? PAGES[n.target.type] : undefined
  return route && n.target ? [route, { id: n.target.id }] : undefined
}

export function lineOf(trace: Trace): TraceStop[] {
  const nodes = trace.nodes.filter(n => !isTwice(n, trace.nodes))
  const place = placesOf(nodes)
  const sorted = [...nodes].sort((a, b) => place(a) - place(b) || (a.at ?? '').localeCompare(b.at ?? ''))
  return groupsOf(sorted).map(group => {
    const first = group[0], count = group.reduce((n, x) => n + x.count, 0), isHidden = first.title == null
    return {
      key: first.key, isHere: first.level === 0, isHidden, status: statusOf(group), nodes: group, first, relation: ledTo(first, trace),
      name: isHidden ? t('trace.nameless', { n: count, what: first.type_name }) : group.length > 1 ? t('trace.many', { n: count, what: first.type_name }) : first.title ?? '',
    }
  })
}

/** The entry of list 9 and its topic are one thing: the topic stands for both. */
const isTwice = (n: TraceNode, all: readonly TraceNode[]) => n.level !== 0 && !!n.target && n.target.id !== n.id && n.type === 'entry' && all.some(x => x.type === n.target?.type && x.id === n.target?.id)

/** What the merchant gave stands right above the voucher, not between the hours that paid for it. */
function placesOf(nodes: readonly TraceNode[]) {
  const voucher = nodes.find(n => n.type === 'voucher' && n.level <= 0)
  const near: Record<string, number> = { pledge: 0.6, offer: 0.5 }
  return (n: TraceNode) => (voucher && n.level < voucher.level && near[n.type] ? voucher.level - near[n.type] : n.level)
}

/** What most of the edges to it say; how much, where it is only one. */
function ledTo(n: TraceNode, trace: Trace): string | undefined {
  const edges = trace.edges.filter(e => e.to === n.key)
  const count = (relation: string) => edges.filter(e => e.relation === relation).length
  const best = [...edges].sort((a, b) => count(b.relation) - count(a.relation) || Number(!!b.note) - Number(!!a.note))[0]
  return best && (count(best.relation) === 1 && best.note ? `${best.relation} ${best.note}` : best.relation)
}

/** Seen things of one kind at one height, together where there are many; what may not be seen comes counted already. */
function groupsOf(nodes: TraceNode[]): TraceNode[][] {
  const groups = new Map<string, TraceNode[]>()
  const kind = (n: TraceNode) => `${n.level}:${n.type}:${n.title == null}`
  const many = (n: TraceNode) => n.title != null && nodes.filter(x => kind(x) === kind(n)).length > FEW
  for (const n of nodes) {
    const key = many(n) ? kind(n) : n.key
    groups.set(key, [...(groups.get(key) ?? []), n])
  }
  return [...groups.values()]
}
const statusOf = (group: TraceNode[]) => (group.some(n => n.status === 'now') ? 'now' : group[0].status)
