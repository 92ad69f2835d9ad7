/** What a unit gave and what it got in a quarter, its statements, and whether it lets itself be ranked. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import type { Reciprocity } from '@/core/types'
import { consent, reciprocity, statements } from '@/services/alliances'
import { Btn, Chip, LoadedView, PagedList, Row, Rows, Screen, Section, Stack, Tabs, Toggle, Txt } from '@/ui'
import { Account } from '../parts/Account'
import { dayBefore } from '../parts/rules'

type When = 'now' | 'before'

export default function ReciprocityPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const [when, setWhen] = useState<When>('now')
  const now = useLoad(() => reciprocity(unit_id), [unit_id], { keep: `reciprocity:${unit_id}` })
  const quarter = now.data?.quarter
  const before = useLoad(() => reciprocity(unit_id, dayBefore(quarter!)), [unit_id, quarter], { keep: `reciprocity:${unit_id}:before`, skip: !quarter || when === 'now' })
  const made = usePages(cursor => statements(unit_id, cursor), [unit_id], { keep: `reciprocity-statements:${unit_id}` })
  const newest = made.items?.[0]
  return (
    <Screen title={t('alliance.unit')} action={newest ? <Btn kind='main' wide onTap={() => go('alliance.statement', { id: newest.id })}>{t('alliance.statement.newest')}</Btn> : undefined}>
      <Stack gap={4}>
        <Tabs<When> label={t('alliance.quarters')} value={when} tabs={(['now', 'before'] as const).map(value => ({ value, text: t(`alliance.${value}`) }))} onChange={setWhen} />
        <LoadedView of={when === 'now' ? now : before} shape='detail'>{r => <Shown of={r} />}</LoadedView>
        <LoadedView of={now} shape='rows'>{r => <Own of={r} onDone={now.reload} />}</LoadedView>
        <Section title={t('alliance.statements')} note={t('alliance.statements.note')}>
          <PagedList of={made} empty={{ text: t('alliance.statements.none') }} row={s => <Row key={s.id} title={s.quarter_name} note={`${s.number} · ${dateTime(s.made_at)}`} value={<Chip tone='seal'>{s.short_seal}</Chip>} onTap={() => go('alliance.statement', { id: s.id })} />} />
        </Section>
      </Stack>
    </Screen>
  )
}

const Shown = ({ of: r }: { of: Reciprocity }) => (
  <Stack gap={3}>
    <Stack gap={0}><Txt as='h2' size={4} bold>{r.unit.name}</Txt><Txt tone='ink2'>{r.quarter_name}</Txt></Stack>
    <Account of={r} />
  </Stack>
)

function Own({ of: r, onDone }: { of: Reciprocity; onDone(): void }) {
  const write = useWrite((shows: boolean) => consent(r.unit.id, shows), { done: a => t(a.shows_in_ranking ? 'alliance.shown.on' : 'alliance.shown.off'), then: onDone })
  return (
    <>
      {r.needs.length ? <Section title={t('alliance.needs')} note={t('alliance.needs.note')}><Rows>{r.needs.map(n => <Row key={n.id} title={n.title} onTap={() => go('lists.entry', { id: n.id })} />)}</Rows></Section> : null}
      <Section title={t('alliance.ranking')}>
        <Rows>
          {r.may_consent ? <Toggle label={t('alliance.shown')} note={t('alliance.shown.note')} on={r.shows_in_ranking} onChange={on => { write.run(on) }} /> : null}
          <Row title={t('alliance.ranking')} note={t('alliance.ranking.note')} onTap={() => go('alliance.ranking')} />
        </Rows>
      </Section>
    </>
  )
}
