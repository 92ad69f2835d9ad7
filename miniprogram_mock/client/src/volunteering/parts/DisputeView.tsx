/** A record's dispute: what is disputed and by when who must act, both sides' words, and what the caller may do. */
import { useState } from 'react'
import { dateTime, day, exactHours, lastDay, wholeNumber } from '@/core/format'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import type { Dispute, DisputeSide, Photo, RecordMove, ServiceRecord } from '@/core/types'
import { addStatement, disputesOf, moveRecord, record as loadRecord } from '@/services/volunteering'
import { Area, Box, Btn, Card, Chip, Choice, Field, Figure, LoadedView, PhotoPicker, Photos, Section, Stack, Txt } from '@/ui'
import { disputeNote, disputeTone } from './rules'

interface Both { record: ServiceRecord; disputes: Dispute[] }
const load = async (id: string): Promise<Both> => {
  const [record, disputes] = await Promise.all([loadRecord(id), disputesOf(id)])
  return { record, disputes }
}
const may = (r: ServiceRecord, move: RecordMove) => r.moves.some(m => m.move === move)

export function DisputeBeside({ id, onDone }: { id: string; onDone?(): void }) {
  const both = useLoad(() => load(id), [id], { keep: 'dispute:' + id })
  const done = () => { both.reload(); onDone?.() }
  return <LoadedView of={both} shape='detail'>{x => <DisputeView key={`${x.record.state}:${x.disputes[0]?.id}`} of={x} onDone={done} />}</LoadedView>
}

function DisputeView({ of: { record: r, disputes }, onDone }: { of: Both; onDone(): void }) {
  const [now, ...before] = disputes, note = now && disputeNote(now, productNow())
  return (
    <>
      <Stack gap={3}>
        <Box className='v-top'><Txt size={2} tone='ink2' num>{r.number}</Txt>{now ? <Chip tone={disputeTone(now)}>{now.outcome_name ?? t('volunteering.dispute.waits')}</Chip> : <Chip tone='record'>{r.state_name}</Chip>}</Box>
        <Txt as='h2' size={4} bold>{r.shift.title}</Txt>
        <Box className='v-top'>
          <Txt as='p' tone='ink2' num>{`${r.member.name} · ${day(r.shift.starts_at, productNow())}`}</Txt>
          <Figure tone='record' value={r.minutes == null ? '' : exactHours(r.minutes)} />
        </Box>
        {note ? <Box className='v-turn'><Txt as='p' bold tone={now.is_late ? 'seal' : undefined}>{note.who}</Txt><Txt as='p' size={2} num tone='ink2'>{note.when}</Txt></Box> : null}
        {now?.outcome && now.outcome !== 'withdrawn' ? <Outcome of={now} /> : null}
      </Stack>
      {now ? <Sides of={now} /> : may(r, 'dispute') ? <Objection record={r} onDone={onDone} /> : <Box className='v-gap'><Txt as='p' tone='ink2'>{t('volunteering.dispute.nothing')}</Txt></Box>}
      {now && may(r, 'dispute') ? <Objection record={r} onDone={onDone} /> : null}
      {now?.may_state ? <Say record={r} dispute={now} onDone={onDone} /> : null}
      {r.state === 'disputed' && may(r, 'uphold') ? <Rule record={r} dispute={now} onDone={onDone} /> : null}
      {may(r, 'withdraw') ? <Withdraw record={r} onDone={onDone} /> : null}
      {before.length ? <Section title={t('volunteering.dispute.before')}><Stack gap={3}>{before.map(d => <Outcome key={d.id} of={d} />)}</Stack></Section> : null}
    </>
  )
}

function Outcome({ of: d }: { of: Dispute }) {
  const who = d.ruler ? t('volunteering.dispute.by', { name: d.ruler.name }) : undefined
  return (
    <Card><Stack gap={2}>
      <Txt as='p' bold>{d.outcome_name}</Txt>
      {d.minutes_after !== null ? <Txt as='p' num>{t('volunteering.dispute.lowered', { before: exactHours(d.minutes_before), after: exactHours(d.minutes_after) })}</Txt> : null}
      {d.reason ? <Txt as='p'>{d.reason}</Txt> : null}
      <Txt as='p' size={1} tone='ink2' num>{[who, d.closed_at && dateTime(d.closed_at)].filter(Boolean).join(' · ')}</Txt>
    </Stack></Card>
  )
}

const SIDES: DisputeSide[] = ['objector', 'record']
/** One under the other on the phone, beside each other where there is room. */
function Sides({ of: d }: { of: Dispute }) {
  return <Box className='v-sides'>{SIDES.map(side => <Side key={side} of={d} side={side} />)}</Box>
}
function Side({ of: d, side }: { of: Dispute; side: DisputeSide }) {
  const words = d.statements.filter(s => s.side === side)
  return (
    <Section title={t(`volunteering.dispute.${side}`)}>
      {words.length ? <Stack gap={3}>{words.map((s, i) => (
        <Card key={i} className={side === 'objector' ? 'v-word left' : 'v-word right'}><Stack gap={2}>
          <Txt as='p' size={2} bold>{`${s.role}${s.is_mine ? t('volunteering.dispute.me') : s.by ? ` · ${s.by.name}` : ''}${s.turn > 1 ? t('volunteering.dispute.reply') : ''}`}</Txt>
          <Txt as='p'>{s.text}</Txt>
          {s.photos.length ? <Photos items={s.photos} /> : null}
          <Txt as='p' size={1} tone='ink2' num>{dateTime(s.at)}</Txt>
        </Stack></Card>
      ))}</Stack> : <Txt as='p' tone='ink2'>{t('volunteering.dispute.silent')}</Txt>}
    </Section>
  )
}

