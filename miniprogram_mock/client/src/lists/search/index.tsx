/** Look for something over all lists: one's own building first if asked, then the street's other communities. */
import { useState } from 'react'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Found, FoundOnStreet, Kind } from '@/core/types'
import { overview, search, searchStreet } from '@/services/lists'
import { Box, Btn, Chip, Field, Line, PagedList, Row, Rows, Screen, Section, Sheet, Stack, Tabs, Txt } from '@/ui'
import { Marked } from '../parts/Marked'
import { mayPropose, who } from '../parts/rules'
import { forgetWords, recentWords, rememberWords } from './recent'
import '../parts/index.scss'

type Order = 'newest' | 'near'

export default function SearchPage() {
  const given = useParams<'kind' | 'q'>() as { kind?: Kind; q?: string }
  const [typed, setTyped] = useState(given.q ?? ''), [words, setWords] = useState(given.q ?? '')
  const [kind, setKind] = useState<Kind | undefined>(given.kind), [order, setOrder] = useState<Order>('newest')
  const look = (text: string) => { const q = text.trim(); setTyped(q); setWords(q); if (q) rememberWords(q) }
  return (
    <Screen title={t('search.title')}>
      <Stack gap={3}>
        <Line gap={2} className='l-find'>
          <Box className='l-about'><Field type='search' label={t('search.field')} hideLabel placeholder={t('search.hint')} max={60} value={typed} onChange={setTyped} onConfirm={() => look(typed)} /></Box>
          <Btn kind='main' onTap={() => look(typed)}>{t('search.go')}</Btn>
        </Line>
        {words ? <Results key={`${words}:${kind}:${order}`} words={words} kind={kind} order={order} onKind={setKind} onOrder={setOrder} /> : <Recent onTap={look} />}
      </Stack>
    </Screen>
  )
}

function Recent({ onTap }: { onTap(words: string): void }) {
  const [all, setAll] = useState(recentWords)
  if (!all.length) return <Txt as='p' tone='ink2'>{t('search.start')}</Txt>
  return (
    <Section title={t('search.recent')} aside={<Btn kind='quiet' onTap={() => { forgetWords(); setAll([]) }}>{t('search.recent.clear')}</Btn>}>
      <Rows>{all.map(w => <Row key={w} title={w} onTap={() => onTap(w)} />)}</Rows>
    </Section>
  )
}

function Results({ words, kind, order, onKind, onOrder }: { words: string; kind?: Kind; order: Order; onKind(k?: Kind): void; onOrder(o: Order): void }) {
  const { cid, membership, verified } = useMe()
  const list = usePages(cursor => search({ q: words, kind, sort: order }, cursor), [cid, words, kind, order])
  const may = who(membership), wish: Kind = kind && mayPropose(kind, may) ? kind : 'need'
  return (
    <>
      <Line between className='l-order'>
        <KindButton value={kind} onChange={onKind} />
        <Box className='l-about'><Tabs label={t('search.order')} value={order} tabs={[{ value: 'newest', text: t('search.newest') }, { value: 'near', text: t('search.near') }]} onChange={onOrder} /></Box>
      </Line>
      <PagedList of={list} empty={{ text: t('search.none', { q: words }), ...(mayPropose(wish, may) ? { action: { text: t('search.propose'), onTap: () => go('lists.propose', { kind: wish }) } } : {}) }} row={e => <Hit key={e.id} entry={e} />} />
      {verified ? <Street words={words} /> : null}
    </>
  )
}

function Hit({ entry: e }: { entry: Found }) {
  return (
    <Row title={<Marked text={e.title} marks={e.title_marks} />}
      note={<><Chip tone='record'>{e.kind_name}</Chip> {e.distance === 'building' ? <Chip tone='pine'>{t('search.at.building')}</Chip> : null} <Marked text={e.text} marks={e.text_marks} /></>}
      value={<Txt size={2} tone='ink2'>{e.state_name}</Txt>} label={`${e.title}，${e.kind_name}，${e.state_name}`} onTap={() => go('lists.entry', { id: e.id })} />
  )
}

function KindButton({ value, onChange }: { value?: Kind; onChange(k?: Kind): void }) {
  const [open, setOpen] = useState(false)
  const lists = useLoad(overview, [], { keep: 'lists' })
  const pick = (k?: Kind) => { onChange(k); setOpen(false) }
  const name = value ? t(`lists.kind.${value}`) : t('search.all')
  return (
    <>
      <Btn kind='quiet' expanded={open} label={t('search.kind.now', { name })} onTap={() => setOpen(true)}>{name}<Box className='l-down' /></Btn>
      <Sheet open={open} title={t('search.kind')} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        <Row title={t('search.all')} onTap={() => pick()} />
        {(lists.data ?? []).map(l => <Row key={l.kind} title={t(`lists.kind.${l.kind}`)} onTap={() => pick(l.kind)} />)}
      </Sheet>
    </>
  )
}

/** Other communities of the street: to read, for what is theirs is done there. */
function Street({ words }: { words: string }) {
  const { cid } = useMe()
  const load = useLoad(() => searchStreet(words), [cid, words])
  const [open, setOpen] = useState<FoundOnStreet>()
  if (!load.data?.items.length) return null
  return (
    <Section title={t('search.street')} note={t('search.street.note')}>
      <Rows>{load.data.items.map(e => <Row key={e.id} title={<Marked text={e.title} marks={e.title_marks} />} note={<><Chip tone='ink2'>{t('search.at.street')}</Chip> {e.community_name}</>} onTap={() => setOpen(e)} />)}</Rows>
      <Sheet open={!!open} title={open?.title ?? ''} closeLabel={t('ui.close')} onClose={() => setOpen(undefined)}>
        {open ? <Stack gap={2}><Txt size={2} tone='ink2'>{[open.community_name, open.number, open.category_name, open.place].filter(Boolean).join(' · ')}</Txt><Txt as='p'>{open.text}</Txt></Stack> : null}
      </Sheet>
    </Section>
  )
}
