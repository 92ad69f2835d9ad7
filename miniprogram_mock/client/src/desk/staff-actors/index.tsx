/** Who takes part and is on no list yet: units and whom members named, with the reasons; listed or put aside. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { call, go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Suggestion } from '@/core/types'
import { handle, suggestions } from '@/services/actors'
import { categories, categoryOptions } from '@/services/lists'
import { Box, Btn, Card, Chip, Line, LoadedView, Picker, ReasonChip, Screen, Sheet, Stack, Tabs, Txt } from '@/ui'
import { Reason } from '../parts/Reason'
import '../parts/index.scss'

type View = 'found' | 'dismissed'
type Asked = { of: Suggestion; move: 'list' | 'dismiss' }

export default function StaffActorsPage() {
  const { cid, isStaff } = useMe()
  const [view, setView] = useState<View>('found'), [asked, setAsked] = useState<Asked>(), [category, setCategory] = useState('other')
  const load = useLoad(() => suggestions(view === 'dismissed'), [cid, view], { skip: !isStaff })
  const cats = useLoad(categories, [], { keep: 'categories' })
  const done = { list: t('actors.desk.listed'), dismiss: t('actors.desk.dismissed.done'), restore: t('actors.desk.restored') }
  const write = useWrite(async (s: Suggestion, move: 'list' | 'dismiss' | 'restore', note?: string) => ({ ...(await handle(s, { move, note, ...(move === 'list' ? { category } : {}) })), said: done[move] }), {
    done: r => r.said, then: r => { setAsked(undefined); load.reload(); if (r.entry_id) go('lists.entry', { id: r.entry_id }) },
  })
  return (
    <Screen title={t('actors.desk')}>
      <Box className='d-tabs'><Tabs label={t('actors.desk.view')} value={view} tabs={(['found', 'dismissed'] as const).map(value => ({ value, text: t(`actors.desk.${value}`) }))} onChange={setView} /></Box>
      <LoadedView of={load} empty={{ when: x => !x.length, text: t(view === 'found' ? 'actors.desk.none' : 'actors.desk.dismissed.none') }}>
        {items => <Stack gap={3}>{items.map(s => <Found key={s.id} of={s} busy={write.busy} onMove={move => (move === 'restore' ? write.run(s, move) : setAsked({ of: s, move }))} />)}</Stack>}
      </LoadedView>
      <Sheet open={asked?.move === 'list'} title={`${t('actors.desk.list')}：${asked?.of.name ?? ''}`} closeLabel={t('ui.close')} onClose={() => setAsked(undefined)}
        foot={<Btn kind='main' wide busy={write.busy} onTap={() => asked && write.run(asked.of, 'list')}>{t('actors.desk.list')}</Btn>}>
        <Picker required label={t('actors.desk.category')} value={category} options={categoryOptions(cats.data ?? [])} onChange={setCategory} />
      </Sheet>
      {asked?.move === 'dismiss' ? <Reason title={`${t('actors.desk.dismissed')}：${asked.of.name}`} label={t('actors.desk.why')} need={t('actors.desk.why.need')} busy={write.busy} onSend={note => write.run(asked.of, 'dismiss', note)} onClose={() => setAsked(undefined)} /> : null}
    </Screen>
  )
}

function Found({ of: s, busy, onMove }: { of: Suggestion; busy: boolean; onMove(move: 'list' | 'dismiss' | 'restore'): void }) {
  return (
    <Card className='d-card'>
      <Line between><Txt as='h2' size={3} bold>{s.name}</Txt><Chip>{s.actor_kind_name}</Chip></Line>
      {s.reasons.length ? <Line>{s.reasons.map(r => <ReasonChip key={r.source} reason={r.words} />)}</Line> : null}
      {s.said.map(text => <Txt as='p' key={text}>{t('actors.desk.said', { text })}</Txt>)}
      {s.phone ? <Btn label={t('actors.desk.call', { phone: s.phone, name: s.name })} onTap={() => call(s.phone!)}>{t('actors.desk.phone', { phone: s.phone })}</Btn> : null}
      {s.note ? <Txt as='p' tone='ink2'>{s.note}</Txt> : null}
      <Line>{s.moves.map(m => <Btn key={m.move} kind={m.move === 'dismiss' ? 'quiet' : 'plain'} busy={busy} label={`${m.name}，${s.name}`} onTap={() => onMove(m.move)}>{m.name}</Btn>)}</Line>
    </Card>
  )
}
