/** Rounds of audit, the newest first: what is locked, what was drawn, what came of it. Nobody can choose a sample. */
import { useState } from 'react'
import { dayAfter, localDay } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { AuditRound } from '@/core/types'
import { audits, commitAudit } from '@/services/audit'
import { Btn, Chip, DateField, PagedList, Row, Screen, Sheet, Stack, Txt } from '@/ui'
import { dayOf, foundOf, roundTone, spanText } from '../parts/audit'
import '../parts/index.scss'

export default function AuditsPage() {
  const { cid, isSupervisor } = useMe(), [asking, setAsking] = useState(false)
  const list = usePages(audits, [cid], { keep: 'audits', skip: !cid })
  const mayCommit = isSupervisor && !!list.items && !list.items.some(a => a.starts_on > localDay(productNow()))
  return (
    <Screen title={t('audit.title')} action={mayCommit ? <Btn kind='main' wide onTap={() => setAsking(true)}>{t('audit.commit')}</Btn> : undefined}>
      <Txt as='h2' size={4} bold>{t('audit.lead')}</Txt>
      <Txt as='p' tone='ink2' className='v-lead'>{t('audit.how')}</Txt>
      <PagedList of={list} empty={{ text: t('audit.empty') }} row={a => <AuditRow key={a.id} of={a} />} />
      {asking ? <Commit after={list.items?.[0]} onClose={() => setAsking(false)} onDone={() => { setAsking(false); list.reload() }} /> : null}
    </Screen>
  )
}

function AuditRow({ of: a }: { of: AuditRound }) {
  const drawn = (a.lot ?? 0) + (a.flagged ?? 0)
  const said = a.state === 'committed' ? t('audit.row.committed', { when: dayOf(dayAfter(a.ends_on, 1)) }) : drawn ? t('audit.row.drawn', { n: drawn, done: foundOf(a) }) : t('audit.row.none')
  return <Row onTap={() => go('volunteering.audit', { id: a.id })} title={<Txt bold>{t('audit.number', { n: a.number })}</Txt>} value={<Chip tone={roundTone(a)}>{a.state_name}</Chip>}
    note={<>{spanText(a)}<Txt className='block'>{said}</Txt>{a.sums.overdue ? <Txt className='block' tone='danger'>{t('audit.row.late', { n: a.sums.overdue })}</Txt> : null}</>} />
}

function Commit({ after, onClose, onDone }: { after?: AuditRound; onClose(): void; onDone(): void }) {
  const tomorrow = dayAfter(localDay(productNow()), 1), next = after ? dayAfter(after.ends_on, 1) : tomorrow
  const from = next > tomorrow ? next : tomorrow
  const [day, setDay] = useState(dayAfter(from, 6))
  const write = useWrite(() => commitAudit(day), { done: t('audit.commit.done'), then: onDone })
  return (
    <Sheet open title={t('audit.commit')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => write.run()}>{t('audit.commit.yes')}</Btn>}>
      <Stack>
        <Txt as='p' tone='ink2'>{t('audit.commit.help')}</Txt>
        <DateField required label={t('audit.commit.until')} value={day} from={from} to={dayAfter(from, 30)} error={write.fields.ends_on} onChange={setDay} />
        <Txt as='p' size={2} tone='ink2'>{t('audit.commit.ask')}</Txt>
      </Stack>
    </Sheet>
  )
}
