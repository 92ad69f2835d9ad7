/** One due day of a duty: how much is left by when, what was handed in, what comes next. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { term as loadTerm } from '@/services/duties'
import { Btn, LoadedView, Screen } from '@/ui'
import { TermView } from '../duty-parts/TermView'
import '../duty-parts/index.scss'

export default function DutyPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadTerm(id), [id], { keep: 'duty:' + id })
  const x = load.data
  return (
    <Screen wide title={t('duty.title')} action={x?.acts.includes('submit') ? <Btn kind='main' wide disabled={!!x.waits_for} onTap={() => go('agreements.evidence', { id })}>{t(x.accepted_amount ? 'duty.more' : 'duty.submit')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{whole => <TermView two of={whole} onDone={load.set} />}</LoadedView>
    </Screen>
  )
}
