/** The own fields of each kind of entry, as label and value for people. */
import { day, fen, hours, number, plainDay, points, span } from '@/core/format'
import { t } from '@/core/i18n'
import type { ActionDetails, ActorDetails, BenefitDetails, Category, Entry, NeedDetails, ProblemDetails, ResourceDetails, ServiceProjectDetails, WelfareWorkDetails } from '@/core/types'
import { openTimesInWords } from './hours'
import { CLAIMABLE, leftOf, unitOf } from './rules'

export type Fact = readonly [label: string, value: string]
type Maybe = readonly [label: string, value: string | number | null | undefined | false]
const kept = (xs: readonly Maybe[]) => xs.filter((x): x is Fact => !!x[1] && typeof x[1] === 'string')
const list = (xs: readonly string[] | undefined) => (xs?.length ? xs.join('、') : undefined)

/** How much and where, before all else. */
export const firstFacts = (e: Entry): Fact[] => kept([
  [t('lists.fact.quantity'), quantity(e)],
  [t('lists.fact.place'), e.kind === 'service_project' ? undefined : e.place],
  [t('lists.fact.time'), e.starts_at && (e.ends_at ? span(e.starts_at, e.ends_at) : day(e.starts_at))],
])
export const lastFacts = (e: Entry): Fact[] => kept([[t('lists.category'), e.category_name], [t('lists.fact.proposer'), e.proposer.name], [t('lists.fact.behalf'), behalf(e)]])
/** Others than the desk learn only that it wrote for somebody. */
const behalf = ({ on_behalf_of: b }: Entry) => b && (b.name ? t('lists.fact.behalf.who', { name: b.name, consent: b.consent_name ?? '' }) : t('lists.fact.behalf.hidden'))

function quantity(e: Entry): string | undefined {
  if (e.quantity == null) return undefined
  const unit = unitOf(e)
  if (!CLAIMABLE.includes(e.kind)) return `${number(e.quantity)} ${unit}`
  if (e.quantity === 1) return undefined
  if (!e.claimed_quantity) return t('lists.fact.quantity.none', { n: number(e.quantity), unit })
  return t(leftOf(e) ? 'lists.fact.quantity.left' : 'lists.fact.quantity.done', { n: number(e.quantity), c: number(e.claimed_quantity), left: number(leftOf(e)), unit })
}

