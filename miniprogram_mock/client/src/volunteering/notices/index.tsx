/** The notice board of hours: whose, what, when, how long, how many days are left. Whoever finds one wrong objects by a tap. */
import { useState } from 'react'
import { hours, lastDay, plainDay } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe, useWide } from '@/core/store'
import type { NoticeLine } from '@/core/types'
import { notices, takeNotices } from '@/services/volunteering'
import { Box, Btn, Field, Line, PagedList, Row, Screen, Split, Stack, Txt } from '@/ui'
import { DisputeBeside } from '../parts/DisputeView'
import '../parts/index.scss'

export default function NoticesPage() {
  const { cid, isStaff, isSupervisor } = useMe()
  const wide = useWide(), [chosen, setChosen] = useState<string>()
  const [typed, setTyped] = useState(''), [words, setWords] = useState('')
  const list = usePages(cursor => notices(words, cursor), [cid, words], { keep: words ? undefined : 'notices', skip: !cid })
  const look = () => { setWords(typed.trim()); setChosen(undefined) }
  const open = (n: NoticeLine) => (wide ? setChosen(n.record_id) : go(n.may_dispute ? 'volunteering.dispute' : 'volunteering.record', { id: n.record_id }))
  return (
    <Screen wide title={t('volunteering.notices')}>
      <Stack gap={3} className='v-lead'>
        <Txt as='p' tone='ink2'>{t('volunteering.notices.about')}</Txt>
        <Line gap={2} className='v-find'>
          <Box className='v-find-f'><Field type='search' label={t('volunteering.notices.find')} hideLabel placeholder={t('volunteering.notices.find')} max={50} value={typed} onChange={setTyped} onConfirm={look} /></Box>
          <Btn onTap={look}>{t('search.go')}</Btn>
        </Line>
        {isStaff || isSupervisor ? <Take /> : null}
      </Stack>
      <Split empty={t('volunteering.notices.choose')} detail={chosen ? <DisputeBeside key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
        list={<PagedList of={list} empty={{ text: words ? t('volunteering.notices.none', { q: words }) : t('volunteering.notices.empty') }}
          row={n => <NoticeRow key={n.record_id} of={n} current={wide && n.record_id === chosen} onTap={() => open(n)} />} />} />
    </Screen>
  )
}

function NoticeRow({ of: n, current, onTap }: { of: NoticeLine; current: boolean; onTap(): void }) {
  const now = productNow()
  return (
    <Row current={current} onTap={onTap} title={`${n.member_name} · ${n.shift_title}`} value={<Txt num bold tone='record'>{hours(n.minutes)}</Txt>}
      note={<>
        {[plainDay(n.served_on, now), n.place].filter(Boolean).join(' · ')}
        <Txt className='block' tone={n.days_left <= 1 ? 'seal' : undefined}>{t('volunteering.notices.until', { day: lastDay(n.notice_until, now), n: n.days_left })}</Txt>
        {n.calendar_note ? <Txt className='block' tone='warn'>{n.calendar_note}</Txt> : null}
        {n.may_dispute ? null : <Txt className='block'>{t('volunteering.notices.mine')}</Txt>}
      </>} />
  )
}

/** For the notice board in the yard. */
function Take() {
  const save = useWrite(takeNotices, { done: t('volunteering.notices.taken') })
  return <Line><Btn busy={save.busy} onTap={() => save.run('pdf')}>{t('volunteering.notices.pdf')}</Btn><Btn kind='quiet' busy={save.busy} onTap={() => save.run('xlsx')}>{t('volunteering.notices.xlsx')}</Btn></Line>
}
