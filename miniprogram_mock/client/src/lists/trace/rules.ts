/** From the graph of a trace to one line of stops, read from the top: pure. */
import type { Route } from '@/core/routes'
import { t } from '@/core/i18n'
import type { Trace, TraceNode } from '@/core/types'

/** More things of one kind in one place than this become one stop. */
const FEW = 3
const PAGES: Record<string, Route> = { entry: 'lists.entry', topic: 'lists.topic', claim: 'desk.claim', shift: 'volunteering.shift', record: 'volunteering.record', voucher: 'redeem.voucher', offer: 'redeem.offer' }

export interface TraceStop { key: string; name: string; /** what led here: 有人认领, 换成 15积分 */ relation?: string; isHere: boolean; isHidden: boolean; status: TraceNode['status']; nodes: TraceNode[]; first: TraceNode }

/** Where a tap leads, if anywhere. */
export function pageOf(n: TraceNode): [Route, { id: string }] | undefined {
  const route = n.target ? PAGES[n.target.type] : undefined
  return route && n.target ? [route, { id: n.target.id }] : undefined
}

export function lineOf(trace: Trace): TraceStop[] {
  const led = new Map(trace.edges.map(e => [e.to, [e.relation, e.note].filter(Boolean).join(' ')]))
  const sorted = [...trace.nodes].sort((a, b) => a.level - b.level || (a.at ?? '').localeCompare(b.at ?? ''))
  const stops: TraceStop[] = []
  for (const group of groupsOf(sorted)) {
    const first = group[0], count = group.reduce((n, x) => n + x.count, 0), isHidden = first.title == null
    stops.push({
      key: first.key, isHere: first.level === 0, isHidden, status: statusOf(group), nodes: group, first,
      name: isHidden ? t('trace.nameless', { n: count, what: first.type_name }) : group.length > 1 ? t('trace.many', { n: count, what: first.type_name }) : first.title ?? '',
      relation: led.get(first.key),
    })
  }
  return stops
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
