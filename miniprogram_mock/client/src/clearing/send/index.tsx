/** Points of mine here become mine in another community I belong to: how much can go, to where, how much shall. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { number, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ClearingPair } from '@/core/types'
import { pairs, pointsIn, sendPoints } from '@/services/clearing'
import { Btn, Choice, Field, Figure, LoadedView, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { amountOf, goals } from '../rules'

export default function SendPage() {
  const { from: asked, to: wanted = '', points: lack = '', offer } = useParams<'from' | 'to' | 'points' | 'offer'>()
  const { cid, memberships } = useMe()
  const from = Number(asked ?? cid), name = memberships.find(m => m.community_id === from)?.community_name ?? ''
  const load = useLoad(() => Promise.all([pairs(from), pointsIn(from)]), [from], { keep: 'clearing:' + from, skip: !from })
  const [chosen, setChosen] = useState(wanted), [typed, setTyped] = useState(lack), [tried, setTried] = useState(false)
  const write = useWrite(sendPoints, { done: t('clearing.sent') })
  const { mine, others } = goals(load.data?.[0] ?? [], memberships), have = load.data?.[1] ?? 0
  const to = mine.find(p => String(p.other_id) === chosen) ?? (mine.length === 1 ? mine[0] : undefined)
  const most = Math.min(have, to?.possible ?? Math.max(0, ...mine.map(p => p.possible))), amount = amountOf(typed, most)
  async function send() {
    setTried(true)
    if (!to || !amount) return
    if (!(await ask({ title: t('clearing.ask', { n: points(amount), name: to.other_name }), text: t('clearing.ask.text', { name: to.other_name }), yes: t('clearing.ask.yes') }))) return
    const sent = await write.run(from, to.other_id, amount)
    if (sent) replace('clearing.transfer', { id: sent.id, from, offer })
    else load.reload()
  }
  return (
    <Screen title={t('clearing.send')} action={most ? <Btn kind='main' wide busy={write.busy} onTap={send}>{amount ? t('clearing.send.yes', { n: points(amount) }) : t('clearing.ask.yes')}</Btn> : undefined}
      side={<Btn kind='quiet' onTap={() => go('clearing.mine')}>{t('clearing.mine')}</Btn>}>
      <LoadedView of={load} shape='detail' empty={{ when: () => !mine.length && !others.length, text: t('clearing.none'), action: { text: t('clearing.none.pairs'), onTap: () => go('clearing.pairs') } }}>{() => (
        <Stack gap={4}>
          <Figure value={number(most)} unit={t('clearing.points')} label={t('clearing.possible', { name })} tone='amber' />
          {have !== most ? <Txt as='p' num tone='ink2'>{t('clearing.have', { n: points(have) })}</Txt> : null}
          {mine.length && !most ? <Txt as='p' tone='warn' bold>{t(have ? 'clearing.full' : 'clearing.poor')}</Txt> : null}
          {mine.length ? <Goal options={mine} value={to} error={tried && !to ? t('clearing.to.bad') : write.fields.to_id} onChange={setChosen} /> : null}
          {most ? <Field required type='number' label={t('clearing.amount')} help={t('clearing.amount.help')} value={typed} suffix={t('clearing.points')} error={tried && !amount ? t('clearing.amount.bad', { n: number(most) }) : write.fields.points} onChange={setTyped} /> : null}
          {others.length ? <Section><Rows>{others.map(p => <Row key={p.other_id} title={t('clearing.to.join', { name: p.other_name })} onTap={() => go('join')} />)}</Rows></Section> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

function Goal({ options, value, error, onChange }: { options: ClearingPair[]; value?: ClearingPair; error?: string; onChange(id: string): void }) {
  return (
    <Choice required label={t('clearing.to')} value={value ? String(value.other_id) : ''} error={error} onChange={onChange}
      options={options.map(p => ({ value: String(p.other_id), text: p.other_name, note: t('clearing.to.room', { n: points(p.possible) }) }))} />
  )
}