export function ownFacts(e: Entry, categories: readonly Category[] = []): Fact[] {
  switch (e.kind) {
    case 'need': return needFacts(e.details as unknown as NeedDetails)
    case 'problem': return problemFacts(e.details as unknown as ProblemDetails)
    case 'welfare_work': return workFacts(e.details as unknown as WelfareWorkDetails)
    case 'service_project': return projectFacts(e.details as unknown as ServiceProjectDetails)
    case 'action': return actionFacts(e.details as unknown as ActionDetails)
    case 'resource': return resourceFacts(e.details as unknown as ResourceDetails)
    case 'actor': return actorFacts(e.details as unknown as ActorDetails)
    case 'benefit': return benefitFacts(e.details as unknown as BenefitDetails, categories)
    default: return []
  }
}
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
function needFacts(d: NeedDetails): Fact[] {
  const windows = d.time_windows?.map(w => t('lists.fact.window', { day: t(`lists.weekday.${WEEKDAYS[w.weekday - 1] ?? 1}`), from: w.from, to: w.to }))
  return kept([
    [t('lists.fact.urgency'), d.urgency && t(`lists.urgency.${d.urgency}`)],
    [t('lists.fact.deadline'), d.deadline && plainDay(d.deadline)],
    [t('lists.fact.hours'), d.hours && t('lists.fact.hours.n', { n: d.hours })],
    [t('lists.fact.windows'), list(windows)],
    [t('lists.fact.skills'), list(d.skills)],
    [t('lists.fact.qualification'), d.qualification],
    [t('lists.fact.beneficiary'), d.beneficiary && t(`lists.beneficiary.shown.${d.beneficiary}`)],
  ])
}
const actorFacts = (d: ActorDetails) => kept([
  [t('actors.fact.kind'), t(`actors.kind.${d.actor_kind}`)], [t('actors.f.good'), list(d.good_at)], [t('actors.f.industry'), d.industry], [t('actors.f.code'), d.credit_code],
])
const problemFacts = (d: ProblemDetails) => kept([[t('lists.fact.severity'), d.severity && t(`lists.severity.${d.severity}`)], [t('lists.fact.body'), d.responsible_body]])
const workFacts = (d: WelfareWorkDetails) => kept([
  [t('lists.fact.budget'), fen(d.budget_fen)], [t('lists.fact.fund'), d.fund], [t('lists.fact.milestones'), list(d.milestones?.map(m => t('lists.fact.milestone', { title: m.title, due: plainDay(m.due) })))],
])
const projectFacts = (d: ServiceProjectDetails) => kept([
  [t('lists.fact.frequency'), d.frequency], [t('lists.fact.places'), list(d.places)], [t('lists.fact.capacity'), d.capacity && t('lists.fact.people', { n: d.capacity })], [t('lists.fact.standard'), d.standard],
])
const actionFacts = (d: ActionDetails) => kept([
  [t('lists.fact.age'), d.age_min && t('lists.fact.age.n', { n: d.age_min })], [t('lists.fact.qualification'), d.qualification], [t('lists.fact.insurance'), d.insurance_number],
])
const resourceFacts = (d: ResourceDetails) => kept([
  [t('lists.fact.resource'), d.resource_kind && t(`lists.resource.${d.resource_kind}`)], [t('lists.fact.hoursOpen'), d.opening_hours], [t('bookings.fact.open'), list(d.open_times && openTimesInWords(d.open_times))],
  [t('bookings.fact.closed'), list(d.closed_days?.map(x => plainDay(x)))], [t('bookings.fact.slot'), d.booking && t('bookings.fact.minutes', { n: d.booking.slot_minutes })],
  ...sortFacts(d), [t('lists.fact.conditions'), d.conditions],
  [t('lists.fact.fee'), d.small_fee_fen ? t('lists.fact.per', { unit: d.unit_of_measure, fee: fen(d.small_fee_fen) }) : t('lists.fact.free')],
])
/** What only its sort of resource tells. */
const sortFacts = ({ space, goods, time, skill, fund, data }: ResourceDetails): Maybe[] => [
  [t('bookings.fact.area'), space?.area_m2 && t('bookings.fact.area.n', { n: space.area_m2 })], [t('bookings.fact.floor'), space?.floor], [t('bookings.fact.peopleMax'), space?.people_max && t('lists.fact.people', { n: space.people_max })],
  [t('bookings.fact.accessible'), space?.accessible == null ? undefined : t(space.accessible ? 'bookings.fact.yes' : 'bookings.fact.no')],
  [t('bookings.fact.condition'), goods?.condition], [t('bookings.fact.deposit'), goods?.deposit_note], [t('bookings.fact.weekly'), time?.weekly_hours && t('lists.fact.hours.n', { n: time.weekly_hours })],
  [t('bookings.fact.level'), skill?.level], [t('bookings.fact.certificate'), skill?.certificate], [t('bookings.fact.amount'), fund && fen(fund.amount_fen)], [t('bookings.fact.purpose'), fund?.purpose],
  [t('bookings.fact.format'), data?.format], [t('bookings.fact.rhythm'), data?.update_rhythm], [t('bookings.fact.licence'), data?.licence],
]
function benefitFacts(d: BenefitDetails, categories: readonly Category[]): Fact[] {
  const amount = (n: number) => (d.book === 'point' ? points(n) : `${hours(n)} ${t('lists.book.time')}`)
  const from = plainDay(d.valid_from)
  return kept([
    [t('lists.fact.earns'), t('lists.fact.tariff', { measure: t(`lists.measure.${d.measure}`), amount: amount(d.amount) })],
    [t('lists.fact.cap'), d.cap_per_day && amount(d.cap_per_day)],
    [t('lists.fact.forCategory'), d.category ? categories.find(c => c.code === d.category)?.name : t('lists.fact.anyCategory')],
    [t('lists.fact.valid'), d.valid_to ? t('lists.fact.validTo', { from, to: plainDay(d.valid_to) }) : t('lists.fact.validFrom', { from })],
    [t('lists.fact.returns'), d.returns],
  ])
}
