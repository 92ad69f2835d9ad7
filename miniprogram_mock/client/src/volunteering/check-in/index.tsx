/** Check in to a shift, or out of it, with the leader's code: I, or my ward who is beside me without a phone. */
import { clock, span } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, go, replace, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Shift, SignUp } from '@/core/types'
import { shift as loadShift, signUpOptions } from '@/services/volunteering'
import { Empty, LoadedView, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { wardStep, wardsOf } from '../parts/activity'
import { CheckPanel } from '../parts/CheckPanel'
import { checkStep, codeWords, nextOf } from '../parts/rules'
import { useTick } from '@/core/tick'
import '../parts/index.scss'

export default function CheckInPage() {
  const { id = '', ward = '' } = useParams<'id' | 'ward'>()
  const load = useLoad(() => loadShift(id), [id], { keep: 'shift:' + id })
  const { verified } = useMe()
  const options = useLoad(() => signUpOptions(id), [id], { keep: 'options:' + id, skip: !verified })
  const wards = wardsOf(options.data), child = wards.find(u => u.member.id === ward)
  const out = child ? child.state === 'checked_in' : !ward && load.data?.my_record?.state === 'checked_in'
  return (
    <Screen title={t(out ? 'volunteering.checkOut' : 'volunteering.checkIn')}>
      <LoadedView of={load} shape='detail'>{s => (!ward ? <Check shift={s} wards={wards} /> : <LoadedView of={options} shape='detail'>{() => <Check shift={s} ward={child} wards={wards} />}</LoadedView>)}</LoadedView>
    </Screen>
  )
}

function Check({ shift: s, ward, wards }: { shift: Shift; ward?: SignUp; wards: readonly SignUp[] }) {
  useTick(15)
  const now = productNow(), step = ward ? wardStep(s, ward, now) : checkStep(s, now), others = wards.filter(u => u !== ward && wardStep(s, u, now))
  const go2 = { text: t('volunteering.code.go'), onTap: () => go('volunteering.shift', { id: s.id }) }
  return (
    <Stack gap={4}>
      <Stack gap={1}><Txt as='h2' size={4} bold>{s.title}</Txt><Txt as='p' tone='ink2'>{`${span(s.starts_at, s.ends_at, now)} · ${s.place}`}</Txt></Stack>
      {ward ? <Txt as='p' bold>{t('activity.ward.beside', { name: ward.member.name })}</Txt> : null}
      {step ? <CheckPanel key={ward?.id} shift={s} ward={ward} onDone={back} /> : <Empty text={ward ? t('activity.ward', { name: ward.member.name, state: ward.state_name }) : why(s, now)} action={go2} />}
      {others.length ? <Section title={t('activity.wards')}><Rows>{others.map(u => <Row key={u.id} title={t(`activity.ward.${wardStep(s, u, now)!}`, { name: u.member.name })} note={t('activity.ward.note')} onTap={() => replace('volunteering.checkIn', { id: s.id, ward: u.member.id })} />)}</Rows></Section> : null}
    </Stack>
  )
}
/** Why there is nothing to scan here now. */
function why(s: Shift, now: number): string {
  if (s.state === 'cancelled') return t('volunteering.code.shift_not_open')
  if (!s.my_sign_up || s.my_sign_up.state === 'cancelled') return t('volunteering.code.not_signed_up')
  if (now < Date.parse(s.check_in_from)) return codeWords('too_early', s, now) ?? clock(s.check_in_from)
  return s.my_record ? nextOf(s, now).text : t('volunteering.code.too_late')
}
