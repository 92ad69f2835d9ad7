/** From the sentence at the top to the bag of rice at the bottom: one line of stops, who must act beside "now". */
import { useState } from 'react'
import { dateTime, lastDay } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import type { TraceNode } from '@/core/types'
import { trace as load } from '@/services/trace'
import { Box, Btn, Card, Chip, LoadedView, Row, Screen, Sheet, Stack, Txt } from '@/ui'
import { lineOf, pageOf, type TraceStop } from './rules'
import '../parts/index.scss'

export default function TracePage() {
  const { type = 'entry', id = '' } = useParams<'type' | 'id'>()
  const one = useLoad(() => load(type, id), [type, id], { keep: `trace:${type}:${id}` })
  return (
    <Screen title={t('trace.title')}>
      <LoadedView of={one} shape='detail'>{x => (
        <Stack gap={3}>
          <Txt as='p' tone='ink2'>{t(x.nodes.length > 1 ? 'trace.about' : 'trace.alone')}</Txt>
          <Card><Box className='stops' role='list' label={t('trace.line')}>{lineOf(x).map(s => <OneStop key={s.key} stop={s} />)}</Box></Card>
          {x.cut ? <Txt as='p' size={2} tone='ink2'>{t('trace.cut')}</Txt> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

function OneStop({ stop: s }: { stop: TraceStop }) {
  const [open, setOpen] = useState(false)
  const page = s.nodes.length === 1 && !s.isHere ? pageOf(s.first) : undefined
  const tap = s.nodes.length > 1 ? () => setOpen(true) : page ? () => go(...page) : undefined
  return (
    <Box className={`stop s-${s.status}`} role='listitem'>
      <Box className='stop-m' />
      <Box className='stop-t'>
        {s.relation ? <Txt size={1} tone='ink2' className='block'>{s.relation}</Txt> : null}
        {tap ? <Btn kind='quiet' className='l-stop' onTap={tap}>{s.name}</Btn> : <Txt bold={s.isHere || s.status === 'now'} tone={s.isHidden ? 'ink2' : 'ink'} className='block'>{s.name}</Txt>}
        <Txt className='sr'>{t(`ui.stop.${s.status}`)}</Txt>
        {s.isHere ? <Chip tone='record'>{t('trace.here')}</Chip> : null}
        {s.isHidden ? <Txt size={1} tone='ink2' className='block'>{t('trace.private')}</Txt> : s.nodes.length === 1 ? <About node={s.first} /> : null}
      </Box>
      <Sheet open={open} title={s.name} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        {s.nodes.map(n => { const to = pageOf(n); return <Row key={n.key} title={n.title} note={<About node={n} />} onTap={to ? () => go(...to) : undefined} /> })}
      </Sheet>
    </Box>
  )
}

/** What kind of thing, where it stands, whose; and where it waits, who must act by when. */
function About({ node: n }: { node: TraceNode }) {
  const what = [n.type_name, n.state_name, n.who].filter(Boolean).join(' · ')
  const next = n.next_actor ? [n.next_actor, n.due_at ? t('trace.until', { day: lastDay(n.due_at) }) : undefined].filter(Boolean).join(' · ') : undefined
  return (
    <>
      <Txt size={1} tone='ink2' className='block'>{what}</Txt>
      {n.at ? <Txt size={1} tone='ink2' num className='block'>{dateTime(n.at)}</Txt> : null}
      {n.status === 'now' && next ? <Box className='stop-n'>{next}</Box> : null}
    </>
  )
}
