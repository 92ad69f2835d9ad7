/** A unit takes an entry on, whole or in part. */
import { useState } from 'react'
import Taro from '@tarojs/taro'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Entry } from '@/core/types'
import { claimEntry } from '@/services/claims'
import { entry as loadEntry } from '@/services/lists'
import { Area, Box, Btn, Card, Choice, Empty, Field, Line, LoadedView, Screen, Section, Stack, Stepper, Txt } from '@/ui'
import { isClaimable, leftOf } from '../parts/rules'
import { leftAfter } from './rules'
import '../parts/index.scss'

const draftOf = (id: string) => `draft:claim:${id}`

export default function ClaimPage() {
  const { entry_id = '' } = useParams<'entry_id'>()
  const { contactOf } = useMe()
  const load = useLoad(() => loadEntry(entry_id), [entry_id])
  const e = load.data
  const [unit, setUnit] = useState(contactOf[0]?.id ?? '')
  const [wanted, setWanted] = useState(1)
  const [note, setNote] = useState<string>(() => String(Taro.getStorageSync(draftOf(entry_id)) || ''))
  const send = useWrite(() => claimEntry(entry_id, unit, quantity, note.trim() || undefined), { done: t('lists.c.sent'), then: () => { Taro.removeStorageSync(draftOf(entry_id)); back() } })
  // Another unit was faster: the refusal says what is left.
  const left = e ? leftAfter(send.error, leftOf(e)) : 0
  const quantity = Math.max(1, Math.min(wanted, left))
  const open = !!e && isClaimable(e) && left > 0 && contactOf.length > 0
  const keep = (v: string) => { setNote(v); Taro.setStorageSync(draftOf(entry_id), v) }
  return (
    <Screen title={t('lists.c.title')} action={open ? <Btn kind='main' wide busy={send.busy} onTap={() => send.run()}>{t('lists.c.send', { n: quantity, unit: e.quantity_unit ?? '' })}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{x => (open ? (
        <>
          <About entry={x} left={left} />
          {send.error?.code === 'claim_exceeds_entry' ? <Box role='alert' className='l-gap'><Txt as='p' tone='danger'>{t('lists.c.exceeds', { n: left, unit: x.quantity_unit ?? '' })}</Txt></Box>
            : send.error && !send.error.offline && !send.fields.note ? <Box role='alert' className='l-gap'><Txt as='p' tone='danger'>{send.error.words}</Txt></Box> : null}
          <Section>
            <Stack gap={4}>
              <Quantity unit={x.quantity_unit ?? ''} left={left} value={quantity} onChange={setWanted} />
              {contactOf.length > 1 ? <Choice required label={t('lists.c.unit')} value={unit} options={contactOf.map(u => ({ value: u.id, text: u.name }))} onChange={setUnit} /> : null}
              <Area label={t('lists.c.note')} help={t('lists.c.note.help')} value={note} max={500} error={send.fields.note} onChange={keep} />
              <Txt as='p' size={2} tone='ink2'>{t('lists.c.next')}</Txt>
            </Stack>
          </Section>
        </>
      ) : <Empty text={t(contactOf.length === 0 ? 'lists.c.notContact' : send.error ? 'lists.c.none' : leftOf(x) ? 'lists.c.closed' : 'lists.c.full')} action={{ text: t('lists.c.back'), onTap: back }} />)}</LoadedView>
    </Screen>
  )
}

const About = ({ entry: e, left }: { entry: Entry; left: number }) => (
  <Stack gap={2}>
    <Txt as='h2' size={4} bold>{e.title}</Txt>
    <Txt as='p' tone='ink2'>{t('lists.c.left', { n: left, unit: e.quantity_unit ?? '' })}</Txt>
  </Stack>
)

/** Steps for a few; beyond twenty a field as well, nobody taps a hundred times. */
function Quantity({ unit, left, value, onChange }: { unit: string; left: number; value: number; onChange(n: number): void }) {
  return (
    <Card><Stack gap={2}>
      <Stepper label={t('lists.c.how')} value={value} max={left} unit={unit} onChange={onChange} />
      {left > 20 ? <Field type='number' hideLabel label={t('lists.c.how')} value={String(value)} max={9} suffix={unit} onChange={v => onChange(Number(v.replace(/\D/g, '')) || 1)} /> : null}
      {left > 1 ? <Line><Btn kind='quiet' onTap={() => onChange(left)}>{t('lists.c.all', { n: left, unit })}</Btn></Line> : null}
    </Stack></Card>
  )
}
