/** One edition: its seal, which proves itself when tapped, what it changed, what it holds, and a copy to take away. */
import { day, plainDay } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Kind } from '@/core/types'
import { edition, editionEntries } from '@/services/editions'
import { LoadedView, Screen, Section, Stack, Txt } from '@/ui'
import { ChangeList, EntryRows, ProvingSeal, TakeAway } from '../parts/Editions'
import '../parts/index.scss'

export default function EditionPage() {
  const { kind = 'need', n = '1' } = useParams<'kind' | 'n'>() as { kind?: Kind; n?: string }
  const { cid } = useMe()
  const one = useLoad(() => edition(kind, Number(n)), [cid, kind, n], { keep: `edition:${kind}:${n}` })
  const entries = usePages(cursor => editionEntries(kind, Number(n), cursor), [cid, kind, n], { keep: `edition:${kind}:${n}:entries` })
  return (
    <Screen title={`${t(`lists.kind.${kind}`)} ${t('editions.n', { n })}`}>
      <LoadedView of={one} shape='detail'>{e => (
        <Stack gap={4}>
          <Txt as='p' tone='ink2'>{t('editions.about', { day: day(e.published_at), n: e.entries_count, until: plainDay(e.until) })}{e.objections_count ? t('editions.objected', { n: e.objections_count }) : ''}</Txt>
          <ProvingSeal edition={e} />
          <ChangeList changes={e.changes} first={e.number === 1} />
          <EntryRows of={entries} />
          <Section title={t('editions.take')}><TakeAway kind={kind} n={e.number} /></Section>
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}
