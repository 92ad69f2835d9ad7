/** The form of each kind of entry: its fields as data, what is wrong with them, and the body that is sent. */
import { clip, localDay } from '@/core/format'
import { t, type Key } from '@/core/i18n'
import { productNow } from '@/core/now'
import type { Details, Entry, EntryIn, EntryPatch, Kind, MyUnit, OpenTime, Photo } from '@/core/types'
import { openTimesInWords, openTimesOf } from '../parts/hours'
import { ACTOR_KINDS, ORGANISATIONS, isOrganisation } from '../parts/rules'

/** hours: opening times, one run of days per line; yuan: fen inside; milestones: `标题 2026-12-31`, one per line; line: one line; list: several by 、; lines: one per line; int: whole number; days: several days by 、; yesno: a choice that may stay open. */
export type FieldType = 'line' | 'area' | 'int' | 'yuan' | 'milestones' | 'day' | 'days' | 'choice' | 'flag' | 'yesno' | 'list' | 'lines' | 'category' | 'hours'
export interface FieldSpec {
  /** `space.floor` stands inside `space` */
  name: string; type: FieldType; label: Key; help?: Key; required?: boolean; /** characters at most, of `days` how many */ max?: number; /** of `int`: both ends included, from 1 unless told */ range?: readonly [number, number]; options?: readonly { value: string; key: Key }[]
  /** an own field of the kind: stands in `details` */ own?: boolean; /** shown once this one is filled */ when?: string; /** shown for these sorts of resource */ of?: readonly string[]; /** shown only on demand */ more?: boolean
}
export type Values = Record<string, string>
export const UNIT = 'unit_id', ACTOR_UNIT = 'details.unit_id', BEHALF = 'behalf', CONSENT = 'consent'
/** Kinds that take one sentence. */
const SAID: readonly Kind[] = ['need', 'problem']

const own = (f: FieldSpec): FieldSpec => ({ ...f, own: true })
const TITLE: FieldSpec = { name: 'title', type: 'line', label: 'lists.f.title', required: true, max: 60 }
const TEXT: FieldSpec = { name: 'text', type: 'area', label: 'lists.f.text', help: 'lists.f.text.help', required: true, max: 5000 }
const CATEGORY: FieldSpec = { name: 'category', type: 'category', label: 'lists.f.category', required: true }
const PLACE: FieldSpec = { name: 'place', type: 'line', label: 'lists.f.place', help: 'lists.f.place.help', max: 100 }
const QUANTITY: FieldSpec = { name: 'quantity', type: 'int', label: 'lists.f.quantity' }
const QUANTITY_UNIT: FieldSpec = { name: 'quantity_unit', type: 'line', label: 'lists.f.unit', help: 'lists.f.unit.help', max: 10 }
const more = (f: FieldSpec): FieldSpec => ({ ...f, more: true })

