/** One donation: to its donor the receipt and what became of it, to the fund's keeper the question whether it came. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, fen, plainDay } from '@/core/format'
import { useLoad, useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import type { FundDonation } from '@/core/types'
import { donation as load, moveDonation, takeReceipt } from '@/services/giving'
import { Btn, Card, Chip, Facts, Line, LoadedView, Photos, Row, Rows, Screen, Section, Stack, TraceRow, Txt } from '@/ui'
import { Reason } from '@/desk/parts/Reason'
import { fateOf, whatOf } from '../parts/rules'

export default function DonationPage() {
  const { id = '' } = useParams<'id'>()
  const of = useLoad(() => load(id), [id], { keep: 'donation:' + id })
  const save = useWrite((d: FundDonation) => takeReceipt(d.id, d.number ?? ''), { done: t('giving.donation.saved') })
  const d = of.data
  return (
    <Screen title={t('giving.donation')} action={d ? d.number ? <Btn kind='main' wide busy={save.busy} onTap={() => save.run(d)}>{t('giving.donation.save')}</Btn> : <Answer of={of} donation={d} /> : undefined}>
      <LoadedView of={of} shape='detail'>{x => <Shown donation={x} />}</LoadedView>
    </Screen>
  )
}

/** The keeper's two answers. */
function Answer({ of, donation: d }: { of: Loaded<FundDonation>; donation: FundDonation }) {
  const [refusing, setRefusing] = useState(false)
  const write = useWrite((move: 'acknowledge' | 'reject', note?: string) => moveDonation(d.id, move, note), { done: r => t('giving.donation.moved', { state: r.state_name }), then: r => { setRefusing(false); of.set(r) } })
  const nameOf = (move: string) => d.moves.find(m => m.move === move)?.name ?? ''
  async function acknowledge() {
    if (await ask({ title: t('giving.donation.ask'), text: t('giving.donation.ask.text', { what: whatOf(d) }), yes: nameOf('acknowledge') })) write.run('acknowledge')
  }
  if (!d.moves.length) return null
  return (
    <>
      <Btn kind='main' wide busy={write.busy} onTap={acknowledge}>{nameOf('acknowledge')}</Btn>
      <Btn wide busy={write.busy} onTap={() => setRefusing(true)}>{nameOf('reject')}</Btn>
      {refusing ? <Reason title={nameOf('reject')} label={t('giving.donation.why')} need={t('giving.donation.why.need')} busy={write.busy} onSend={note => write.run('reject', note)} onClose={() => setRefusing(false)} /> : null}
    </>
  )
}

function Shown({ donation: d }: { donation: FundDonation }) {
  const isThere = d.state === 'acknowledged'
  return (
    <>
      <Stack gap={3}>
        <Line between><Txt as='h2' size={4} bold>{whatOf(d)}</Txt><Chip tone={isThere ? 'ok' : d.state === 'rejected' ? 'danger' : 'warn'}>{d.state_name}</Chip></Line>
        {isThere ? <Txt as='p' bold tone='pine'>{fateOf(d)}</Txt> : null}
        <Card><Facts items={[
          [t('giving.donation.number'), d.number], [t('giving.donation.donor'), `${d.donor_name}${d.anonymous ? `（${t('giving.donation.hidden')}）` : ''}`], [t('giving.donation.worth'), d.estimated_fen ? fen(d.estimated_fen) : undefined],
          [t('giving.donation.fund'), d.fund.name], [t('giving.donation.day'), plainDay(d.received_on)], [t('giving.donation.evidence'), d.evidence],
          [t('giving.donation.state'), d.acknowledged_at ? dateTime(d.acknowledged_at) : undefined], [t('giving.donation.note'), d.decision_note],
        ]} /></Card>
        {d.photos.length ? <Photos items={d.photos} /> : null}
      </Stack>
      <Section><Rows><Row title={t('giving.donation.fund.look')} note={t('giving.funds.note')} onTap={() => go('giving.fund', { id: d.fund.id })} /></Rows></Section>
      {isThere ? <TraceRow type='fund_donation' id={d.id} /> : null}
    </>
  )
}
