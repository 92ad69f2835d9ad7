/** 我的认领: what I took on myself, how far each is and what comes next; the units I speak for have theirs at their desk. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Claim } from '@/core/types'
import { claimTone, quantityOf } from '../parts/rules'
import { claims } from '@/services/claims'
import { Chip, Empty, PagedList, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import '../parts/index.scss'

export default function MyClaimsPage() {
  const { cid, verified, units } = useMe()
  const list = usePages(cursor => claims({ mine: true }, cursor), [cid], { keep: 'claims:mine', skip: !cid || !verified })
  const others = units.filter(u => u.kind !== 'merchant')
  return (
    <Screen title={t('desk.mine')}>
      {verified ? <PagedList of={list} label={t('desk.mine')} empty={{ text: t('desk.mine.none'), action: { text: t('desk.mine.look'), onTap: () => go('lists.list', { kind: 'need' }) } }} row={c => <One key={c.id} claim={c} />} />
        : <Empty text={t('volunteering.notMember')} action={{ text: t('volunteering.join'), onTap: () => go('join') }} />}
      {others.length ? <Section title={t('desk.mine.units')}><Rows>{others.map(u => <Row key={u.id} title={u.name} note={t('desk.mine.units.note')} onTap={() => go('desk.unit', { unit_id: u.id })} />)}</Rows></Section> : null}
    </Screen>
  )
}

const One = ({ claim: c }: { claim: Claim }) => (
  <Row title={c.entry.title} note={<Stack gap={1}><Txt as='p' size={2} tone='ink2'>{t(`desk.mine.next.${c.state}`, { n: c.place_in_line ?? 1 })}</Txt>{c.quantity > 1 ? <Txt as='p' size={1} tone='ink2' num>{quantityOf(c)}</Txt> : null}</Stack>}
    value={<Chip tone={claimTone(c.state)}>{c.state_name}</Chip>} onTap={() => go('desk.claim', { id: c.id })} />
)
