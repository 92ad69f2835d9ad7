/** Meetings of the community, and demands that one be called. */
import { useState } from 'react'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import { beginDemand, demands, meeting as loadMeeting, meetings, motions as loadMotions } from '@/services/meetings'
import { Area, Btn, Chip, Field, LoadedView, PagedList, Row, Rows, Screen, Section, Sheet, Split, Tabs, Txt } from '@/ui'
import { DemandBar } from '../parts/DemandBar'
import { MeetingRow } from '../parts/MeetingRow'
import { MeetingView } from '../parts/MeetingView'
import { nearest } from '../parts/rules'
import '../parts/index.scss'

const VIEWS = ['next', 'all', 'demands'] as const
type View = typeof VIEWS[number]

export default function MeetingsPage() {
  const { view: first } = useParams<'view'>()
  const { cid, isStaff, verified } = useMe(), wide = useWide()
  const [view, setView] = useState<View>(VIEWS.find(v => v === first) ?? 'next'), [asking, setAsking] = useState(false), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => meetings(view === 'next' ? { live: true } : {}, cursor), [cid, view], { keep: `meetings:${view}`, skip: !cid || view === 'demands' })
  const asked = usePages(cursor => demands(cursor), [cid, view], { skip: !cid || view !== 'demands' })
  const action = view === 'demands' ? (verified ? <Btn kind='main' wide onTap={() => setAsking(true)}>{t('meetings.demand.new')}</Btn> : undefined) : isStaff ? <Btn kind='main' wide onTap={() => go('meetings.call')}>{t('meetings.call')}</Btn> : undefined
  return (
    <Screen wide title={t('meetings.title')} action={wide && chosen ? undefined : action}>
      <Split empty={t('meetings.choose')} detail={chosen && view !== 'demands' ? <Beside key={chosen} id={chosen} /> : null} list={<>
        <Tabs label={t('meetings.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`meetings.view.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} />
        {view === 'demands' ? <PagedList of={asked} label={t('meetings.view.demands')} empty={{ text: t('meetings.none.demands') }} row={d => (
          <Row key={d.id} title={d.title} value={<Chip tone={d.state === 'collecting' ? 'pine' : 'ink2'}>{d.state_name}</Chip>} note={<DemandBar progress={nearest(d.progress)} />} onTap={() => go('meetings.demand', { id: d.id })} />
        )} /> : <PagedList of={list} label={t('meetings.title')} empty={{ text: t(view === 'next' ? 'meetings.none.next' : 'meetings.none.all') }} row={x => <MeetingRow key={x.id} meeting={x} current={wide && x.id === chosen} onTap={wide ? () => setChosen(x.id) : undefined} />} />}
      </>} />
      {isStaff ? <Section><Rows><Row title={t('meetings.groups')} note={t('meetings.groups.note')} onTap={() => go('meetings.groups')} /></Rows></Section> : null}
      {asking ? <AskSheet onClose={() => setAsking(false)} onDone={id => { setAsking(false); asked.reload(); go('meetings.demand', { id }) }} /> : null}
    </Screen>
  )
}

function Beside({ id }: { id: string }) {
  const one = useLoad(() => loadMeeting(id), [id], { keep: 'meeting:' + id }), motions = usePages(cursor => loadMotions(id, cursor), [id])
  return <LoadedView of={one} shape='detail'>{x => <><Btn kind='main' onTap={() => go('meetings.meeting', { id })}>{t('meetings.open')}</Btn><MeetingView meeting={x} motions={motions} /></>}</LoadedView>
}

function AskSheet({ onClose, onDone }: { onClose(): void; onDone(id: string): void }) {
  const [title, setTitle] = useState(''), [text, setText] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(() => beginDemand({ title: title.trim(), text: text.trim() }), { done: t('meetings.demand.begun'), then: d => onDone(d.id) })
  const bad = { title: title.trim().length < 2, text: text.trim().length < 2 }
  return (
    <Sheet open title={t('meetings.demand.new')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => { setTried(true); if (!bad.title && !bad.text) write.run() }}>{t('meetings.demand.send')}</Btn>}>
      <Txt as='p'>{t('meetings.demand.how')}</Txt>
      <Field required label={t('meetings.demand.title')} help={t('meetings.demand.title.help')} value={title} max={60} error={tried && bad.title ? t('meetings.bad.text') : write.fields.title} onChange={setTitle} />
      <Area required label={t('meetings.demand.text')} help={t('meetings.demand.text.help')} value={text} max={1000} error={tried && bad.text ? t('meetings.bad.text') : write.fields.text} onChange={setText} />
    </Sheet>
  )
}
