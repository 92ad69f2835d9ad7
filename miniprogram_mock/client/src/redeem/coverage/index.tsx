/** Whether the community's points are backed by goods: the answer, then every item of the balance and that they add up. */
import { number, points } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Coverage } from '@/core/types'
import { coverage } from '@/services/passbook'
import { Bars, LoadedView, Row, Rows, Screen, Section, Stack, TwoSidedBar, Txt } from '@/ui'

const ITEMS = ['backing', 'members', 'pool', 'vouchers', 'merchants', 'reserve', 'fulfilled', 'clearing'] as const
/** Always said, even when nothing is in them. */
const ALWAYS: readonly (typeof ITEMS)[number][] = ['backing', 'members', 'vouchers', 'merchants']

export default function CoveragePage() {
  const { cid } = useMe()
  const load = useLoad(coverage, [cid], { keep: 'coverage', skip: !cid })
  return <Screen title={t('redeem.cov.title')}><LoadedView of={load} shape='detail'>{c => <Shown of={c} />}</LoadedView></Screen>
}

function Shown({ of: c }: { of: Coverage }) {
  const owed = c.members + c.pool + c.vouchers
  const sum = ITEMS.reduce((all, k) => all + c[k], 0)
  const line = (label: string, n: number, bold = false) => <Row key={label} title={<Txt bold={bold}>{label}</Txt>} value={<Txt num bold={bold} tone='ink'>{points(n)}</Txt>} />
  return (
    <Stack gap={4}>
      <Txt as='h2' size={4} bold>{t('redeem.cov.answer', { n: points(owed) })}</Txt>
      <TwoSidedBar left={{ label: t('redeem.cov.out'), value: owed, text: number(owed) }} right={{ label: t('redeem.cov.goods'), value: c.backing, text: number(c.backing) }} />
      <Txt as='p' tone='ink2'>{t('redeem.cov.lead')}</Txt>
      <Txt as='p' tone={c.awaiting_backing_records ? 'warn' : 'ink2'}>{c.awaiting_backing_records ? t('redeem.cov.waiting', { n: c.awaiting_backing_records }) : t('redeem.cov.none')}</Txt>
      <Section title={t('redeem.cov.where')}>
        <Rows>
          {line(t('redeem.cov.pledged'), c.pledged)}
          {c.lapsed ? line(t('redeem.cov.lapsed'), -c.lapsed) : null}
        </Rows>
      </Section>
      <Section title={t('redeem.cov.now')}>
        <Bars label={t('redeem.cov.now')} items={ITEMS.filter(k => c[k] || ALWAYS.includes(k)).map(k => ({ label: t(`redeem.cov.${k}`), value: c[k], text: points(c[k]) }))} />
        <Rows>{line(t('redeem.cov.sum'), sum, true)}<Row title={t('till.res.title')} note={t('till.res.note')} onTap={() => go('redeem.reserve')} /></Rows>
      </Section>
    </Stack>
  )
}
