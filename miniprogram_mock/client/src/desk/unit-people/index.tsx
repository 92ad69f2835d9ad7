/** A unit's people: its contact confirms who works there; who is there already stands as a row, taken out only after a question. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Employment, Move } from '@/core/types'
import { employees, moveEmployment } from '@/services/communities'
import { Box, Btn, Card, Chip, Empty, Line, LoadedView, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import '../parts/index.scss'

type M = Parameters<typeof moveEmployment>[1]
interface PersonProps { of: Employment; onDone(): void }

export default function UnitPeoplePage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const load = useLoad(() => employees(unit_id).then(page => page.items), [unit_id], { keep: 'people:' + unit_id })
  const again = () => { load.reload() }
  return (
    <Screen title={t('desk.unit.people')}>
      <LoadedView of={load} empty={{ when: all => !all.length, text: t('desk.people.none') }}>{all => <People all={all} onDone={again} />}</LoadedView>
    </Screen>
  )
}

function People({ all, onDone }: { all: Employment[]; onDone(): void }) {
  const asks = all.filter(e => e.state === 'applied'), here = all.filter(e => e.state === 'confirmed')
  if (!asks.length && !here.length) return <Empty text={t('desk.people.none')} />
  return (
    <>
      {asks.length ? <Section title={t('desk.people.asks')}><Stack gap={3}>{asks.map(e => <AskingCard key={e.id} of={e} onDone={onDone} />)}</Stack></Section> : null}
      {here.length ? <Section title={t('desk.people.here')}><Rows>{here.map(e => <PersonRow key={e.id} of={e} onDone={onDone} />)}</Rows></Section> : null}
    </>
  )
}

function AskingCard({ of: e, onDone }: PersonProps) {
  const write = useWrite((move: M) => moveEmployment(e.id, move), { done: r => t('desk.people.done', { name: r.member.name, state: r.state_name }), then: onDone })
  return (
    <Card className='d-card'>
      <Line between><Txt as='h3' size={3} bold>{e.member.name}</Txt><Chip tone='warn'>{t(`me.${e.role}`)}</Chip></Line>
      <Line>{e.moves.map(m => <Btn key={m.move} kind={m.move === 'confirm' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${e.member.name}`} onTap={() => write.run(m.move as M)}>{m.name}</Btn>)}</Line>
    </Card>
  )
}

function PersonRow({ of: e, onDone }: PersonProps) {
  const [open, setOpen] = useState(false)
  const write = useWrite((move: M) => moveEmployment(e.id, move), { done: r => t('desk.people.done', { name: r.member.name, state: r.state_name }), then: onDone })
  async function tap(m: Move) {
    setOpen(false)
    if (await ask({ title: t('desk.people.ask', { name: e.member.name }), text: t('desk.people.ask.text'), yes: m.name, danger: true })) await write.run(m.move as M)
  }
  return (
    <>
      <Row title={e.member.name} value={<Chip tone='ink2'>{t(`me.${e.role}`)}</Chip>} onTap={e.moves.length ? () => setOpen(true) : undefined} />
      <Sheet open={open} title={e.member.name} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        <Stack gap={3}>{e.moves.map(m => <Box key={m.move}><Btn wide kind='danger' busy={write.busy} onTap={() => tap(m)}>{m.name}</Btn></Box>)}</Stack>
      </Sheet>
    </>
  )
}
