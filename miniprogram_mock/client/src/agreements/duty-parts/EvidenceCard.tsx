/** One piece of evidence: what it shows, what became of it, and the decision where it is the reader's to make. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, plainDay, wholeNumber } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import type { DutyEvidence, DutyTermWhole } from '@/core/types'
import { Reason } from '@/desk/parts/Reason'
import { moveEvidence } from '@/services/duties'
import { Area, Btn, Card, Chip, Field, Line, Photos, Sheet, Stack, Txt } from '@/ui'
import { evidenceTone, muchOf } from './rules'

export function EvidenceCard({ of: e, term, onDone }: { of: DutyEvidence; term: DutyTermWhole; onDone(x: DutyTermWhole): void }) {
  const [open, setOpen] = useState<'accept' | 'reject'>()
  const may = (move: string) => e.moves.some(m => m.move === move)
  const done = { accept: t('duty.accept.done'), reject: t('duty.reject.done'), withdraw: t('duty.withdraw.done') }
  const write = useWrite((move: 'accept' | 'reject' | 'withdraw', more?: { amount?: number; reason?: string }) => moveEvidence(e.id, move, more).then(x => { setOpen(undefined); onDone(x); return move }), { done: move => done[move] })
  const withdraw = async () => { if (await ask({ title: t('duty.withdraw.ask'), text: t('duty.withdraw.text'), yes: t('duty.withdraw') })) await write.run('withdraw') }
  const partly = e.accepted_amount !== null && e.accepted_amount < e.amount
  return (
    <Card><Stack gap={2}>
      <Line between><Txt bold num>{`${e.kind_name} · ${muchOf(e.amount, term)}`}</Txt><Chip tone={evidenceTone(e.state)}>{partly ? t('duty.accepted.part', { state: e.state_name, n: e.accepted_amount!, unit: term.duty.measure }) : e.state_name}</Chip></Line>
      {e.kind === 'photo' ? null : <Txt as='p' num>{e.source ? `${e.source.title} · ${plainDay(e.source.day, productNow())} · ${e.source.size}` : t('duty.source.gone')}</Txt>}
      {e.note ? <Txt as='p'>{e.note}</Txt> : null}
      {e.photos.length ? <Photos items={e.photos} /> : null}
      <Txt as='p' size={2} tone='ink2' num>{t('duty.handed.by', { name: e.by, when: dateTime(e.at) })}</Txt>
      {e.reason ? <Txt as='p'>{t('duty.reason', { text: e.reason })}</Txt> : null}
      {e.decided_by && e.decided_at ? <Txt as='p' size={2} tone='ink2' num>{`${e.state_name} · ${t('duty.decided.by', { name: e.decided_by, when: dateTime(e.decided_at) })}`}</Txt> : null}
      {e.moves.length ? <Line>
        {may('accept') ? <Btn kind='main' busy={write.busy} onTap={() => setOpen('accept')}>{t('duty.accept')}</Btn> : null}
        {may('reject') ? <Btn kind='danger' busy={write.busy} onTap={() => setOpen('reject')}>{t('duty.reject')}</Btn> : null}
        {may('withdraw') ? <Btn busy={write.busy} onTap={withdraw}>{t('duty.withdraw')}</Btn> : null}
      </Line> : null}
    </Stack>
    {open === 'accept' ? <Accept of={e} term={term} busy={write.busy} wrong={write.fields.reason} onSend={more => write.run('accept', more)} onClose={() => setOpen(undefined)} /> : null}
    {open === 'reject' ? <Reason title={t('duty.reject')} label={t('duty.reject.why')} need={t('duty.why.need')} busy={write.busy} onSend={reason => write.run('reject', { reason })} onClose={() => setOpen(undefined)} /> : null}
    </Card>
  )
}

/** All of it by one tap; less asks why. */
function Accept({ of: e, term, busy, wrong, onSend, onClose }: { of: DutyEvidence; term: DutyTermWhole; busy: boolean; wrong?: string; onSend(more: { amount?: number; reason?: string }): void; onClose(): void }) {
  const [text, setText] = useState(String(e.amount)), [why, setWhy] = useState(''), [tried, setTried] = useState(false)
  const n = wholeNumber(text, e.amount), amount = n && n > 0 ? n : undefined, less = amount !== undefined && amount < e.amount
  function send() {
    setTried(true)
    if (amount === undefined || (less && !why.trim())) return
    onSend(less ? { amount, reason: why.trim() } : {})
  }
  return (
    <Sheet open title={t('duty.accept')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={busy} onTap={send}>{t('duty.accept')}</Btn>}>
      <Stack gap={4}>
        <Field required type='number' label={t('duty.accept.amount')} suffix={term.duty.measure} help={t('duty.accept.amount.help', { n: e.amount, unit: term.duty.measure })} value={text} error={tried && amount === undefined ? t('duty.accept.bad', { n: e.amount }) : undefined} onChange={setText} />
        {less ? <Area required label={t('duty.accept.why')} value={why} max={500} error={tried && !why.trim() ? t('duty.why.need') : wrong} onChange={setWhy} /> : null}
      </Stack>
    </Sheet>
  )
}
