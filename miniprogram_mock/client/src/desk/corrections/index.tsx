/** Corrections that wait: what members ask for, and what was filed and needs another hand. */
import { useState } from 'react'
import { exactHours } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { CorrectionRequest, ServiceRecord } from '@/core/types'
import { correctionRequests } from '@/services/corrections'
import { records } from '@/services/volunteering'
import { PagedList, Row, Screen, Tabs, Txt } from '@/ui'
import '../parts/index.scss'

export default function CorrectionsPage() {
  const [tab, setTab] = useState<'asked' | 'filed'>('asked')
  return (
    <Screen title={t('correct.desk')}>
      <Tabs label={t('correct.tab')} value={tab} tabs={[{ value: 'asked', text: t('correct.tab.asked') }, { value: 'filed', text: t('correct.tab.filed') }]} onChange={setTab} />
      {tab === 'asked' ? <Asked /> : <Filed />}
    </Screen>
  )
}

function Asked() {
  const { cid } = useMe()
  const list = usePages(correctionRequests, [cid], { keep: 'corrections:asked', skip: !cid })
  return <PagedList of={list} empty={{ text: t('correct.none.asked') }} row={(q: CorrectionRequest) => <Row key={q.id} title={q.member.name} note={<>{`${q.record.number} ${q.record.title}`}<Txt className='block'>{q.reason}</Txt></>} value={<Txt num bold tone='record'>{t('correct.becomes', { from: exactHours(q.record.minutes), to: exactHours(q.minutes) })}</Txt>} onTap={() => go('volunteering.correct', { id: q.record.id })} />} />
}

function Filed() {
  const { cid } = useMe()
  const list = usePages(cursor => records({ state: 'filed' }, cursor), [cid], { keep: 'corrections:filed', skip: !cid })
  return <PagedList of={list} empty={{ text: t('correct.none.filed') }} row={(r: ServiceRecord) => <Row key={r.id} title={r.member.name} note={<>{r.shift.title}<Txt className='block'>{r.corrects ? t('correct.corrects', { number: r.corrects.number }) : r.number}</Txt></>} value={<Txt num bold tone='record'>{t('correct.becomes', { from: exactHours(r.corrects?.minutes ?? 0), to: exactHours(r.minutes ?? 0) })}</Txt>} onTap={() => go('volunteering.record', { id: r.id })} />} />
}
