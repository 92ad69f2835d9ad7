/** A fund's public account: received, used and left of money and of each kind of goods; who gave; each use. */
import { useState } from 'react'
import { fen, plainDay, wholeNumber } from '@/core/format'
import { useLoad, usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import type { Fund, FundDonation, FundUse } from '@/core/types'
import { correctUse, fund as load, fundDonations, fundUses } from '@/services/giving'
import { Box, Btn, Chip, Facts, Field, Figure, Line, LoadedView, PagedList, Photos, Row, Rows, Screen, Section, Sheet, Stack, Tabs, TwoSidedBar, Txt } from '@/ui'
import { fateOf, fenOf, quantity, whatOf } from '../parts/rules'
import '../parts/index.scss'

export default function FundPage() {
  const { id = '' } = useParams<'id'>()
  const of = useLoad(() => load(id), [id], { keep: 'fund:' + id })
  return (
    <Screen title={t('giving.fund')}>
      <LoadedView of={of} shape='detail'>{f => (
        <Stack gap={3}>
          <Account of={f} />
          {f.may_record ? <Line><Btn onTap={() => go('giving.record', { fund_id: f.id })}>{t('giving.fund.record')}</Btn><Btn onTap={() => go('giving.use', { fund_id: f.id })}>{t('giving.fund.use')}</Btn></Line> : null}
          <Lines of={f} onChanged={of.reload} />
          <Txt as='p' size={2} tone='ink2'>{t('giving.fund.how')}</Txt>
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

function Account({ of: f }: { of: Fund }) {
  return (
    <>
      <Box><Txt as='h2' size={4} bold>{f.name}</Txt><Txt as='p' tone='ink2'>{`${f.purpose} · ${t('giving.fund.keeper', { name: f.keeper_name })}`}</Txt></Box>
      <Figure label={t('giving.fund.left')} value={fen(f.money.left)} />
      <TwoSidedBar left={{ label: t('giving.fund.got'), value: f.money.received, text: fen(f.money.received) }} right={{ label: t('giving.fund.spent'), value: f.money.used, text: fen(f.money.used) }} />
      {f.goods.length ? <Section title={t('giving.fund.goods')}><Rows>{f.goods.map(g => <Row key={g.id} title={g.what} note={t('giving.fund.goods.note', { got: quantity(g.received, g), spent: quantity(g.used, g) })} value={<Txt num bold tone='ink'>{t('giving.funds.left', { n: quantity(g.left, g) })}</Txt>} />)}</Rows></Section> : null}
    </>
  )
}

function Lines({ of: f, onChanged }: { of: Fund; onChanged(): void }) {
  const [view, setView] = useState<'in' | 'out'>('in')
  return (
    <Box>
      <Box className='g-tabs'><Tabs<'in' | 'out'> label={t('giving.fund.tabs')} value={view} tabs={[{ value: 'in', text: t('giving.fund.in'), count: f.donations }, { value: 'out', text: t('giving.fund.out') }]} onChange={setView} /></Box>
      {view === 'in' ? <Gave fund={f} /> : <Used fund={f} onChanged={onChanged} />}
    </Box>
  )
}

function Gave({ fund: f }: { fund: Fund }) {
  const list = usePages(cursor => fundDonations(f.id, cursor), [f.id], { keep: 'fund:in:' + f.id })
  return <PagedList of={list} empty={{ text: t('giving.fund.in.none') }} row={d => <GaveRow key={d.id} donation={d} whole={d.evidence != null} />} />
}

/** Its own page is the donor's, the keeper's and the desk's. */
function GaveRow({ donation: d, whole }: { donation: FundDonation; whole: boolean }) {
  const note = d.state === 'acknowledged' ? fateOf(d) : <Chip tone='warn'>{d.state_name}</Chip>
  return <Row title={d.donor_name} note={<>{plainDay(d.received_on)}{' · '}{note}</>} value={<Txt num bold tone='ink'>{whatOf(d)}</Txt>} onTap={whole ? () => go('giving.donation', { id: d.id }) : undefined} />
}

function Used({ fund: f, onChanged }: { fund: Fund; onChanged(): void }) {
  const list = usePages(cursor => fundUses(f.id, cursor), [f.id], { keep: 'fund:out:' + f.id })
  const [open, setOpen] = useState<FundUse>()
  return (
    <>
      <PagedList of={list} empty={{ text: t('giving.fund.out.none') }} row={u => <Row key={u.id} title={u.purpose} note={plainDay(u.used_on)} value={<Txt num bold tone='ink'>{whatOf(u)}</Txt>} onTap={() => setOpen(u)} />} />
      {open ? <UseSheet use={open} mayFix={f.may_record && !open.corrects_id} list={list} onClose={() => setOpen(undefined)} onFixed={() => { setOpen(undefined); onChanged() }} /> : null}
    </>
  )
}

function UseSheet({ use: u, mayFix, list, onClose, onFixed }: { use: FundUse; mayFix: boolean; list: Pages<FundUse>; onClose(): void; onFixed(): void }) {
  const [fixing, setFixing] = useState(false)
  if (fixing) return <FixSheet use={u} onClose={onClose} onDone={() => { list.reload(); onFixed() }} />
  return (
    <Sheet open title={u.purpose} closeLabel={t('ui.close')} onClose={onClose} foot={mayFix ? <Btn wide onTap={() => setFixing(true)}>{t('giving.fix')}</Btn> : undefined}>
      <Stack gap={3}>
        <Facts items={[[t('giving.fund.amount'), whatOf(u)], [t('giving.fund.day'), plainDay(u.used_on)], [t('giving.fund.evidence'), u.evidence]]} />
        {u.photos.length ? <Photos items={u.photos} /> : null}
        {u.entry_id ? <Btn onTap={() => { onClose(); go('lists.entry', { id: u.entry_id ?? '' }) }}>{t('giving.fund.entry')}</Btn> : null}
      </Stack>
    </Sheet>
  )
}

function FixSheet({ use: u, onClose, onDone }: { use: FundUse; onClose(): void; onDone(): void }) {
  const [text, setText] = useState(''), [reason, setReason] = useState(''), [tried, setTried] = useState(false)
  const amount = u.goods ? wholeNumber(text) : fenOf(text)
  const write = useWrite((n: number) => correctUse(u.id, n, reason.trim()), { done: t('giving.fix.done'), then: onDone })
  function send() {
    setTried(true)
    if (amount && reason.trim().length > 1) write.run(amount)
  }
  return (
    <Sheet open title={t('giving.fix')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('giving.fix.send')}</Btn>}>
      <Txt as='p' className='g-lead'>{t('giving.fix.lead')}</Txt>
      <Field required type='number' label={t('giving.fix.amount')} value={text} suffix={u.goods?.unit ?? t('giving.yuan')} error={tried && !amount ? t(u.goods ? 'giving.bad.count' : 'giving.bad.yuan') : write.fields.amount} onChange={setText} />
      <Field required label={t('giving.fix.reason')} value={reason} max={80} error={tried && reason.trim().length < 2 ? t('giving.fix.bad') : write.fields.reason} onChange={setReason} />
    </Sheet>
  )
}
