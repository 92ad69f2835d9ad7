/** A resident group and the register as the desk fills them in, and what is wrong with them. */
import { wholeNumber } from '@/core/format'
import type { Day, Named, Register, ResidentGroup, ResidentGroupIn } from '@/core/types'

/** 城市居民委员会组织法 Art. 9: each group elects two or three. */
export const ELECTED_MIN = 2, ELECTED_MAX = 3
export interface GroupForm { name: string; buildings: string[]; leader?: Named; elected: Named[]; on: Day | '' }
export const formOf = (g?: ResidentGroup): GroupForm => ({ name: g?.name ?? '', buildings: g?.buildings ?? [], leader: g?.leader ?? undefined, elected: g?.representatives ?? [], on: g?.elected_on ?? '' })
export const groupFaults = (f: GroupForm): Partial<Record<'name' | 'elected', true>> => ({
  ...(f.name.trim() ? {} : { name: true }), ...(f.elected.length && f.elected.length < ELECTED_MIN ? { elected: true } : {}),
})
export const asGroup = (f: GroupForm): ResidentGroupIn => ({ name: f.name.trim(), buildings: f.buildings, leader_id: f.leader?.id, representative_ids: f.elected.map(m => m.id), elected_on: f.on || undefined })

export interface RegisterForm { adults: string; households: string; as_of: Day | ''; source: string }
export const registerOf = (r: Register | null): RegisterForm => ({ adults: r ? String(r.adults) : '', households: r ? String(r.households) : '', as_of: r?.as_of ?? '', source: r?.source ?? '' })
export const registerFaults = (f: RegisterForm): Partial<Record<keyof RegisterForm, true>> => ({
  ...(wholeNumber(f.adults) ? {} : { adults: true }), ...(wholeNumber(f.households) ? {} : { households: true }), ...(f.as_of ? {} : { as_of: true }), ...(f.source.trim().length > 1 ? {} : { source: true }),
})
export const asRegister = (f: RegisterForm): Register => ({ adults: wholeNumber(f.adults) ?? 0, households: wholeNumber(f.households) ?? 0, as_of: f.as_of, source: f.source.trim() })