const SORT = 'details.resource_kind', ACTOR = 'details.actor_kind', SLOT = 'details.booking.slot_minutes'
/** What only one sort of resource tells: it stands under the sort's name. */
const sort = (name: string, f: FieldSpec): FieldSpec => own({ ...f, name: `${name}.${f.name}`, of: [name] })
const BOOKABLE = ['time', 'goods', 'skill', 'space'] as const
const rule = (f: FieldSpec): FieldSpec => more(own({ ...f, name: `booking.${f.name}`, of: BOOKABLE }))
const SORTS: readonly FieldSpec[] = [
  sort('space', { name: 'people_max', type: 'int', label: 'bookings.f.peopleMax', range: [1, 10_000] }),
  sort('space', { name: 'accessible', type: 'yesno', label: 'bookings.f.accessible', options: [{ value: 'yes', key: 'bookings.fact.yes' }, { value: 'no', key: 'bookings.fact.no' }] }),
  more(sort('space', { name: 'area_m2', type: 'int', label: 'bookings.f.area', range: [1, 100_000] })), more(sort('space', { name: 'floor', type: 'line', label: 'bookings.f.floor', help: 'bookings.f.floor.help', max: 20 })),
  sort('goods', { name: 'condition', type: 'line', label: 'bookings.f.condition', help: 'bookings.f.condition.help', max: 60 }), more(sort('goods', { name: 'deposit_note', type: 'line', label: 'bookings.f.deposit', help: 'bookings.f.deposit.help', max: 100 })),
  sort('time', { name: 'weekly_hours', type: 'int', label: 'bookings.f.weekly', range: [1, 168] }),
  sort('skill', { name: 'level', type: 'line', label: 'bookings.f.level', help: 'bookings.f.level.help', max: 40 }), more(sort('skill', { name: 'certificate', type: 'line', label: 'bookings.f.certificate', max: 60 })),
  sort('fund', { name: 'amount_fen', type: 'yuan', label: 'bookings.f.amount', required: true }), sort('fund', { name: 'purpose', type: 'line', label: 'bookings.f.purpose', required: true, max: 100 }),
  sort('data', { name: 'format', type: 'line', label: 'bookings.f.format', help: 'bookings.f.format.help', required: true, max: 40 }), more(sort('data', { name: 'update_rhythm', type: 'line', label: 'bookings.f.rhythm', help: 'bookings.f.rhythm.help', max: 40 })), more(sort('data', { name: 'licence', type: 'line', label: 'bookings.f.licence', help: 'bookings.f.licence.help', max: 60 })),
]
const RULES: readonly FieldSpec[] = [
  rule({ name: 'slot_minutes', type: 'int', label: 'bookings.f.slot', help: 'bookings.f.slot.help', range: [15, 1440] }),
  rule({ name: 'lead_hours', type: 'int', label: 'bookings.f.lead', help: 'bookings.f.lead.help', range: [0, 720], when: SLOT }),
  rule({ name: 'ahead_days', type: 'int', label: 'bookings.f.ahead', help: 'bookings.f.ahead.help', range: [1, 60], when: SLOT }),
  rule({ name: 'cancel_hours', type: 'int', label: 'bookings.f.cancel', help: 'bookings.f.cancel.help', range: [0, 168], when: SLOT }),
  rule({ name: 'member_max', type: 'int', label: 'bookings.f.memberMax', help: 'bookings.f.memberMax.help', range: [1, 100], when: SLOT }),
]

