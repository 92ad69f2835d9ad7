/** What all sides of agreements owe: what is late, what waits to be accepted, day by day, and supervision notes. */
import { useState } from 'react'
import { localDay, plainDay } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useLook, useMe, useWide } from '@/core/store'
import type { DutyDay } from '@/core/types'
import { dutyDays, notes, terms } from '@/services/duties'
import { LATE, monthAfter, monthSquares, noteTone } from '@/agreements/duty-parts/rules'
import { TermRow } from '@/agreements/duty-parts/TermRow'
import { TermBeside } from '@/agreements/duty-parts/TermView'
import { Box, Btn, Chip, Line, LoadedView, PagedList, Row, Rows, Screen, Section, Split, Tabs, Txt } from '@/ui'
import { cx } from '@/ui/cx'
import '@/agreements/duty-parts/index.scss'
import '../parts/index.scss'

type View = 'late' | 'decide' | 'days' | 'notes'
const VIEWS: View[] = ['late', 'decide', 'days', 'notes']

export default function DutyBoard() {
  const { view: first } = useParams<'view'>()
  const [view, setView] = useState<View>(VIEWS.find(v => v === first) ?? 'late')
  const { isLead } = useMe()
  return (
    <Screen wide title={t('duty.board.title')} side={isLead ? <Btn kind='quiet' onTap={() => go('agreements.duties')}>{t('duty.board.ours')}</Btn> : undefined}>
      <Box className='a-tabs'><Tabs label={t('duty.board.tab')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`duty.board.${value}`) }))} onChange={setView} /></Box>
      {view === 'days' ? <Days /> : view === 'notes' ? <Notes /> : <Terms key={view} view={view} />}
    </Screen>
  )
}

function Terms({ view }: { view: 'late' | 'decide' }) {
  const { cid } = useMe()
  const list = usePages(cursor => terms({ state: view === 'late' ? LATE : ['submitted'] }, cursor), [cid, view], { keep: 'board:' + view, skip: !cid })
  const wide = useWide(), [chosen, setChosen] = useState<string>()
  return (
    <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split detail={chosen ? <TermBeside key={chosen} id={chosen} onDone={() => list.reload()} /> : null}
      list={<PagedList of={list} label={t(`duty.board.${view}`)} empty={{ text: t(`duty.board.none.${view}`) }} row={x => <TermRow key={x.id} who current={x.id === chosen} of={x} onTap={wide ? () => setChosen(x.id) : undefined} />} />} /></Box>
  )
}

function Notes() {
  const { cid } = useMe()
  const list = usePages(cursor => notes({ state: ['waiting', 'escalated'] }, cursor), [cid], { skip: !cid })
  return <PagedList of={list} label={t('duty.board.notes')} empty={{ text: t('duty.board.none.notes') }} row={n => <Row key={n.id} title={n.words[0].text} note={`${n.duty.giver} · ${n.duty.text}`} value={<Chip tone={noteTone(n.state)}>{n.state_name}</Chip>} onTap={() => go('agreements.notes', { id: n.duty.id })} />} />
}

/** The month, and what is due on the day chosen. */
function Days() {
  const { cid } = useMe(), today = localDay(productNow())
  const [month, setMonth] = useState(today.slice(0, 7)), [chosen, setChosen] = useState<string>()
  const load = useLoad(() => dutyDays(month), [cid, month], { skip: !cid })
  // Today, or the next day of the month on which something is due.
  const day = chosen ?? load.data?.find(d => d.day >= today)?.day ?? today
  const list = usePages(cursor => terms({ since: day, until: day }, cursor), [cid, day], { skip: !cid || !load.data })
  const [y, m] = month.split('-').map(Number)
  return (
    <Box className='a-two'>
      <Section>
        <Line between><Btn kind='quiet' onTap={() => setMonth(monthAfter(month, -1))}>{t('duty.month.before')}</Btn><Txt bold num>{t('duty.month', { y, m })}</Txt><Btn kind='quiet' onTap={() => setMonth(monthAfter(month, 1))}>{t('duty.month.next')}</Btn></Line>
        <LoadedView of={load} shape='card'>{days => <Month month={month} days={days} chosen={day} today={today} onChoose={setChosen} />}</LoadedView>
      </Section>
      <Section title={plainDay(day, productNow())}>
        <PagedList of={list} empty={{ text: t('duty.board.none.day') }} row={x => <TermRow key={x.id} who of={x} />} />
      </Section>
    </Box>
  )
}

const WEEK = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'] as const

function Month({ month, days, chosen, today, onChoose }: { month: string; days: readonly DutyDay[]; chosen: string; today: string; onChoose(day: string): void }) {
  const { elder } = useLook(), now = productNow()
  const squares = monthSquares(month, days), due = squares.filter(s => s.n)
  // Seven targets of a finger's width do not fit beside each other in large text: the days become rows.
  if (elder) return due.length ? <Rows>{due.map(s => <Row key={s.day} current={s.day === chosen} title={plainDay(s.day!, now)} value={<Txt num tone={s.late ? 'seal' : 'ink2'}>{s.late ? t('duty.month.late', { n: s.late }) : s.done ? t('duty.month.done') : t('duty.month.n', { n: s.n })}</Txt>} onTap={() => onChoose(s.day!)} />)}</Rows> : <Txt as='p' tone='ink2'>{t('duty.board.none.month')}</Txt>
  return (
    <Box className='a-month' role='group' label={month}>
      {WEEK.map(w => <Txt key={w} size={1} tone='ink2' className='a-week'>{t(`duty.month.${w}`)}</Txt>)}
      {squares.map((s, i) => {
        if (!s.day) return <Box key={i} className='a-day none' />
        const number = <Txt num bold={s.day === today}>{Number(s.day.slice(8))}</Txt>
        const mark = s.late ? <Txt size={1} num tone='seal' bold className='block'>{t('duty.month.n', { n: s.n })}</Txt> : s.n ? <Txt size={1} num tone={s.done ? 'ok' : 'pine'} className='block'>{t('duty.month.n', { n: s.n })}</Txt> : null
        return s.n ? <Btn key={s.day} kind='quiet' className={cx('a-day', s.day === chosen && 'on', s.late > 0 && 'late')} label={t('duty.month.day', { day: plainDay(s.day, now), n: s.n, late: s.late })} onTap={() => onChoose(s.day!)}>{number}{mark}</Btn> : <Box key={s.day} className={cx('a-day', s.day === today && 'now')}>{number}</Box>
      })}
    </Box>
  )
}
