/** An entry is taken on, whole or in part: by a unit, alone or with others, or by a resident who grants a wish. Where nothing is left, in line. */
import { useState } from 'react'
import Taro from '@tarojs/taro'
import { lastDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ClaimIn, Entry } from '@/core/types'
import { claimEntry } from '@/services/claims'
import { entry as loadEntry } from '@/services/lists'
import { Area, Box, Btn, Card, Choice, Empty, Field, Line, LoadedView, Row, Rows, Screen, Section, Stack, Stepper, Txt } from '@/ui'
import { HelpSheet, helpNote, type Help } from '../parts/HelpSheet'
import { canWait, leftOf, unitOf, who } from '../parts/rules'
import { claimantsOf, leftAfter, mostOf, mustWait } from './rules'
import '../parts/index.scss'

const draftOf = (id: string) => `draft:claim:${id}`

export default function ClaimPage() {
  const { entry_id = '' } = useParams<'entry_id'>()
  const { membership } = useMe()
  const load = useLoad(() => loadEntry(entry_id), [entry_id])
  const e = load.data
  const options = e ? claimantsOf(e, who(membership)) : []
  const [chosen, setChosen] = useState(''), [wanted, setWanted] = useState(1), [helps, setHelps] = useState<Help[]>([])
  const [note, setNote] = useState<string>(() => String(Taro.getStorageSync(draftOf(entry_id)) || ''))
  const as = options.find(o => o.value === chosen) ?? options[0]
  const send = useWrite((body: ClaimIn) => claimEntry(entry_id, body), { done: r => t(r.state === 'waiting' ? 'lists.c.waits' : 'lists.c.sent'), then: () => { Taro.removeStorageSync(draftOf(entry_id)); back() } })
  // Another unit was faster: the refusal says what is left.
  const left = e ? leftAfter(send.error, leftOf(e)) : 0
  const waits = !!e && !!as && mustWait(e, as, left)
  const most = e ? mostOf(e, left, waits) : 0
  const quantity = Math.max(1, Math.min(wanted, most))
  const open = !!e && !!as && canWait(e) && most > 0
  const keep = (v: string) => { setNote(v); Taro.setStorageSync(draftOf(entry_id), v) }
  const shared = helps.reduce((sum, h) => sum + h.share, 0)
  const submit = () => as && send.run({ actor: { type: as.type, id: as.value }, quantity, note: note.trim() || undefined, wait: waits || undefined, assists: as.type === 'unit' && helps.length ? helps.map(h => ({ unit_id: h.unit.id, share: h.share, part: h.part || undefined })) : undefined })
  const measure = e ? unitOf(e) : ''
  return (
    <Screen title={t('lists.c.title')} action={open ? <Btn kind='main' wide busy={send.busy} onTap={submit}>{t(waits ? 'lists.c.wait' : 'lists.c.send', { n: quantity, unit: measure })}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{x => (open && as ? (
        <>
          <About entry={x} left={left} waits={waits} />
          {send.error?.code === 'claim_exceeds_entry' && left > 0 ? <Box role='alert' className='l-gap'><Txt as='p' tone='danger'>{t('lists.c.exceeds', { n: left, unit: measure })}</Txt></Box>
            : send.error && !send.error.offline && !send.fields.note ? <Box role='alert' className='l-gap'><Txt as='p' tone='danger'>{send.fields.assists ?? send.error.words}</Txt></Box> : null}
          <Section>
            <Stack gap={4}>
              <Quantity unit={measure} left={most} value={quantity} min={shared + 1} onChange={setWanted} />
              {options.length > 1 ? <Choice required label={t('lists.c.unit')} value={as.value} options={options} onChange={setChosen} /> : null}
              <Area label={t('lists.c.note')} help={t('lists.c.note.help')} value={note} max={500} error={send.fields.note} onChange={keep} />
            </Stack>
          </Section>
          {as.type === 'unit' ? <Together unitId={as.value} helps={helps} quantity={quantity} measure={measure} onChange={setHelps} /> : null}
          <Txt as='p' size={2} tone='ink2' className='l-gap'>{t(waits ? 'lists.c.next.wait' : helps.length ? 'lists.c.next.help' : 'lists.c.next')}</Txt>
        </>
      ) : <Empty text={t(!options.length ? 'lists.c.notContact' : send.error ? 'lists.c.none' : leftOf(x) ? 'lists.c.closed' : 'lists.c.full')} action={{ text: t('lists.c.back'), onTap: back }} />)}</LoadedView>
    </Screen>
  )
}

const About = ({ entry: e, left, waits }: { entry: Entry; left: number; waits: boolean }) => (
  <Stack gap={2}>
    <Txt as='h2' size={4} bold>{e.title}</Txt>
    <Txt as='p' tone='ink2'>{!waits ? t('lists.c.left', { n: left, unit: unitOf(e) }) : e.addressed ? t('lists.first.until', { units: e.addressed.units.map(u => u.name).join('、'), day: lastDay(e.addressed.until) }) : t('lists.c.nothing')}</Txt>
  </Stack>
)

/** Steps for a few; beyond twenty a field as well, nobody taps a hundred times. */
function Quantity({ unit, left, value, min, onChange }: { unit: string; left: number; value: number; min: number; onChange(n: number): void }) {
  return (
    <Card><Stack gap={2}>
      <Stepper label={t('lists.c.how')} value={value} min={Math.min(min, left)} max={left} unit={unit} onChange={onChange} />
      {left > 20 ? <Field type='number' hideLabel label={t('lists.c.how')} value={String(value)} max={9} suffix={unit} onChange={v => onChange(Math.max(min, Number(v.replace(/\D/g, '')) || 1))} /> : null}
      {left > 1 ? <Line><Btn kind='quiet' onTap={() => onChange(left)}>{t('lists.c.all', { n: left, unit })}</Btn></Line> : null}
    </Stack></Card>
  )
}

/** The units that are asked to help; what they do not take stays with the claimant. */
function Together({ unitId, helps, quantity, measure, onChange }: { unitId: string; helps: Help[]; quantity: number; measure: string; onChange(helps: Help[]): void }) {
  const [asking, setAsking] = useState(false)
  const own = quantity - helps.reduce((sum, h) => sum + h.share, 0)
  return (
    <Section title={t('lists.help')} note={helps.length ? t('lists.help.own', { n: own, unit: measure }) : t('lists.help.note')}>
      <Stack gap={3}>
        {helps.length ? <Rows label={t('lists.help')}>{helps.map(h => <Row key={h.unit.id} title={h.unit.name} note={helpNote(h, measure)} value={<Btn kind='quiet' label={`${t('lists.help.drop')}，${h.unit.name}`} onTap={() => onChange(helps.filter(x => x !== h))}>{t('lists.help.drop')}</Btn>} />)}</Rows> : null}
        <Line><Btn onTap={() => setAsking(true)}>{t('lists.help.ask')}</Btn></Line>
      </Stack>
      {asking ? <HelpSheet left={own} measure={measure} without={[unitId, ...helps.map(h => h.unit.id)]} onAsk={h => { setAsking(false); onChange([...helps, h]) }} onClose={() => setAsking(false)} /> : null}
    </Section>
  )
}