const FORMS: Partial<Record<Kind, readonly FieldSpec[]>> = {
  need: [
    { name: 'text', type: 'area', label: 'lists.say', help: 'lists.say.help', required: true, max: 500 }, CATEGORY, PLACE,
    own({ name: 'urgency', type: 'choice', label: 'lists.f.urgency', required: true, options: [{ value: 'normal', key: 'lists.urgency.normal' }, { value: 'soon', key: 'lists.urgency.soon' }, { value: 'urgent', key: 'lists.urgency.urgent' }] }),
    own({ name: 'beneficiary', type: 'choice', label: 'lists.f.beneficiary', required: true, options: [{ value: 'personal', key: 'lists.beneficiary.personal' }, { value: 'public', key: 'lists.beneficiary.public' }] }),
    more(own({ name: 'hours', type: 'int', label: 'lists.f.hours' })), more(own({ name: 'deadline', type: 'day', label: 'lists.f.deadline' })), more(own({ name: 'skills', type: 'list', label: 'lists.f.skills', help: 'lists.f.skills.help', max: 200 })), more(own({ name: 'qualification', type: 'line', label: 'lists.f.qualification', max: 100 })), more(QUANTITY), more(QUANTITY_UNIT),
  ],
  problem: [
    { name: 'text', type: 'area', label: 'lists.say.problem', help: 'lists.say.problem.help', required: true, max: 500 }, CATEGORY, { ...PLACE, required: true },
    own({ name: 'severity', type: 'choice', label: 'lists.f.severity', required: true, options: (['low', 'medium', 'high'] as const).map(value => ({ value, key: `lists.severity.${value}` as const })) }),
    more(own({ name: 'responsible_body', type: 'line', label: 'lists.f.body', help: 'lists.f.body.help', max: 60 })),
  ],
  welfare_work: [
    TITLE, TEXT, CATEGORY, PLACE, own({ name: 'budget_fen', type: 'yuan', label: 'lists.f.budget', required: true }), own({ name: 'fund', type: 'line', label: 'lists.f.fund', help: 'lists.f.fund.help', required: true, max: 100 }),
    own({ name: 'milestones', type: 'milestones', label: 'lists.f.milestones', help: 'lists.f.milestones.help', max: 1500 }),
  ],
  service_project: [
    TITLE, TEXT, CATEGORY, { ...QUANTITY, required: true }, { ...QUANTITY_UNIT, required: true },
    own({ name: 'frequency', type: 'line', label: 'lists.f.frequency', help: 'lists.f.frequency.help', required: true, max: 50 }), own({ name: 'places', type: 'list', label: 'lists.f.places', help: 'lists.f.places.help', required: true, max: 500 }),
    own({ name: 'capacity', type: 'int', label: 'lists.f.capacity', required: true }), own({ name: 'standard', type: 'area', label: 'lists.f.standard', help: 'lists.f.standard.help', required: true, max: 1000 }),
  ],
  action: [
    TITLE, TEXT, CATEGORY, PLACE, own({ name: 'risks', type: 'lines', label: 'lists.f.risks', help: 'lists.f.risks.help', max: 1000 }), own({ name: 'dangerous', type: 'flag', label: 'lists.f.dangerous', help: 'lists.f.dangerous.help' }),
    own({ name: 'insurance_number', type: 'line', label: 'lists.f.insurance', max: 60, when: 'details.dangerous' }), more(own({ name: 'age_min', type: 'int', label: 'lists.f.age' })), more(own({ name: 'qualification', type: 'line', label: 'lists.f.qualification', max: 100 })),
  ],
  resource: [
    TITLE, TEXT, CATEGORY,
    own({ name: 'resource_kind', type: 'choice', label: 'lists.f.resource', required: true, options: (['time', 'goods', 'skill', 'space', 'fund', 'data'] as const).map(value => ({ value, key: `lists.resource.${value}` as const })) }),
    own({ name: 'unit_of_measure', type: 'line', label: 'lists.f.measure', help: 'lists.f.measure.help', required: true, max: 10 }), ...SORTS.filter(f => !f.more), PLACE, own({ name: 'opening_hours', type: 'line', label: 'lists.f.opening', max: 200 }),
    more(own({ name: 'open_times', type: 'hours', label: 'bookings.f.open', help: 'bookings.f.open.help', max: 1000 })), ...RULES, more(own({ name: 'closed_days', type: 'days', label: 'bookings.f.closed', help: 'bookings.f.closed.help', max: 60 })),
    ...SORTS.filter(f => f.more), more(own({ name: 'conditions', type: 'area', label: 'lists.f.conditions', max: 500 })), more(own({ name: 'small_fee_fen', type: 'yuan', label: 'lists.f.fee', help: 'lists.f.fee.help' })), more(QUANTITY), more(QUANTITY_UNIT),
  ],
  actor: [
    own({ name: 'actor_kind', type: 'choice', label: 'actors.kind', required: true, options: ACTOR_KINDS.map(value => ({ value, key: `actors.kind.${value}` as const })) }),
    { ...TITLE, label: 'actors.f.title', help: 'actors.f.title.help' }, { ...TEXT, label: 'actors.f.text', help: 'actors.f.text.help', max: 500 }, CATEGORY, own({ name: 'good_at', type: 'list', label: 'actors.f.good', help: 'actors.f.good.help', max: 200 }),
    own({ name: 'contact_name', type: 'line', label: 'actors.f.contact', help: 'actors.f.contact.help', max: 30, of: ORGANISATIONS }), own({ name: 'contact_phone', type: 'line', label: 'actors.f.phone', help: 'actors.f.phone.help', max: 11 }),
    more(own({ name: 'credit_code', type: 'line', label: 'actors.f.code', help: 'actors.f.code.help', max: 18, of: ORGANISATIONS })), more(own({ name: 'industry', type: 'line', label: 'actors.f.industry', max: 40, of: ORGANISATIONS })),
  ],
  benefit: [
    TITLE, TEXT, CATEGORY, own({ name: 'category', type: 'category', label: 'lists.f.earnCategory' }),
    own({ name: 'measure', type: 'choice', label: 'lists.f.earnMeasure', required: true, options: (['hour', 'slot', 'item', 'hundred_yuan'] as const).map(value => ({ value, key: `lists.measure.${value}` as const })) }),
    own({ name: 'book', type: 'choice', label: 'lists.f.book', required: true, options: [{ value: 'point', key: 'lists.book.point' }, { value: 'time', key: 'lists.book.time' }] }), own({ name: 'amount', type: 'int', label: 'lists.f.amount', help: 'lists.f.amount.help', required: true }),
    own({ name: 'cap_per_day', type: 'int', label: 'lists.f.cap' }), own({ name: 'valid_from', type: 'day', label: 'lists.f.from', required: true }), own({ name: 'valid_to', type: 'day', label: 'lists.f.to' }), more(own({ name: 'returns', type: 'area', label: 'lists.f.returns', max: 500 })),
  ],
}
export const formOf = (kind: Kind): readonly FieldSpec[] => FORMS[kind] ?? []
/** Where a field's value stands in the form: own fields may share a name with a common one. */
export const keyOf = (f: FieldSpec) => (f.own ? `details.${f.name}` : f.name)
/** The fields that stand in the form as it is filled now; what does not is neither checked nor sent. */
export const shownOf = (kind: Kind, v: Values) => formOf(kind).filter(f => (!f.when || v[f.when]?.trim()) && (!f.of || f.of.includes(v[SORT] ?? v[ACTOR] ?? '')))

