/** Where points are missing here: those that I have in another community of mine, and exactly what is missing of them. */
import { points } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { CommunityId, Membership } from '@/core/types'
import { pairs, pointsIn } from '@/services/clearing'
import { Row, Rows } from '@/ui'

/** My communities from which so many points can come: enough there, and room between the two. */
async function sources(cid: CommunityId, memberships: readonly Membership[], lack: number) {
  const open = new Set((await pairs(cid)).filter(p => p.state === 'open').map(p => p.other_id))
  const mine = memberships.filter(m => m.state === 'verified' && open.has(m.community_id))
  const asked = mine.map(async m => {
    const [have, theirs] = await Promise.all([pointsIn(m.community_id), pairs(m.community_id)])
    return { id: m.community_id, name: m.community_name, have, room: theirs.find(p => p.other_id === cid)?.possible ?? 0 }
  })
  return (await Promise.all(asked)).filter(s => Math.min(s.have, s.room) >= lack)
}

export function Elsewhere({ offerId, lack }: { offerId: string; lack: number }) {
  const { cid = 0, memberships } = useMe()
  const load = useLoad(() => sources(cid, memberships, lack), [cid, lack], { skip: memberships.length < 2 })
  if (!load.data?.length) return null
  return (
    <Rows>
      {load.data.map(s => <Row key={s.id} title={t('clearing.elsewhere', { name: s.name })} note={t('clearing.elsewhere.note', { n: points(s.have), lack: points(lack) })} onTap={() => go('clearing.send', { from: s.id, to: cid, points: lack, offer: offerId })} />)}
    </Rows>
  )
}