/** Words with photos and one button; the objection and both sides' statements are written here. */
function Words({ label, help, button, max, busy, error, onSend }: { label: string; help: string; button: string; max: number; busy: boolean; error?: string; onSend(text: string, photos: string[]): void }) {
  const [text, setText] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const send = () => { setTried(true); if (text.trim()) onSend(text.trim(), photos.map(p => p.id)) }
  return (
    <Section><Box className='v-form'>
      <Area required label={label} help={help} value={text} max={max} error={tried && !text.trim() ? t('volunteering.note.need') : error} onChange={setText} />
      <PhotoPicker value={photos} onChange={change => setPhotos(change)} onBusy={setSending} />
      <Box className='v-gap'><Btn kind='main' wide disabled={sending} busy={busy} onTap={send}>{button}</Btn></Box>
    </Box></Section>
  )
}

function Objection({ record: r, onDone }: { record: ServiceRecord; onDone(): void }) {
  const until = r.notice_until ? lastDay(r.notice_until, productNow()) : ''
  const write = useWrite((note: string, photos: string[]) => moveRecord(r.id, 'dispute', { note, photos }), { done: t('volunteering.moved.dispute'), then: onDone })
  return <Words label={t('volunteering.note.dispute')} help={t('volunteering.dispute.help', { until })} button={t('volunteering.dispute.send')} max={500} busy={write.busy} error={write.fields.note} onSend={write.run} />
}

function Say({ record: r, dispute: d, onDone }: { record: ServiceRecord; dispute: Dispute; onDone(): void }) {
  const again = d.statements.some(s => s.is_mine), until = lastDay(d.evidence_until, productNow())
  const write = useWrite((text: string, photos: string[]) => addStatement(r.id, text, photos), { done: t('volunteering.dispute.said'), then: onDone })
  return <Words label={t(again ? 'volunteering.dispute.again' : 'volunteering.dispute.mine')} help={t(again ? 'volunteering.dispute.again.help' : 'volunteering.dispute.mine.help', { until })} button={t('volunteering.dispute.say')} max={1000} busy={write.busy} error={write.fields.text} onSend={write.run} />
}

type Ruling = 'uphold' | 'lower' | 'reject'
function Rule({ record: r, dispute: d, onDone }: { record: ServiceRecord; dispute?: Dispute; onDone(): void }) {
  const [how, setHow] = useState<Ruling | ''>(''), [text, setText] = useState(''), [why, setWhy] = useState(''), [tried, setTried] = useState(false)
  const most = (r.minutes ?? 1) - 1, minutes = wholeNumber(text, most)
  const heard = !d || d.statements.some(s => s.side === 'record') || productNow() >= Date.parse(d.evidence_until)
  const write = useWrite((move: Ruling, note: string, left?: number) => moveRecord(r.id, move, { note, minutes: left }), { then: onDone, done: t('volunteering.dispute.ruled') })
  async function send() {
    setTried(true)
    if (!how || !why.trim() || (how === 'lower' && minutes === undefined)) return
    if (!await ask({ title: t(`volunteering.rule.${how}`), text: t('volunteering.rule.ask'), yes: t('volunteering.rule.send') })) return
    await write.run(how, why.trim(), how === 'lower' ? minutes : undefined)
  }
  const options = (['uphold', 'lower', 'reject'] as const).filter(m => may(r, m) && (heard || m === 'uphold')).map(value => ({ value, text: t(`volunteering.rule.${value}`), note: t(`volunteering.rule.${value}.note`) }))
  return (
    <Section title={t('volunteering.rule')} note={heard || !d ? undefined : t('volunteering.rule.unheard', { until: lastDay(d.evidence_until, productNow()) })}>
      <Box className='v-form'><Stack gap={4}>
        <Choice<Ruling> required label={t('volunteering.rule.how')} value={how} options={options} error={tried && !how ? t('volunteering.rule.how.bad') : undefined} onChange={setHow} />
        {how === 'lower' ? <Field required type='number' label={t('volunteering.rule.minutes')} suffix={t('exchange.unit')} help={t('volunteering.rule.minutes.help', { n: most })} value={text} error={tried && minutes === undefined ? t('volunteering.rule.minutes.bad', { n: most }) : write.fields.minutes} onChange={setText} /> : null}
        <Area required label={t('volunteering.rule.why')} help={t('volunteering.rule.why.help')} value={why} max={500} error={tried && !why.trim() ? t('volunteering.note.need') : write.fields.note} onChange={setWhy} />
        <Btn kind='main' wide busy={write.busy} onTap={send}>{t('volunteering.rule.send')}</Btn>
      </Stack></Box>
    </Section>
  )
}

function Withdraw({ record: r, onDone }: { record: ServiceRecord; onDone(): void }) {
  const write = useWrite(() => moveRecord(r.id, 'withdraw'), { done: t('volunteering.moved.withdraw'), then: onDone })
  const tap = async () => { if (await ask({ title: t('volunteering.withdraw.ask'), text: t('volunteering.withdraw.text'), yes: t('volunteering.withdraw'), danger: true })) await write.run() }
  return <Section><Btn kind='danger' wide busy={write.busy} onTap={tap}>{t('volunteering.withdraw')}</Btn></Section>
}
