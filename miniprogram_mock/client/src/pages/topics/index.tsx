/** 议事: what is being talked about: how far, how many days are left, who acts next; the topic beside it on a wide screen. */
import { useState } from 'react'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { TopicItem } from '@/core/types'
import { daysLeft, isLate, stageTone } from '@/lists/parts/topics'
import { TopicView } from '@/lists/parts/TopicView'
import { topic as loadTopic, topics } from '@/services/topics'
import { Box, Btn, Chip, LoadedView, PagedList, Row, Screen, Split, Tabs, Txt } from '@/ui'
import { Soon } from './Soon'
import '@/lists/parts/index.scss'

type View = 'live' | 'all'
const VIEWS: View[] = ['live', 'all']

export default function Topics() {
  const { cid, isStaff } = useMe(), wide = useWide()
  const [view, setView] = useState<View>('live'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => topics(view === 'live' ? { live: true } : {}, cursor), [cid, view], { keep: `topics:${view}`, skip: !cid })
  const start = <Btn kind={wide && chosen ? 'plain' : 'main'} wide={!wide} onTap={() => go('lists.topicNew')}>{t('topics.new')}</Btn>
  const empty = view === 'live' ? { text: t('topics.empty.live') } : { text: t('topics.empty'), action: { text: t('topics.need'), onTap: () => go('lists.propose', { kind: 'need' }) } }
  return (
    <Screen wide title={t('topics.title')} tab='topics' side={isStaff && wide ? start : undefined} action={isStaff && !wide ? start : undefined}>
      <Split empty={t('topics.choose')} detail={chosen ? <Beside key={chosen} id={chosen} /> : null}
        list={<>
          <Soon />
          <Box className='l-tabs'><Tabs label={t('topics.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`topics.view.${value}`) }))} onChange={setView} /></Box>
          <PagedList of={list} empty={empty} row={x => <TopicRow key={x.id} topic={x} current={wide && x.id === chosen} onTap={() => (wide ? setChosen(x.id) : go('lists.topic', { id: x.id }))} />} />
        </>} />
    </Screen>
  )
}

function TopicRow({ topic: x, current, onTap }: { topic: TopicItem; current: boolean; onTap(): void }) {
  const clock = daysLeft(x)
  return (
    <Row current={current} title={x.title} note={<>{x.next_actor ?? x.category_name}{clock ? <Txt size={1} num tone={isLate(x) ? 'seal' : 'ink2'} className='block'>{clock}</Txt> : null}</>}
      value={<Chip tone={stageTone(x.stage)}>{x.stage_name}</Chip>} onTap={onTap} />
  )
}

function Beside({ id }: { id: string }) {
  const one = useLoad(() => loadTopic(id), [id], { keep: 'topic:' + id })
  return <LoadedView of={one} shape='detail'>{x => <TopicView beside topic={x} of={one} />}</LoadedView>
}
