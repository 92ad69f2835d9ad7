/** Check in to a shift, or out of it, with the leader's code. */
import { clock, span } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Shift } from '@/core/types'
import { shift as loadShift } from '@/services/volunteering'
import { Empty, LoadedView, Screen, Stack, Txt } from '@/ui'
import { CheckPanel } from '../parts/CheckPanel'
import { checkStep, codeWords, nextOf } from '../parts/rules'
import { useTick } from '@/core/tick'
import '../parts/index.scss'

export default function CheckInPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadShift(id), [id], { keep: 'shift:' + id })
  const out = !!load.data && load.data.my_record?.state === 'checked_in'
  return <Screen title={t(out ? 'volunteering.checkOut' : 'volunteering.checkIn')}><LoadedView of={load} shape='detail'>{s => <Check shift={s} />}</LoadedView></Screen>
}

function Check({ shift: s }: { shift: Shift }) {
  useTick(15)
  const now = productNow(), step = checkStep(s, now)
  const go2 = { text: t('volunteering.code.go'), onTap: () => go('volunteering.shift', { id: s.id }) }
  return (
    <Stack gap={4}>
      <Stack gap={1}><Txt as='h2' size={4} bold>{s.title}</Txt><Txt as='p' tone='ink2'>{`${span(s.starts_at, s.ends_at, now)} · ${s.place}`}</Txt></Stack>
      {step ? <CheckPanel shift={s} onDone={back} /> : <Empty text={why(s, now)} action={go2} />}
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
