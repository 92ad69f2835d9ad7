/** A due day as a ruled row: what, how much by when, how it stands. */
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { DutyTerm } from '@/core/types'
import { Chip, Row, Txt } from '@/ui'
import { dayOf, LATE, muchOf, termTone } from './rules'

export function TermRow({ of: x, who, current, onTap }: { of: DutyTerm; /** name the debtor */ who?: boolean; current?: boolean; onTap?(): void }) {
  const line = [who ? x.duty.giver.name : '', muchOf(x.amount, x)].filter(Boolean).join(' · ')
  return (
    <Row current={current} title={x.duty.text} value={<Chip tone={termTone(x.state)}>{x.state_name}</Chip>} onTap={onTap ?? (() => go('agreements.duty', { id: x.id }))}
      note={<>
        <Txt num className='block' tone={LATE.includes(x.state) ? 'seal' : undefined}>{dayOf(x, productNow())}</Txt>
        <Txt className='block'>{line}</Txt>
        {x.waits_for ? <Txt className='block'>{t('duty.waits', { text: x.waits_for })}</Txt> : null}
      </>} />
  )
}
