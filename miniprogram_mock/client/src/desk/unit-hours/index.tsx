/** Hours that a unit's people let count for it: how many a month, and whose. */
import { useState } from 'react'
import { hours } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { UnitHours } from '@/core/types'
import { unitHours } from '@/services/volunteering'
import { Figure, LoadedView, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import '../parts/index.scss'

const monthOf = (m: string) => t('activity.hours.month', { month: Number(m.slice(5)) })

export default function UnitHoursPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const [month, setMonth] = useState<string>()
  const load = useLoad(() => unitHours(unit_id, month), [unit_id, month], { keep: `unit-hours:${unit_id}:${month ?? ''}` })
  return (
    <Screen title={t('activity.hours')}>
      <LoadedView of={load} shape='detail' empty={{ when: x => !x.months.length, text: t('activity.hours.none') }}>{x => <Hours of={x} onMonth={setMonth} />}</LoadedView>
    </Screen>
  )
}

function Hours({ of: x, onMonth }: { of: UnitHours; onMonth(m: string): void }) {
  const shown = x.months.find(m => m.month === x.month), name = monthOf(x.month)
  return (
    <>
      <Stack gap={2}>
        <Figure label={`${x.unit.name} · ${name}`} value={hours(shown?.minutes ?? 0)} tone='record' />
        <Txt as='p' tone='ink2'>{shown ? t('activity.hours.count', { people: shown.people, times: shown.times }) : t('activity.hours.nobody')}</Txt>
      </Stack>
      {x.people.length ? <Section title={t('activity.hours.people', { month: Number(x.month.slice(5)) })} note={t('activity.hours.about')}><Rows>{x.people.map(p => <Row key={p.member.id} title={p.member.name} note={t('activity.hours.times', { n: p.times })} value={hours(p.minutes)} />)}</Rows></Section> : null}
      <Section title={t('activity.hours.months')}>
        <Rows>{x.months.map(m => <Row key={m.month} current={m.month === x.month} title={monthOf(m.month)} note={t('activity.hours.count', { people: m.people, times: m.times })} value={hours(m.minutes)} onTap={() => onMonth(m.month)} />)}</Rows>
      </Section>
    </>
  )
}
