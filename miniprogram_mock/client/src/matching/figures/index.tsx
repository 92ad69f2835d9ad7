/** 匹配得怎么样: how many needs somebody serves, how many nobody does, and why. */
import { shortDay } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { MatchFigures, MatchWeek, WhyCount } from '@/core/types'
import { matchFigures } from '@/services/matching'
import { Bars, Box, Card, Facts, LoadedView, Screen, Section, Txt } from '@/ui'
import '../parts/index.scss'

const ENDS = ['accepted', 'waiting', 'declined', 'lapsed', 'withdrawn'] as const

export default function FiguresPage() {
  const { cid } = useMe()
  const load = useLoad(() => matchFigures(), [cid], { keep: 'match-figures', skip: !cid })
  return <Screen title={t('matching.figures')}><LoadedView of={load} shape='detail' empty={{ text: t('matching.figures.none'), when: d => !d.runs.length }}>{d => <Whole of={d} />}</LoadedView></Screen>
}

function Whole({ of: d }: { of: MatchFigures }) {
  // Runs between the nights look at what is new alone.
  const last = d.runs.filter(r => r.kind === 'full').at(-1) ?? d.runs.at(-1)
  return (
    <>
      {last ? (
        <Section title={t('matching.figures.last')} aside={<Txt size={2} tone='ink2' num>{shortDay(last.begun_at)}</Txt>}>
          <Card>
            <Bars label={t('matching.figures.last')} items={[{ label: t('matching.figures.served'), value: last.served, text: t('matching.figures.needs', { n: last.served }) }, { label: t('matching.figures.unserved'), value: last.unserved, text: t('matching.figures.needs', { n: last.unserved }) }]} />
            <Txt as='p' size={2} tone='ink2' num>{last.gap_permille ? t('matching.figures.gap', { n: last.gap_permille / 10 }) : t('matching.figures.proven')}</Txt>
          </Card>
        </Section>
      ) : null}
      <Counts title={t('matching.figures.why')} of={d.why} />
      <Counts title={t('matching.figures.no')} of={d.declined} />
      <Section title={t('matching.figures.weeks')}>{d.weeks.map(w => <Week key={w.week} of={w} />)}</Section>
      {d.hidden_below ? <Txt as='p' size={2} tone='ink2'>{t('matching.figures.hidden', { n: d.hidden_below })}</Txt> : null}
      <Txt as='p' size={2} tone='ink2'>{d.automated_text}</Txt>
    </>
  )
}

function Counts({ title, of }: { title: string; of: readonly WhyCount[] }) {
  if (!of.length) return null
  return <Section title={title}><Card><Bars label={title} items={of.map(w => ({ label: w.text, value: w.count ?? 0, text: w.count === null ? t('matching.unmet.few') : String(w.count) }))} /></Card></Section>
}

const Week = ({ of: w }: { of: MatchWeek }) => (
  <Box className='m-gap'><Card><Txt as='h3' bold num>{t('matching.figures.week', { day: shortDay(`${w.week}T04:00:00Z`) })}</Txt><Facts items={ENDS.map(e => [t(`matching.figures.${e}`), w[e] === null ? t('matching.unmet.few') : String(w[e])] as const)} /></Card></Box>
)