export function startValues(kind: Kind): Values {
  if (kind === 'need') return { 'details.urgency': 'normal', 'details.beneficiary': 'personal' }
  if (kind === 'problem') return { 'details.severity': 'medium' }
  if (kind === 'actor') return { [ACTOR]: 'person' }
  if (kind === 'benefit') return { 'details.valid_from': localDay(productNow()), 'details.measure': 'hour', 'details.book': 'point' }
  return {}
}
/** A project made of a need begins with what the need says. */
export function projectValues(kind: Kind, need: Entry): Values {
  const place: Values = need.place ? { [kind === 'service_project' ? 'details.places' : 'place']: need.place } : {}
  return { ...startValues(kind), title: need.title, text: need.text, category: need.category, ...place }
}
export function valuesOf(e: Entry): Values {
  const out: Values = {}
  for (const f of formOf(e.kind)) {
    const v = f.own ? ownOf(e.details, f.name) : (e as unknown as Record<string, unknown>)[f.name]
    if (v == null) continue
    out[keyOf(f)] = f.type === 'hours' ? openTimesInWords(v as OpenTime[]).join('\n') : f.type === 'yesno' ? (v ? 'yes' : 'no') : f.type === 'yuan' ? String(Number(v) / 100) : f.type === 'milestones' ? milestonesText(v as Milestone[]) : Array.isArray(v) ? v.join(f.type === 'lines' ? '\n' : '、') : f.type === 'flag' ? (v ? 'yes' : '') : String(v)
  }
  return out
}
const ownOf = (d: Details, name: string) => name.split('.').reduce<unknown>((at, part) => (at as Details | undefined)?.[part], d)

