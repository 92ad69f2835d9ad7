/** One of the nine lists: rows, by state and category, or mine; the entry beside it on a wide screen. */
import { useState } from 'react'
import { useLoad, usePages, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { ActorDetails, Category, Entry, Kind, NeedDetails } from '@/core/types'
import { categories, entries, entry as loadEntry } from '@/services/lists'
import { addressOf } from '@/services/photos'
import { Box, Btn, Chip, Line, LoadedView, PagedList, Pic, Row, Rows, Screen, Sheet, Split, Tabs, Txt } from '@/ui'
import { EntryAction, EntryView, hasAction } from '../parts/EntryView'
import { mayPropose, quantityNote, stateTone, supportNote, who } from '../parts/rules'
import { emptyText, filterOf, newText, viewsOf, type View } from './rules'
import '../parts/index.scss'

export default function ListPage() {
  const { kind = 'need' } = useParams<'kind'>() as { kind?: Kind }
  const { membership, isStaff } = useMe()
  const [view, setView] = useState<View>('all'), [category, setCategory] = useState('all')
  const [chosen, setChosen] = useState<string>()
  const wide = useWide()
  const cats = useLoad(categories, [], { keep: 'categories' })
  const list = usePages(cursor => entries(kind, filterOf(view, category), cursor), [kind, view, category], { keep: `list:${kind}:${view}:${category}` })
  const may = mayPropose(kind, who(membership))
  const tabs: { value: View; text: string }[] = viewsOf(kind, isStaff, may).map(v => ({ value: v, text: v === 'open' ? t(`lists.view.open.${kind}`) : v === 'closed' && kind === 'actor' ? t('lists.view.left.actor') : t(`lists.view.${v}`) }))
  // On a wide screen the foot belongs to nobody: the button stands beside the title, pine until an entry has its own.
  const start = <Btn kind={wide && chosen ? 'plain' : 'main'} wide={!wide} onTap={() => go('lists.propose', { kind })}>{t(newText(kind))}</Btn>
  return (
    <Screen wide title={t(`lists.kind.${kind}`)} side={may && wide ? start : undefined} action={may && !wide ? start : undefined}>
      <Split
        list={<>
          <Line between className='l-head'><Txt size={2} tone='ink2' className='l-about'>{t(`lists.about.${kind}`)}</Txt><CategoryButton all={cats.data ?? []} value={category} onChange={setCategory} /></Line>
          <Rows><Row title={t('search.open')} onTap={() => go('lists.search', { kind })} /><Row title={t('editions.of')} onTap={() => go('lists.editions', { kind })} />{kind === 'actor' && may ? <Row title={t('actors.refer')} onTap={() => go('lists.referrals')} /> : null}{kind === 'actor' ? <><Row title={t('alliance.ranking')} note={t('alliance.ranking.note')} onTap={() => go('alliance.ranking')} /><Row title={t('alliance.title')} note={t('alliance.desk.note')} onTap={() => go('alliance.alliances')} /></> : null}{isStaff && may ? <Row title={t('imports.open')} onTap={() => go('desk.staffImports', { kind })} /> : null}</Rows>
          <Box className='l-tabs'><Tabs label={t('lists.view')} value={view} tabs={tabs} onChange={v => setView(v)} /></Box>
          <EntryRows list={list} empty={emptyText(view, category)} chosen={wide ? chosen : undefined} onTap={id => (wide ? setChosen(id) : go('lists.entry', { id }))} />
        </>}
        detail={chosen ? <Beside id={chosen} key={chosen} /> : null} />
    </Screen>
  )
}
/** First-level categories: each includes its second level. */
function CategoryButton({ all, value, onChange }: { all: readonly Category[]; value: string; onChange(v: string): void }) {
  const [open, setOpen] = useState(false)
  const choices = [{ code: 'all', name: t('lists.category.all') }, ...all.filter(c => !c.parent)]
  const name = choices.find(c => c.code === value)?.name ?? value
  return (
    <>
      <Btn kind='quiet' expanded={open} label={t('lists.category.now', { name })} onTap={() => setOpen(true)}>{name}<Box className='l-down' /></Btn>
      <Sheet open={open} title={t('lists.category')} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        {choices.map(c => <Row key={c.code} title={c.code === value ? <Txt bold tone='pine'>{c.name}</Txt> : c.name} value={c.code === value ? t('lists.category.chosen') : undefined} onTap={() => { onChange(c.code); setOpen(false) }} />)}
      </Sheet>
    </>
  )
}

function EntryRows({ list, empty, chosen, onTap }: { list: Pages<Entry>; empty: string; chosen?: string; onTap(id: string): void }) {
  return <PagedList of={list} empty={{ text: empty }} row={e => <EntryRow key={e.id} entry={e} current={e.id === chosen} onTap={() => onTap(e.id)} />} />
}

function EntryRow({ entry: e, current, onTap }: { entry: Entry; current: boolean; onTap(): void }) {
  const urgency = e.kind === 'need' && e.state !== 'closed' ? (e.details as unknown as NeedDetails).urgency : 'normal'
  const note = [e.kind === 'actor' && t(`actors.kind.${(e.details as unknown as ActorDetails).actor_kind}`), e.category_name, e.place, quantityNote(e), supportNote(e)].filter(Boolean).join(' · ')
  return (
    <Row current={current} lead={e.photos?.[0] ? <Pic className='l-thumb' src={addressOf(e.photos[0].thumb_url)} label='' /> : undefined} title={<>{urgency === 'urgent' ? <Chip tone='seal'>{t('lists.urgent')}</Chip> : urgency === 'soon' ? <Chip tone='warn'>{t('lists.soon')}</Chip> : null}{urgency === 'urgent' || urgency === 'soon' ? ' ' : null}{e.title}</>}
      note={note} value={<Chip tone={stateTone(e.state)}>{e.state_name}</Chip>} onTap={onTap} />
  )
}

function Beside({ id }: { id: string }) {
  const { membership } = useMe()
  const one = useLoad(() => loadEntry(id), [id], { keep: 'entry:' + id })
  return <LoadedView of={one} shape='detail'>{e => <><EntryView entry={e} of={one} />{hasAction(e, who(membership)) ? <Box className='l-beside'><EntryAction entry={e} of={one} /></Box> : null}</>}</LoadedView>
}
