/** One shift. */
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { LoadedView, Screen } from '@/ui'
import { hasStep, ShiftAction, ShiftView, useShift } from '../parts/ShiftView'
import '../parts/index.scss'

export default function ShiftPage() {
  const { id = '' } = useParams<'id'>()
  const of = useShift(id)
  const s = of.load.data
  return (
    <Screen title={t('volunteering.shift')} action={s && hasStep(s) ? <ShiftAction shift={s} of={of} /> : undefined}>
      <LoadedView of={of.load} shape='detail'>{data => <ShiftView shift={data} of={of} />}</LoadedView>
    </Screen>
  )
}
