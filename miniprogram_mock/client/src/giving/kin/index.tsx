/** My kin: who asks me, whom I stated, and the way to give to those both have confirmed. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Move, Relation, KinTie, TieMove } from '@/core/types'
import { moveTie, stateTie, ties } from '@/services/giving'
import { Btn, Card, Chip, Field, Line, PagedList, Picker, Row, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import '../parts/index.scss'

const RELATIONS: Relation[] = ['spouse', 'parent', 'child', 'grandparent', 'grandchild', 'sibling', 'friend']
const asksMe = (x: KinTie) => x.state === 'proposed' && !x.proposed_by_me

export default function KinPage() {
  const { cid } = useMe()
  const [adding, setAdding] = useState(false)
  const list = usePages(ties, [cid], { keep: 'kin', skip: !cid })
  const asking = list.items?.filter(asksMe) ?? []
  const rest = { ...list, items: list.items?.filter(x => !asksMe(x)) }
  return (
    <Screen title={t('giving.kin')} action={<Btn kind={asking.length ? 'plain' : 'main'} wide onTap={() => setAdding(true)}>{t('giving.kin.add')}</Btn>}>
      <Stack gap={3}>{asking.map(x => <Asking key={x.id} tie={x} list={list} />)}</Stack>
      {asking.length && !rest.items?.length ? null : <Section title={asking.length ? t('giving.kin.list') : undefined}><PagedList of={rest} empty={{ text: t('giving.kin.empty') }} row={x => <TieRow key={x.id} tie={x} list={list} />} /></Section>}
      {adding ? <AddSheet onClose={() => setAdding(false)} onDone={() => { setAdding(false); list.reload() }} /> : null}
    </Screen>
  )
}

/** A move answers with the tie as it is; what has ended is in no list. */
function useMove(tie: KinTie, list: Pages<KinTie>) {
  return useWrite((move: TieMove) => moveTie(tie.id, move), { done: r => t('giving.kin.moved', { state: r.state_name }), then: r => list.change(x => (x.id !== r.id ? x : r.state === 'confirmed' ? r : undefined)) })
}

/** Somebody waits for my word: it stands first, with both answers. */
function Asking({ tie: x, list }: { tie: KinTie; list: Pages<KinTie> }) {
  const write = useMove(x, list)
  return (
    <Card className='g-own'>
      <Stack gap={2}>
        <Txt as='h2' size={3} bold>{t('giving.kin.asks', { name: x.member.name, what: t(`giving.rel.${INVERSE[x.relation]}`) })}</Txt>
        <Txt as='p' size={2} tone='ink2'>{t('giving.kin.asks.note')}</Txt>
        <Line>{x.moves.map(m => <Btn key={m.move} kind={m.move === 'confirm' ? 'main' : 'plain'} busy={write.busy} label={`${m.name}，${x.member.name}`} onTap={() => write.run(m.move)}>{m.name}</Btn>)}</Line>
      </Stack>
    </Card>
  )
}
/** What I am to whom I call so. */
const INVERSE: Record<Relation, Relation> = { spouse: 'spouse', parent: 'child', child: 'parent', grandparent: 'grandchild', grandchild: 'grandparent', sibling: 'sibling', friend: 'friend' }

function TieRow({ tie: x, list }: { tie: KinTie; list: Pages<KinTie> }) {
  const [open, setOpen] = useState(false)
  const write = useMove(x, list)
  async function tap({ move, name }: Move<TieMove>) {
    setOpen(false)
    if (await ask({ title: t('giving.kin.end.ask', { move: name, name: x.member.name }), text: t('giving.kin.end.text'), yes: name, danger: true })) await write.run(move)
  }
  return (
    <>
      <Row title={x.member.name} note={x.relation_name} value={<Chip tone={x.state === 'confirmed' ? 'ok' : 'warn'}>{x.state_name}</Chip>} onTap={() => setOpen(true)} />
      <Sheet open={open} title={`${x.member.name} · ${x.relation_name}`} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        <Stack gap={3}>
          {x.state === 'confirmed' ? <Btn kind='main' wide onTap={() => { setOpen(false); go('giving.gift', { to: x.member.id }) }}>{t('giving.kin.give', { name: x.member.name })}</Btn> : <Txt as='p'>{x.state_name}</Txt>}
          {x.moves.map(m => <Btn key={m.move} wide kind='danger' busy={write.busy} onTap={() => tap(m)}>{m.name}</Btn>)}
        </Stack>
      </Sheet>
    </>
  )
}

function AddSheet({ onClose, onDone }: { onClose(): void; onDone(): void }) {
  const [name, setName] = useState(''), [phone, setPhone] = useState(''), [relation, setRelation] = useState<Relation | ''>(''), [tried, setTried] = useState(false)
  const write = useWrite(stateTie, { done: t('giving.kin.sent'), then: onDone })
  const isPhone = /^1\d{10}$/.test(phone.trim())
  function send() {
    setTried(true)
    if (name.trim() && isPhone && relation) write.run({ name: name.trim(), phone: phone.trim(), relation })
  }
  return (
    <Sheet open title={t('giving.kin.add')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('giving.kin.send')}</Btn>}>
      <Picker<Relation> required label={t('giving.kin.relation')} value={relation} options={RELATIONS.map(value => ({ value, text: t(`giving.rel.${value}`) }))} error={tried && !relation ? t('giving.kin.bad.relation') : write.fields.relation} onChange={setRelation} />
      <Field required label={t('giving.kin.name')} value={name} max={50} error={tried && !name.trim() ? t('giving.kin.bad.name') : write.fields.name} onChange={setName} />
      <Field required type='tel' label={t('giving.kin.phone')} help={t('giving.kin.phone.help')} value={phone} max={11} error={tried && !isPhone ? t('giving.kin.bad.phone') : write.fields.phone} onChange={setPhone} />
    </Sheet>
  )
}
