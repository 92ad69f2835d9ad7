/** The desk: two that say the same become one, what may not stand is taken down with a reason, and opinions may stay open while it is talked about. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { Reason } from '@/desk/parts/Reason'
import { moveStatement, opinions, setOpinions, similarPairs, statements } from '@/services/opinions'
import { Box, Btn, Card, Chip, Empty, LoadedView, PagedList, Rows, Screen, Section, Stack, Tabs, Toggle, Txt } from '@/ui'
import type { Id, OpinionStatement, SimilarPair } from '@/core/types'
import '../parts/index.scss'

const VIEWS = ['similar', 'open', 'hidden'] as const
type View = typeof VIEWS[number]

export default function SortPage() {
  const { id = '' } = useParams<'id'>(), { isStaff } = useMe()
  const [chosen, setView] = useState<View>()
  const now = useLoad(() => opinions(id), [id], { skip: !isStaff })
  // Nothing is merged after the close: votes could no longer be carried over.
  const views = now.data?.state === 'open' ? VIEWS : VIEWS.slice(1), view = chosen ?? views[0]
  const set = useWrite((on: boolean) => setOpinions(id, on), { then: now.set })
  return (
    <Screen wide title={t('opinions.d.title')}>
      {now.data?.may_set ? <Section><Rows><Toggle label={t('opinions.d.talking')} note={t('opinions.d.talking.note')} on={now.data.while_talking} onChange={on => set.run(on)} /></Rows></Section> : null}
      <LoadedView of={now} shape='card'>{() => (
        <>
          <Box className='o-gap'><Tabs label={t('opinions.d.view')} value={view} tabs={views.map(value => ({ value, text: t(`opinions.d.view.${value}`) }))} onChange={setView} /></Box>
          {view === 'similar' ? <Similar id={id} /> : <All key={view} id={id} state={view} />}
        </>
      )}</LoadedView>
    </Screen>
  )
}

function Similar({ id }: { id: Id }) {
  const list = useLoad(() => similarPairs(id), [id])
  const write = useWrite((drop: OpinionStatement, keep: OpinionStatement) => moveStatement(id, drop.id, 'merge', { into_id: keep.id }), { done: t('opinions.d.merged'), then: () => { list.reload() } })
  async function merge(drop: OpinionStatement, keep: OpinionStatement) { if (await ask({ title: keep.text, text: t('opinions.d.merge.sure'), yes: t('opinions.d.keep'), no: t('ui.no') })) write.run(drop, keep) }
  return <LoadedView of={list} shape='card'>{pairs => (pairs.length ? <Stack>{pairs.map(p => <Pair key={p.one.id + p.other.id} of={p} busy={write.busy} onMerge={merge} />)}</Stack> : <Empty text={t('opinions.d.none.similar')} />)}</LoadedView>
}

function Pair({ of: { one, other, score }, busy, onMerge }: { of: SimilarPair; busy: boolean; onMerge(drop: OpinionStatement, keep: OpinionStatement): void }) {
  const half = (keep: OpinionStatement, drop: OpinionStatement) => (
    <Box className='o-half'>
      <Box><Txt as='p' bold>{keep.text}</Txt><Counts of={keep} /></Box>
      {drop.moves.some(m => m.move === 'merge') ? <Btn busy={busy} label={`${t('opinions.d.keep')}：${keep.text}`} onTap={() => onMerge(drop, keep)}>{t('opinions.d.keep')}</Btn> : null}
    </Box>
  )
  return <Card><Stack gap={2}><Box><Chip tone='record'>{t('opinions.d.like', { n: score })}</Chip></Box><Box className='o-pair'>{half(one, other)}{half(other, one)}</Box></Stack></Card>
}

const Counts = ({ of: s }: { of: OpinionStatement }) => <Txt as='p' size={2} tone='ink2' num>{t('opinions.m.counts', { agrees: s.agrees, disagrees: s.disagrees, passes: s.passes })}</Txt>

function All({ id, state }: { id: Id; state: 'open' | 'hidden' }) {
  const list = usePages(cursor => statements(id, { state }, cursor), [id, state]), [hides, setHides] = useState<OpinionStatement>()
  const write = useWrite((s: OpinionStatement, move: 'hide' | 'show', reason?: string) => moveStatement(id, s.id, move, { reason }), { done: t('opinions.d.done'), then: after => { setHides(undefined); list.change(x => (x.id === after.id ? undefined : x)) } })
  return (
    <>
      <PagedList of={list} ruled={false} shape='card' empty={{ text: t(`opinions.d.none.${state}`) }} row={s => (
        <Card key={s.id}><Stack gap={2}>
          <Txt as='p' bold>{s.text}</Txt><Counts of={s} />
          <Box>{s.moves.map(m => (m.move === 'hide' ? <Btn key={m.move} kind='danger' label={`${m.name}：${s.text}`} onTap={() => setHides(s)}>{m.name}</Btn> : m.move === 'show' ? <Btn key={m.move} busy={write.busy} label={`${m.name}：${s.text}`} onTap={() => write.run(s, 'show')}>{m.name}</Btn> : null))}{state === 'open' ? <Btn kind='quiet' label={`${t('opinions.d.topic')}：${s.text}`} onTap={() => go('lists.topicNew', { statement_id: s.id, said: s.text })}>{t('opinions.d.topic')}</Btn> : null}</Box>
        </Stack></Card>
      )} />
      {hides ? <Reason title={hides.moves.find(m => m.move === 'hide')!.name} label={t('opinions.d.why')} need={t('opinions.d.why.bad')} busy={write.busy} max={200} onSend={why => write.run(hides, 'hide', why)} onClose={() => setHides(undefined)} /> : null}
    </>
  )
}