type Milestone = { title: string; due: string }
const milestonesText = (ms: readonly Milestone[]) => ms.map(m => `${m.title} ${m.due}`).join('\n')
/** `打地基 2026-12-31` → a milestone; undefined where a line has no day at its end. */
function milestonesOf(v: string): Milestone[] | undefined {
  const read = parts(v, 'lines').map(line => /^(.+?)\s+(\d{4}-\d{2}-\d{2})$/.exec(line))
  return read.every(m => m) ? read.map(m => ({ title: m![1], due: m![2] })) : undefined
}
const INT_MAX = 999_999_999
const isWithin = (x: string, [low, high]: readonly [number, number]) => /^\d{1,9}$/.test(x) && Number(x) >= low && Number(x) <= high
const YUAN = /^\d{1,8}(\.\d{1,2})?$/
const parts = (v: string, type: FieldType) => v.split(type === 'lines' ? /\n/ : /[、，,;；\n]/).map(s => s.trim()).filter(Boolean)
export function faults(kind: Kind, v: Values): Record<string, string> {
  const bad: Record<string, string> = {}
  for (const f of shownOf(kind, v)) {
    const k = keyOf(f), x = (v[k] ?? '').trim()
    if (f.required && !x) bad[k] = f.type === 'choice' || f.type === 'category' || f.type === 'day' ? t('lists.bad.choose') : t('lists.bad.required')
    else if (f.type === 'int' && x && !isWithin(x, f.range ?? [1, INT_MAX])) bad[k] = f.range ? t('lists.bad.range', { low: f.range[0], high: f.range[1] }) : t('lists.bad.number')
    else if (f.type === 'yuan' && x && !YUAN.test(x)) bad[k] = t('lists.bad.yuan')
    else if (f.type === 'hours' && x && !openTimesOf(x)) bad[k] = t('bookings.bad.open')
    else if (k === SLOT && x && !v['details.open_times']?.trim()) bad['details.open_times'] = t('bookings.bad.noTimes')
    else if (f.type === 'days' && parts(x, 'list').length > (f.max ?? 0)) bad[k] = t('bookings.bad.closed', { n: f.max ?? 0 })
    else if (f.type === 'milestones' && x && !milestonesOf(x)) bad[k] = t('lists.bad.milestones')
  }
  if (SAID.includes(kind) && Array.from((v.text ?? '').trim()).length < 4) bad.text = t('lists.say.bad')
  const phone = kind === 'actor' ? v['details.contact_phone']?.trim() : undefined
  if (phone && !/^1\d{10}$/.test(phone)) bad['details.contact_phone'] = t('actors.bad.phone')
  if (v[BEHALF]?.trim() && !v[CONSENT]) bad[CONSENT] = t('lists.bad.choose')
  if (kind === 'action' && v['details.dangerous'] && !parts(v['details.risks'] ?? '', 'lines').length) bad['details.risks'] = t('lists.bad.risks')
  return bad
}

function read(f: FieldSpec, x: string): unknown {
  switch (f.type) {
    case 'int': return x ? Number(x) : undefined
    case 'flag': return !!x
    case 'yuan': return x ? Math.round(Number(x) * 100) : undefined
    case 'hours': return x ? openTimesOf(x) : undefined
    case 'yesno': return x ? x === 'yes' : undefined
    case 'days': return x ? parts(x, 'list') : undefined
    case 'milestones': return x ? milestonesOf(x) : undefined
    case 'list': case 'lines': return x || f.required || f.name === 'risks' ? parts(x, f.type) : undefined
    default: return x || undefined
  }
}
/** The title of what is said in one field is its first sentence. */
export const titleOf = (text: string) => clip(text.trim().split(/[。！？\n]/).find(s => s.trim().length > 1)?.trim() ?? text.trim(), 60)

