/** Units that said they may be shown, by how much of what fell due they kept. Never a person. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import { ranking } from '@/services/alliances'
import { LoadedView, Row, Rows, Screen, Stack, Txt } from '@/ui'

export default function RankingPage() {
  const { cid } = useMe()
  const load = useLoad(ranking, [cid], { keep: 'reciprocity:ranking', skip: !cid })
  return (
    <Screen title={t('alliance.ranking')}>
      <LoadedView of={load} shape='rows'>{r => (
        <Stack gap={4}>
          <Stack gap={1}>
            <Txt as='h2' size={4} bold>{r.quarter_name}</Txt>
            <Txt as='p' tone='ink2'>{t('alliance.ranking.lead')}</Txt>
          </Stack>
          {r.items.length ? <Rows>{r.items.map(i => <Row key={i.unit.id} lead={<Txt bold num size={4}>{t('alliance.ranking.place', { n: i.place })}</Txt>} title={i.unit.name} note={t('alliance.ranking.row', { due: i.due, kept: i.kept })} value={<Txt bold num>{t('alliance.percent', { n: i.percent })}</Txt>} />)}</Rows> : <Txt as='p'>{t('alliance.ranking.empty')}</Txt>}
          <Txt as='p' size={2} tone='ink2'>{t('alliance.ranking.of', { all: r.units_with_statement, n: r.items.length })}</Txt>
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}
