/** Who stands at the shop's till: added by the code on their own phone, taken out at once. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Employment } from '@/core/types'
import { addEmployee, employees, moveEmployment } from '@/services/communities'
import { Btn, Empty, Field, Line, LoadedView, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import '../parts/index.scss'

type M = Parameters<typeof moveEmployment>[1]
const CODE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export default function ClerksPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const [adding, setAdding] = useState(false)
  const load = useLoad(() => employees(unit_id).then(page => page.items.filter(e => e.role === 'clerk')), [unit_id], { keep: 'clerks:' + unit_id })
  const again = () => { load.reload() }
  return (
    <Screen title={t('shop.clerks')} action={<Btn kind='main' wide onTap={() => setAdding(true)}>{t('shop.clerks.add')}</Btn>}>
      <Stack gap={3}>
        <Txt as='p' tone='ink2'>{t('shop.clerks.lead')}</Txt>
        <LoadedView of={load}>{all => <Clerks all={all} onDone={again} />}</LoadedView>
      </Stack>
      {adding ? <Add unitId={unit_id} onDone={() => { setAdding(false); again() }} onClose={() => setAdding(false)} /> : null}
    </Screen>
  )
}

function Clerks({ all, onDone }: { all: Employment[]; onDone(): void }) {
  const asks = all.filter(e => e.state === 'applied'), here = all.filter(e => e.state === 'confirmed')
  if (!asks.length && !here.length) return <Empty text={t('shop.clerks.none')} />
  return (
    <>
      {asks.length ? <Section title={t('shop.clerks.asks')}><Rows>{asks.map(e => <Clerk key={e.id} of={e} onDone={onDone} />)}</Rows></Section> : null}
      {here.length ? <Section title={t('shop.clerks.here')}><Rows>{here.map(e => <Clerk key={e.id} of={e} onDone={onDone} />)}</Rows></Section> : null}
    </>
  )
}

function Clerk({ of: e, onDone }: { of: Employment; onDone(): void }) {
  const write = useWrite((move: M) => moveEmployment(e.id, move), { done: r => t('desk.people.done', { name: r.member.name, state: r.state_name }), then: onDone })
  async function tap(move: M, name: string) {
    if (move === 'confirm' || (await ask({ title: move === 'remove' ? t('shop.clerks.out', { name: e.member.name }) : name, text: move === 'remove' ? t('shop.clerks.out.text') : e.member.name, yes: name, danger: true }))) await write.run(move)
  }
  return <Row title={e.member.name} value={<Line>{e.moves.map(m => <Btn key={m.move} kind={m.move === 'confirm' ? 'plain' : 'quiet'} busy={write.busy} label={`${m.name}，${e.member.name}`} onTap={() => tap(m.move as M, m.name)}>{m.name}</Btn>)}</Line>} />
}

function Add({ unitId, onDone, onClose }: { unitId: string; onDone(): void; onClose(): void }) {
  const [code, setCode] = useState(''), [tried, setTried] = useState(false)
  const good = CODE.test(code.trim())
  const write = useWrite((member_id: string) => addEmployee(unitId, { member_id, role: 'clerk' }), { done: e => t('shop.clerks.added', { name: e.member.name }), then: onDone })
  const send = () => { setTried(true); if (good) write.run(code.trim().toLowerCase()) }
  return (
    <Sheet open title={t('shop.clerks.add')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('shop.clerks.send')}</Btn>}>
      <Field required label={t('shop.clerks.code')} help={t('shop.clerks.code.help')} value={code} max={40} error={tried && !good ? t('shop.clerks.code.bad') : write.fields.member_id ?? (write.error?.status === 404 ? t('shop.clerks.code.bad') : undefined)} onChange={setCode} />
    </Sheet>
  )
}
