/** 行动: shifts near me, mine with what I do next, and the code to scan or to show. */
import { useState } from 'react'
import { localDay, toUtc } from '@/core/format'
import { useLoad, usePages, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe, useWide } from '@/core/store'
import type { Shift } from '@/core/types'
import { recordsToDo, shifts } from '@/services/volunteering'
import { Box, Btn, Card, Choice, Empty, ErrorState, PagedList, Row, Rows, Screen, Section, Skeleton, Split, Stack, Tabs, Txt } from '@/ui'
import { CheckPanel } from '@/volunteering/parts/CheckPanel'
import { checksNow, codesNow, isOver, near } from '@/volunteering/parts/rules'
import { ShiftBeside } from '@/volunteering/parts/ShiftView'
import { ShiftRow } from '@/volunteering/parts/ShiftRow'
import { useTick } from '@/core/tick'
import '@/volunteering/parts/index.scss'

type Tab = 'near' | 'mine' | 'code'
const DAY = 86_400_000
/** Since yesterday: what was done last night may still want a check-out or a look. */
const mineSince = () => toUtc(localDay(productNow() - DAY))

export default function Act() {
  const { cid, verified } = useMe()
  const [tab, setTab] = useState<Tab>('near'), [chosen, setChosen] = useState<string>()
  const wide = useWide()
  const all = usePages(cursor => shifts({}, cursor), [cid], { keep: 'shifts', skip: !cid })
  const mine = usePages(cursor => shifts({ mine: true, from: mineSince() }, cursor), [cid, verified], { keep: 'shifts:mine', skip: !cid || !verified })
  useTick(30)
  const now = productNow()
  const due = checksNow(mine.items ?? [], now).length + codesNow(mine.items ?? [], now).length
  const tabs: { value: Tab; text: string; count?: number }[] = [{ value: 'near', text: t('volunteering.near') }, { value: 'mine', text: t('volunteering.mine') }, { value: 'code', text: t('volunteering.code'), count: due || undefined }]
  const open = (id: string) => (wide ? setChosen(id) : go('volunteering.shift', { id }))
  return (
    <Screen title={t('volunteering.title')} tab='act' wide={tab !== 'code'}>
      <Tabs label={t('volunteering.tabs')} value={tab} tabs={tabs} onChange={v => { setTab(v); setChosen(undefined) }} />
      {tab === 'code' ? <Code mine={mine} /> : (
        <Split detail={chosen ? <ShiftBeside key={chosen} id={chosen} /> : null}
          list={tab === 'near'
            ? <><Box className='v-lead'><Rows><Row title={t('exchange.title')} note={t('exchange.row.note')} onTap={() => go('exchange.board')} /></Rows></Box><PagedList of={all} empty={{ text: t('volunteering.near.empty'), action: { text: t('volunteering.near.action'), onTap: () => go('lists.list', { kind: 'action' }) } }} row={s => <ShiftRow key={s.id} shift={s} current={s.id === chosen} onTap={() => open(s.id)} />} /></>
            : <Mine mine={mine} chosen={chosen} onOpen={open} onNear={() => setTab('near')} />} />
      )}
    </Screen>
  )
}

function Mine({ mine, chosen, onOpen, onNear }: { mine: Pages<Shift>; chosen?: string; onOpen(id: string): void; onNear(): void }) {
  const { verified } = useMe()
  const toDo = useLoad(recordsToDo, [], { keep: 'to-do', skip: !verified })
  const n = toDo.data?.items.length
  if (!verified) return <Empty text={t('volunteering.notMember')} action={{ text: t('volunteering.join'), onTap: () => go('join') }} />
  return (
    <>
      <PagedList of={mine} empty={{ text: t('volunteering.mine.empty'), action: { text: t('volunteering.mine.action'), onTap: onNear } }} row={s => <ShiftRow key={s.id} mine shift={s} current={s.id === chosen} onTap={() => onOpen(s.id)} />} />
      <Section title={t('volunteering.mine.more')}>
        <Rows>
          <Row title={t('volunteering.mine.todo')} value={n ? <Txt tone='seal' bold num>{t('volunteering.todo.n', { n })}</Txt> : undefined} onTap={() => go('volunteering.toDo')} />
          <Row title={t('matching.title')} note={t('matching.note')} onTap={() => go('matching.mine')} />
          <Row title={t('me.claims')} note={t('me.claims.note')} onTap={() => go('desk.claims')} />
          <Row title={t('volunteering.mine.records')} onTap={() => go('volunteering.records')} />
          <Row title={t('exchange.title')} note={t('exchange.row.note')} onTap={() => go('exchange.board')} />
          <Row title={t('volunteering.mine.notices')} onTap={() => go('volunteering.notices')} />
          <Row title={t('audit.title')} note={t('audit.note')} onTap={() => go('volunteering.audits')} />
        </Rows>
      </Section>
    </>
  )
}

/** The code: shown when I lead, scanned or typed when I came to help. */
function Code({ mine }: { mine: Pages<Shift> }) {
  const { verified } = useMe()
  const [which, setWhich] = useState('')
  const now = productNow()
  if (!verified) return <Empty text={t('volunteering.notMember')} action={{ text: t('volunteering.join'), onTap: () => go('join') }} />
  if (!mine.items) return mine.error ? <ErrorState error={mine.error} onRetry={mine.reload} /> : <Skeleton shape='card' />
  const lead = codesNow(mine.items, now), check = checksNow(mine.items, now)
  const one = check.find(s => s.id === which) ?? check[0]
  const next = mine.items.find(s => s.state !== 'cancelled' && !isOver(s, now) && !lead.includes(s) && !check.includes(s))
  return (
    <Stack gap={4}>
      {lead.map(s => (
        <Card key={s.id}><Stack gap={2}><Txt as='h2' size={3} bold>{s.title}</Txt><Txt as='p' size={2} tone='ink2'>{`${near(s.starts_at, now)} · ${s.place}`}</Txt>
          <Btn kind={one ? 'plain' : 'main'} wide onTap={() => go('volunteering.shiftCode', { id: s.id })}>{t('volunteering.do.code')}</Btn></Stack></Card>
      ))}
      {check.length > 1 ? <Choice required label={t('volunteering.code.which')} value={one.id} options={check.map(s => ({ value: s.id, text: s.title, note: `${near(s.starts_at, now)} · ${s.place}` }))} onChange={v => setWhich(v)} /> : null}
      {one ? <Box>{check.length === 1 ? <Box className='v-lead'><Txt as='h2' size={3} bold>{one.title}</Txt><Txt as='p' size={2} tone='ink2'>{`${near(one.starts_at, now)} · ${one.place}`}</Txt></Box> : null}<CheckPanel key={one.id} shift={one} onDone={mine.reload} /></Box> : null}
      {!lead.length && !one ? <Empty text={t('volunteering.code.none')} action={next ? undefined : { text: t('volunteering.mine.action'), onTap: () => go('lists.list', { kind: 'action' }) }} /> : null}
      {next && !one && !lead.length ? <Section title={t('volunteering.code.next')}><Rows><ShiftRow mine shift={next} onTap={() => go('volunteering.shift', { id: next.id })} /></Rows></Section> : null}
    </Stack>
  )
}
