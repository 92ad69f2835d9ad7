/** The agreement of a claim: the way to it, or, for the desk, to a new one. */
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Claim } from '@/core/types'
import { agreements, begin } from '@/services/agreements'
import { Btn, Chip, Row, Rows } from '@/ui'

export function AgreementOf({ claim: c }: { claim: Claim }) {
  const { isStaff, isLead } = useMe()
  const of = useLoad(() => agreements({ claim_id: c.id }), [c.id, c.state])
  const write = useWrite(() => begin({ claim_id: c.id }), { done: t('agreements.write.begun'), then: r => go('agreements.read', { id: r.id }) })
  const found = of.data?.items.find(a => a.state !== 'cancelled')
  if (found) return <Rows><Row title={t('agreements.claim.look')} note={`${found.number} ${found.title}`} value={<Chip tone='ink2'>{found.state_name}</Chip>} onTap={() => go('agreements.read', { id: found.id })} /></Rows>
  if (!of.data || c.state !== 'accepted' || !(isStaff || isLead)) return null
  return <Btn busy={write.busy} onTap={() => write.run()}>{t('agreements.claim.draft')}</Btn>
}
