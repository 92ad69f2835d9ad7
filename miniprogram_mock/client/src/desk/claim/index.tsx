/** One claim: what was taken, how far it is, what comes next. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { claim as loadClaim } from '@/services/claims'
import { Btn, LoadedView, Screen } from '@/ui'
import { ClaimMoves } from '../parts/ClaimMoves'
import { ClaimView, hasForward, keptBy } from '../parts/ClaimView'
import '../parts/index.scss'

export default function ClaimPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadClaim(id), [id], { keep: 'claim:' + id })
  const c = load.data
  return (
    <Screen title={t('desk.claim')} action={c && (hasForward(c) ? <ClaimMoves claim={c} only='forward' main onDone={load.set} /> : keptBy(c) ? <Btn kind='main' wide onTap={() => go('agreements.read', { id: keptBy(c) })}>{t('agreements.claim.go')}</Btn> : undefined)}>
      <LoadedView of={load} shape='detail'>{x => <ClaimView claim={x} onDone={load.set} />}</LoadedView>
    </Screen>
  )
}
