/** What signing up or accepting still asks: for whom, which role, a certificate, the unit, a guardian, the risks. Only what applies. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Shift, SignUp, SignUpOptions } from '@/core/types'
import { acceptPlace, signUp } from '@/services/volunteering'
import { Box, Btn, Check, Choice, Field, Row, Rows, Sheet, Stack, Txt } from '@/ui'
import { joinBody, joinFaults, startJoin, type JoinForm } from './activity'

export interface JoinSheetProps { shift: Shift; options: SignUpOptions; /** accept this invitation instead of signing up */ invited?: SignUp; onClose(): void; onDone(s: SignUp): void }

export function JoinSheet({ shift: s, options: o, invited, onClose, onDone }: JoinSheetProps) {
  const [form, setForm] = useState<JoinForm>(() => startJoin(s, invited)), [tried, setTried] = useState(false)
  const set = (change: Partial<JoinForm>) => setForm(was => ({ ...was, ...change }))
  const write = useWrite(() => (invited ? acceptPlace(invited.id, joinBody(s, o, form)) : signUp(s.id, joinBody(s, o, form))), { then: onDone, shown: true })
  const bad = tried ? joinFaults(s, o, form, invited) : {}
  const role = s.roles.find(r => r.id === form.role), mine = form.whom === 'me', asksGuardian = !invited && mine && o.needs_guardian_named
  function send() {
    setTried(true)
    if (!Object.keys(joinFaults(s, o, form, invited)).length) write.run()
  }
  return (
    <Sheet open title={t('activity.join')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t(invited ? 'activity.accept' : 'volunteering.signUp')}</Btn>}>
      <Stack gap={4}>
        {write.error && !write.error.offline ? <Box role='alert'><Txt as='p' tone='danger' bold>{write.error.words}</Txt></Box> : null}
        {!invited && o.wards.length ? <Choice<string> required label={t('activity.for')} value={form.whom} options={[{ value: 'me', text: t('activity.for.me') }, ...o.wards.map(w => ({ value: w.id, text: w.name, note: t('activity.for.ward') }))]} onChange={whom => set({ whom })} /> : null}
        {!invited && s.roles.length ? <Choice<string> required label={t('activity.role.which')} value={form.role} error={bad.role} options={s.roles.map(r => ({ value: r.id, text: r.name, note: r.places_left ? t('activity.role.left', { n: r.places_left }) : t('activity.role.full') }))} onChange={v => set({ role: v })} /> : null}
        {role?.qualification ? <Field required label={t('activity.number', { what: role.qualification })} help={t('activity.number.help')} value={form.number} max={40} error={bad.number ?? write.fields.qualification_number} onChange={number => set({ number })} /> : null}
        {mine && o.units.length ? <Choice<string> label={t('activity.unit')} help={t('activity.unit.help')} value={form.unit} options={[{ value: 'none', text: t('activity.unit.me') }, ...o.units.map(u => ({ value: u.id, text: t('activity.unit.of', { name: u.name }) }))]} onChange={unit => set({ unit })} /> : null}
        {asksGuardian ? <>
          <Field required label={t('activity.guardian')} help={t('activity.guardian.help')} value={form.guardian} max={50} error={bad.guardian} onChange={guardian => set({ guardian })} />
          <Field required type='tel' label={t('activity.guardian.phone')} value={form.phone} max={11} error={bad.phone} onChange={phone => set({ phone })} />
        </> : !invited && mine && o.is_minor ? <Txt as='p' tone='ink2'>{t('activity.minor')}</Txt> : null}
        {s.risks.length || s.dangerous ? (
          <Box>
            <Txt as='p' bold>{t('volunteering.risks')}</Txt>
            <Txt as='p' size={2} tone='ink2'>{t(s.dangerous ? 'volunteering.dangerous' : 'volunteering.risks.note')}</Txt>
            <Rows>{s.risks.map(r => <Row key={r} title={r} />)}</Rows>
            <Check label={t('volunteering.risks.accept')} on={form.risks} error={bad.risks} onChange={risks => set({ risks })} />
          </Box>
        ) : null}
      </Stack>
    </Sheet>
  )
}
