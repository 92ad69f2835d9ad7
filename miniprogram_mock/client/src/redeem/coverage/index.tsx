/** Whether the community's points are backed by goods: every item of the balance, and that they add up. */
import { points } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Coverage } from '@/core/types'
import { coverage } from '@/services/passbook'
import { Facts, LoadedView, Screen, Section, Stack, TwoSidedBar, Txt } from '@/ui'

export default function CoveragePage() {
  const { cid } = useMe()
  const load = useLoad(coverage, [cid], { keep: 'coverage', skip: !cid })
  return <Screen title={t('redeem.cov.title')}><LoadedView of={load} shape='detail'>{c => <Shown of={c} />}</LoadedView></Screen>
}

function Shown({ of: c }: { of: Coverage }) {
  const owed = c.members + c.pool + c.vouchers
  const sum = c.backing + c.members + c.pool + c.vouchers + c.merchants + c.reserve + c.fulfilled + c.clearing
  return (
    <Stack gap={4}>
      <Txt as='p'>{t('redeem.cov.lead')}</Txt>
      <TwoSidedBar left={{ label: t('redeem.cov.out'), value: owed, text: points(owed) }} right={{ label: t('redeem.cov.goods'), value: c.backing, text: points(c.backing) }} />
      <Txt as='p' tone={c.awaiting_backing_records ? 'warn' : 'ink2'}>{c.awaiting_backing_records ? t('redeem.cov.waiting', { n: c.awaiting_backing_records }) : t('redeem.cov.none')}</Txt>
      <Section title={t('redeem.cov.pledged')} aside={points(c.pledged)}>
        <Facts items={(['backing', 'members', 'pool', 'vouchers', 'merchants', 'reserve', 'fulfilled', 'clearing'] as const).map(k => [t(`redeem.cov.${k}`), points(c[k])])} />
        <Txt as='p' size={2} tone='ink2'>{t('redeem.cov.sum', { pledged: points(c.pledged), lapsed: points(c.lapsed), sum: points(sum) })}</Txt>
      </Section>
    </Stack>
  )
}
