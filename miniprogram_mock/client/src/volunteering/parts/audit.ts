/** Small decisions about audits. Pure. */
import { shortDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { AuditCase, AuditRound } from '@/core/types'
import type { Tone } from '@/ui'

export const roundTone = (a: Pick<AuditRound, 'state' | 'sums'>): Tone => (a.sums.overdue ? 'danger' : a.state === 'closed' ? 'ok' : a.state === 'drawn' ? 'warn' : 'ink2')
export const caseTone = (c: Pick<AuditCase, 'state' | 'is_overdue'>): Tone => (c.is_overdue ? 'danger' : c.state === 'passed' ? 'ok' : c.state === 'failed' ? 'danger' : 'warn')
export const foundOf = (a: Pick<AuditRound, 'sums'>) => a.sums.passed + a.sums.failed + a.sums.undecidable
/** 12月1日: a round's days need no weekday. */
export const dayOf = (date: string) => shortDay(`${date}T04:00:00Z`)
export const spanText = (a: Pick<AuditRound, 'starts_on' | 'ends_on'>) => t('audit.span', { from: dayOf(a.starts_on), to: dayOf(a.ends_on) })
/** What of a long hash people compare; the phone compares all of it. */
export const shortHash = (hex: string) => hex.slice(0, 8)
