/** Cases of audit for supervisors: mine, what nobody has found yet, all; the case beside the list on a wide screen. */
import { useState } from 'react'
import { lastDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { AuditCase } from '@/core/types'
import { auditCases } from '@/services/audit'
import { Box, Btn, Chip, PagedList, Row, Screen, Split, Tabs, Txt } from '@/ui'
import { caseTone } from '@/volunteering/parts/audit'
import { CaseBeside } from '../parts/CaseView'
import '../parts/index.scss'

type View = 'mine' | 'open' | 'all'
const VIEWS: View[] = ['mine', 'open', 'all']
const FILTER = { mine: { mine: true, unfound: true }, open: { unfound: true }, all: {} }

export default function AuditCasesPage() {
  const { cid } = useMe(), wide = useWide()
  const [view, setView] = useState<View>('mine'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => auditCases(FILTER[view], cursor), [cid, view], { keep: 'audit:cases:' + view, skip: !cid })
  return (
    <Screen wide title={t('audit.cases')} side={<Btn kind='quiet' onTap={() => go('volunteering.audits')}>{t('audit.cases.rounds')}</Btn>}>
      <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('audit.cases.choose')} detail={chosen ? <CaseBeside key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
        list={<>
          <Box className='d-tabs'><Tabs label={t('audit.cases.tab')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`audit.cases.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box>
          <PagedList of={list} empty={{ text: t(`audit.cases.empty.${view}`) }} row={c => <CaseRow key={c.id} of={c} current={wide && c.id === chosen} onTap={() => (wide ? setChosen(c.id) : go('desk.auditCase', { id: c.id }))} />} />
        </>} /></Box>
    </Screen>
  )
}

function CaseRow({ of: c, current, onTap }: { of: AuditCase; current: boolean; onTap(): void }) {
  const due = c.finding ? undefined : t('audit.cases.due', { when: lastDay(c.due_at) })
  return <Row current={current} onTap={onTap} title={c.record.title} value={<Chip tone={caseTone(c)}>{c.is_overdue ? t('audit.overdue') : c.state_name}</Chip>}
    note={<>{`${c.record.number} · ${c.people[0]?.member.name ?? ''}`}{due ? <Txt className='block'>{due}</Txt> : null}</>} />
}