function split(kind: Kind, v: Values) {
  const common: Record<string, unknown> = {}, details: Record<string, unknown> = {}
  for (const f of shownOf(kind, v)) {
    const x = read(f, (v[keyOf(f)] ?? '').trim())
    if (x !== undefined) put(f.own ? details : common, f.name.split('.'), x)
  }
  if (SAID.includes(kind)) common.title = titleOf(v.text ?? '')
  return { common, details }
}
function put(into: Record<string, unknown>, [name, inner]: string[], x: unknown) {
  if (inner) put((into[name] ??= {}) as Record<string, unknown>, [inner], x)
  else into[name] = x
}
const ids = (photos: readonly Photo[]) => photos.map(p => p.id)
/** Who is on the list for themselves, their household or their team: what they do counts for it. */
const isBySelf = (kind: Kind, v: Values) => kind === 'actor' && !v[UNIT] && !v[BEHALF]?.trim() && !isOrganisation(v[ACTOR])
/** What one may put on the list: a contact the unit, the desk whom it likes, everybody else people. */
export const actorKindsOf = (forUnit: boolean, isDesk: boolean): readonly string[] => (forUnit ? ORGANISATIONS : isDesk ? ACTOR_KINDS : ACTOR_KINDS.filter(k => !isOrganisation(k)))
/** Written for this unit from now on, or for oneself: its kind and, unless something else was written, its name. */
export function actorAs(v: Values, unit: MyUnit | undefined, units: readonly MyUnit[]): Values {
  const isName = !v.title?.trim() || units.some(u => u.name === v.title)
  const kind = !unit ? 'person' : unit.kind === 'merchant' ? 'shop' : unit.kind === 'social_group' ? 'social_group' : 'unit'
  return { ...v, [UNIT]: unit?.id ?? '', [ACTOR]: kind, ...(isName ? { title: unit?.name ?? '' } : {}) }
}
/** The desk lists an organisation: which of the units it is, so that what the unit did counts for it. */
export const mayNameUnit = (kind: Kind, v: Values, isDesk: boolean) => kind === 'actor' && isDesk && !v[UNIT] && isOrganisation(v[ACTOR])
export function asBody(kind: Kind, v: Values, photos: readonly Photo[] = []): EntryIn {
  const { common, details } = split(kind, v)
  if (isBySelf(kind, v)) details.by_self = true
  if (v[ACTOR_UNIT] && mayNameUnit(kind, v, true)) details.unit_id = v[ACTOR_UNIT]
  return { kind, ...common, ...(v[UNIT] ? { unit_id: v[UNIT] } : {}), ...(photos.length ? { photos: ids(photos) } : {}), ...(v[BEHALF]?.trim() ? { on_behalf_of: { name: v[BEHALF].trim(), consent: v[CONSENT] } } : {}), details } as unknown as EntryIn
}
/** All fields of the form again; what the form does not know (time windows) is kept as it was. */
export function asPatch(before: Entry, v: Values, photos: readonly Photo[] = before.photos ?? []): EntryPatch {
  const { common, details } = split(before.kind, v)
  const known = new Set(formOf(before.kind).filter(f => f.own).map(f => f.name.split('.')[0]))
  const kept = Object.fromEntries(Object.entries(before.details).filter(([k]) => !known.has(k)))
  const emptied = Object.fromEntries(formOf(before.kind).filter(f => !f.own && !(f.name in common) && (before as unknown as Record<string, unknown>)[f.name] != null).map(f => [f.name, null]))
  if (SAID.includes(before.kind) && before.text === v.text?.trim()) common.title = before.title
  return { ...common, ...emptied, ...(samePhotos(before.photos ?? [], photos) ? {} : { photos: ids(photos) }), details: { ...kept, ...details } } as unknown as EntryPatch
}
/** Kinds that a photo helps to understand. */
export const PHOTO_KINDS: readonly Kind[] = ['need', 'problem', 'resource']
export const samePhotos = (a: readonly Photo[], b: readonly Photo[]) => ids(a).join() === ids(b).join()
/** What was chosen and not sent is removed by the server after a day: an older draft comes back without it. */
export const PHOTOS_KEPT_MS = 20 * 3600_000
export interface PhotoDraft { at: number; photos: readonly Photo[] }
export const keptPhotos = (draft: unknown, now: number): readonly Photo[] => {
  const d = draft && typeof draft === 'object' ? draft as PhotoDraft : undefined
  return d && now - d.at < PHOTOS_KEPT_MS ? d.photos : []
}
export const dayBound = () => localDay(productNow())

/** After somebody else changed it too: take theirs where I typed nothing; where both did, mine stays and theirs is told. */
export function merge(base: Values, mine: Values, newest: Values): { values: Values; theirs: Values } {
  const values = { ...mine }, theirs: Values = {}
  for (const k of new Set([...Object.keys(base), ...Object.keys(newest)])) {
    const was = base[k] ?? '', now = newest[k] ?? '', typed = mine[k] ?? ''
    if (now === was || now === typed) continue
    if (typed === was) values[k] = now
    else theirs[k] = now
  }
  return { values, theirs }
}
