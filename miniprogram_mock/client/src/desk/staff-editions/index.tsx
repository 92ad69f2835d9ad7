/** Publishing the lists: which has a draft under way, what waits in it, and where a new edition can be compiled. */
import { lastDay } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { EditionDraft, Kind } from '@/core/types'
import { draftOf } from '@/services/editions'
import { overview } from '@/services/lists'
import { Chip, LoadedView, Row, Rows, Screen, Section, Txt } from '@/ui'
import '../parts/index.scss'

interface Desk { kind: Kind; name: string; draft: EditionDraft | null }
async function desks(): Promise<Desk[]> {
  const live = await overview()
  const drafts = await Promise.all(live.map(l => draftOf(l.kind)))
  return live.map((l, i) => ({ kind: l.kind, name: l.name, draft: drafts[i] }))
}

export default function StaffEditionsPage() {
  const { cid } = useMe()
  const load = useLoad(desks, [cid], { skip: !cid })
  return (
    <Screen title={t('editions.desk')}>
      <LoadedView of={load}>{all => (
        <Section note={t('editions.desk.about')}>
          <Rows>{all.map(d => <OneList key={d.kind} desk={d} />)}</Rows>
        </Section>
      )}</LoadedView>
    </Screen>
  )
}

function OneList({ desk: d }: { desk: Desk }) {
  const waiting = d.draft?.objections.filter(o => !o.answer).length ?? 0
  if (!d.draft) {
    return <Row title={d.name} note={t('editions.desk.none')} onTap={() => go('lists.editions', { kind: d.kind })} />
  }
  const note = [d.draft.notice_until ? t('editions.under.note', { n: d.draft.entries_count, day: lastDay(d.draft.notice_until) }) : undefined, waiting ? t('editions.desk.waiting', { n: waiting }) : undefined].filter(Boolean).join(' · ')
  return <Row title={d.name} note={note || undefined} value={waiting ? <Chip tone='warn'>{d.draft.state_name}</Chip> : <Txt size={2} tone='ink2'>{d.draft.state_name}</Txt>} onTap={() => go('lists.draft', { id: d.draft!.id })} />
}
