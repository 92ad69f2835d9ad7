/** Scan or type the leader's code: check in, or out when I am in; without a network it waits here. Each refusal says what to do. */
import { useState, useSyncExternalStore } from 'react'
import { exactHours } from '@/core/format'
import { message } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { forgetRefusal, online, outbox, prefs, refusals, session, setPrefs } from '@/core/store'
import type { Fence, ServiceRecord, Shift, SignUp } from '@/core/types'
import { device } from '@/platform/device'
import type { Place } from '@/platform/types'
import { checkIn, checkOut, readShiftQr } from '@/services/volunteering'
import { Box, Btn, Row, Rows, ScanEntry, Stack, Toggle, Txt } from '@/ui'
import { fenceOf, lostChecks, stepWith, waitingChecks, type LostCheck, type WaitingCheck } from './checks'
import { wardStep } from './activity'
import { checkStep, codeWords, near } from './rules'

export function CheckPanel({ shift, ward, onDone }: { shift: Shift; /** whom I check in beside me */ ward?: SignUp; onDone(): void }) {
  const whose = ward?.member.id
  const { waiting, lost } = useChecks(shift.id, whose)
  const step = stepWith(ward ? wardStep(shift, ward, productNow()) : checkStep(shift, productNow()), waiting), out = step === 'out'
  const [other, setOther] = useState(false)
  const [done, setDone] = useState<ServiceRecord>()
  const agreed = prefs.use().place
  const write = useWrite(async (shiftId: string, code: string, site?: Place) => (out ? checkOut : checkIn)(shiftId, code, agreed && site ? await whereAmI(site) : 'not_given', whose), {
    // The refusal of the try before must not stand beside what worked.
    then: r => { message.set(undefined); setDone(r) },
  })
  function read(text: string) {
    const qr = readShiftQr(text), code = qr?.code ?? (/^\d{6}$/.test(text) ? text : undefined)
    setOther(!code)
    if (code) write.run(qr?.shiftId ?? shift.id, code, qr?.at)
  }
  if (done) return <Done record={done} onClose={() => { setDone(undefined); onDone() }} />
  const refused = write.error && !write.error.offline ? codeWords(write.error.code, shift, productNow(), out) ?? write.fields.code ?? write.error.words : undefined
  return (
    <Stack gap={4}>
      <Queue waiting={waiting} lost={lost} shift={shift} />
      {step ? (
        <>
          <ScanEntry key={step} digits={6} busy={write.busy} label={t('volunteering.digits')} help={t('volunteering.digits.help')} error={other ? t('volunteering.scan.other') : refused}
            scanText={t(out ? 'volunteering.scan.out' : 'volunteering.scan.in')} submitText={t(out ? 'volunteering.submit.out' : 'volunteering.submit.in')} onCode={read} />
          <Rows><Toggle label={t('volunteering.ask.place')} note={t('volunteering.ask.place.note')} on={!!agreed} onChange={place => setPrefs({ place })} /></Rows>
          <Txt as='p' size={2} tone='ink2'>{t('volunteering.noNetwork')}</Txt>
        </>
      ) : null}
      {write.error?.code === 'not_signed_up' ? <Btn kind='quiet' onTap={() => go('volunteering.shift', { id: shift.id })}>{t('volunteering.code.go')}</Btn> : null}
    </Stack>
  )
}

/** Compared here; only the answer is sent. */
const whereAmI = (site: Place): Promise<Fence> => device.place().then(mine => fenceOf(mine, site), () => 'not_given')

/** What of this shift waits on the phone, and what came back refused; both watched. */
function useChecks(shiftId: string, ward: string | undefined) {
  const list = useSyncExternalStore(outbox.subscribe, outbox.snapshot, outbox.snapshot)
  const owner = session.use()?.person.id ?? ''
  return { waiting: waitingChecks(list.filter(p => p.owner === owner), shiftId, ward), lost: lostChecks(refusals.use(), shiftId, owner, ward) }
}

function Queue({ waiting, lost, shift }: { waiting: readonly WaitingCheck[]; lost: readonly LostCheck[]; shift: Shift }) {
  const up = online.use()
  if (!waiting.length && !lost.length) return null
  return (
    <Rows label={t('volunteering.queue.label')}>
      {waiting.map(c => <Row key={c.key} title={t(`volunteering.queue.${c.way}`, { time: near(new Date(c.at).toISOString(), productNow()) })} note={t(up ? 'volunteering.queue.sending' : 'volunteering.queue.note')}
        value={<Btn kind='quiet' label={t('volunteering.queue.drop.label')} onTap={() => outbox.forget(c.key)}>{t('volunteering.queue.drop')}</Btn>} />)}
      {lost.map(c => <Row key={c.key} title={<Txt tone='danger'>{t(`volunteering.queue.lost.${c.way}`, { time: near(new Date(c.at).toISOString(), productNow()) })}</Txt>} note={codeWords(c.code, shift, productNow(), c.way === 'out') ?? c.words}
        value={<Btn kind='quiet' onTap={() => forgetRefusal(c.key)}>{t('volunteering.queue.read')}</Btn>} />)}
    </Rows>
  )
}

function Done({ record, onClose }: { record: ServiceRecord; onClose(): void }) {
  const out = record.checked_out_at != null
  return (
    <Box className='v-done' role='status'>
      <Box className='v-tick'><Box className='v-tick-in' /></Box>
      <Txt as='h2' size={4} bold>{out ? t('volunteering.done.out', { time: exactHours(record.minutes ?? 0) }) : t('volunteering.done.in')}</Txt>
      <Txt as='p' tone='ink2'>{t(out ? 'volunteering.done.out.note' : 'volunteering.done.in.note')}</Txt>
      {out ? <Btn kind='main' wide onTap={() => go('volunteering.record', { id: record.id })}>{t('volunteering.do.record')}</Btn> : null}
      <Btn wide onTap={onClose}>{t('volunteering.done.shift')}</Btn>
    </Box>
  )
}
