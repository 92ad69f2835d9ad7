/** A verified resident, chosen by a tap from the list that the desk sees. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Member, Named } from '@/core/types'
import { members } from '@/services/communities'
import { PagedList, Row } from '@/ui'

const placeOf = (m: Member) => (m.household ? `${m.household.building}${m.household.door}` : undefined)

export function MemberChooser({ onChoose }: { onChoose(m: Named): void }) {
  const { cid } = useMe()
  const list = usePages(cursor => members('verified', cursor), [cid], { skip: !cid })
  return <PagedList of={list} empty={{ text: t('giving.entitle.none') }} row={m => <Row key={m.id} title={m.name} note={placeOf(m)} onTap={() => onChoose({ id: m.id, name: m.name })} />} />
}
