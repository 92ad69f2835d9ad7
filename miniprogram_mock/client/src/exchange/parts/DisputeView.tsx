/** A dispute: the two words beside each other, my own to add, the desk's ruling. */
import { useState } from 'react'
import { dateTime, span } from '@/core/format'
import { ask } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { OrderSide, Photo, WholeOrder } from '@/core/types'
import { addStatement } from '@/services/exchange'
import { Area, Box, Btn, Card, Chip, Choice, Facts, Field, Line, PhotoPicker, Photos, Row, Rows, Section, Stack, Txt } from '@/ui'
import { may, minutesOf, time, TONES } from '../rules'
import type { OrderControl } from './OrderView'

export function DisputeView({ order: o, of, beside }: { order: WholeOrder; of: OrderControl; beside?: boolean }) {
  const { isStaff, isSupervisor } = useMe()
  const open = may(o, 'dispute') || (o.state === 'disputed' && o.side !== null)
  return (
    <>
      <Stack gap={2}>
        <Line><Chip tone={TONES[o.state]}>{o.state_name}</Chip><Txt size={2} tone='ink2'>{o.category_name}</Txt></Line>
        <Txt as='h2' size={4} bold>{o.title}</Txt>
        <Txt as='p' tone='ink2' num>{`${span(o.starts_at, o.ends_at)} · ${time(o.minutes)}`}</Txt>
        {o.next ? <Box className='x-turn'><Txt as='p' bold>{`${t('exchange.now')}${o.next.who}：${o.next.what}`}</Txt>{o.next.due_at ? <Txt as='p' size={2} num tone='ink2'>{`${t('exchange.until', { when: dateTime(o.next.due_at) })}；${o.next.otherwise ?? ''}`}</Txt> : null}</Box> : null}
      </Stack>
      <Section>
        <Card><Facts items={[[t('exchange.asker'), o.asker.name], o.helper && [t('exchange.helper'), o.helper.name], !!o.reported_minutes && [t('exchange.reported'), time(o.reported_minutes)], !!o.record?.minutes && [t('exchange.record'), time(o.record.minutes)], o.posted_minutes !== null && [t('exchange.posted'), time(o.posted_minutes)]]} /></Card>
        {beside ? null : <Box className='x-gap'><Rows><Row title={t('exchange.look')} onTap={() => go('exchange.order', { id: o.id })} /></Rows></Box>}
      </Section>
      <Section title={t('exchange.dispute.title')}>
        {o.statements.length ? <Stack gap={3}>{o.statements.map((s, i) => (
          <Card key={i}><Stack gap={2}>
            <Txt as='p' bold>{`${t(`exchange.dispute.${s.side}`)} · ${s.by.name}`}</Txt><Txt as='p'>{s.text}</Txt>
            {s.photos.length ? <Photos items={s.photos} /> : null}
            <Txt as='p' size={1} tone='ink2' num>{dateTime(s.at)}</Txt>
          </Stack></Card>
        ))}</Stack> : <Txt as='p' tone='ink2'>{t('exchange.dispute.none')}</Txt>}
      </Section>
      {open ? <Say order={o} of={of} /> : null}
      {may(o, 'rule') ? <Rule order={o} of={of} beside={beside} /> : o.state === 'disputed' && o.side !== null && (isStaff || isSupervisor) ? <Box className='x-gap'><Txt as='p' tone='ink2'>{t('exchange.rule.not')}</Txt></Box> : null}
    </>
  )
}

/** The first word opens the dispute, later ones are added to it. */
function Say({ order: o, of }: { order: WholeOrder; of: OrderControl }) {
  const [text, setText] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const first = may(o, 'dispute')
  const after = (x: WholeOrder) => { of.done(x); setText(''); setPhotos([]); setTried(false) }
  const more = useWrite(() => addStatement(o.id, text.trim(), photos.map(p => p.id)), { done: t('exchange.dispute.sent'), then: after })
  async function send() {
    setTried(true)
    if (!text.trim()) return
    if (!first) { await more.run(); return }
    const r = await of.move({ move: 'dispute', note: text.trim(), photos: photos.map(p => p.id) })
    if (r) after(r)
  }
  return (
    <Section>
      <Area required label={t(first ? 'exchange.dispute.mine' : 'exchange.dispute.more')} help={t('exchange.dispute.help')} value={text} max={500} error={tried && !text.trim() ? t('exchange.dispute.bad') : more.fields.text} onChange={setText} />
      <PhotoPicker value={photos} onChange={change => setPhotos(change)} onBusy={setSending} />
      <Box className='x-gap'><Btn kind='main' wide disabled={sending} busy={more.busy || of.write.busy} onTap={send}>{t('exchange.dispute.send')}</Btn></Box>
    </Section>
  )
}

function Rule({ order: o, of, beside }: { order: WholeOrder; of: OrderControl; beside?: boolean }) {
  const [text, setText] = useState(''), [why, setWhy] = useState(''), [fault, setFault] = useState<OrderSide | 'none'>('none'), [tried, setTried] = useState(false)
  const minutes = minutesOf(text, 0, o.ruling_most)
  async function send() {
    setTried(true)
    if (minutes === undefined || !why.trim()) return
    if (!await ask({ title: t('exchange.rule'), text: t('exchange.confirm.text', { time: time(minutes) }), yes: t('exchange.rule.send') })) return
    const r = await of.move({ move: 'rule', minutes, note: why.trim(), at_fault: fault === 'none' ? undefined : fault })
    if (r && !beside) back()
  }
  return (
    <Section title={t('exchange.rule')}>
      <Stack gap={4}>
        {o.posted_minutes !== null ? <Txt as='p' tone='ink2' num>{t('exchange.rule.posted', { n: o.posted_minutes })}</Txt> : null}
        <Field required type='number' label={t('exchange.rule.minutes')} suffix={t('exchange.unit')} help={t('exchange.rule.help', { n: o.ruling_most })} value={text} error={tried && minutes === undefined ? t('exchange.rule.bad', { n: o.ruling_most }) : of.write.fields.minutes} onChange={setText} />
        <Area required label={t('exchange.rule.why')} help={t('exchange.rule.why.help')} value={why} max={500} error={tried && !why.trim() ? t('exchange.rule.bad.why') : of.write.fields.note} onChange={setWhy} />
        <Choice<OrderSide | 'none'> required inline label={t('exchange.rule.fault')} value={fault} options={[{ value: 'none', text: t('exchange.rule.fault.none') }, { value: 'asker', text: t('exchange.asker') }, { value: 'helper', text: t('exchange.helper') }]} onChange={setFault} />
        <Btn kind='main' wide busy={of.write.busy} onTap={send}>{t('exchange.rule.send')}</Btn>
      </Stack>
    </Section>
  )
}
