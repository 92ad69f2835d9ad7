/** One demand: what for, how many have signed, how many the law asks for, and my signature. */
import { lastDay, plainDay } from '@/core/format'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { MeetingDemand } from '@/core/types'
import { demand as loadDemand, moveDemand, signDemand } from '@/services/meetings'
import { Box, Btn, Card, Chip, Facts, Line, LoadedView, ReasonChip, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { DemandBar } from '../parts/DemandBar'
import '../parts/index.scss'

export default function DemandPage() {
  const { id = '' } = useParams<'id'>()
  const { isStaff } = useMe()
  const one = useLoad(() => loadDemand(id), [id], { keep: 'demand:' + id }), x = one.data
  const sign = useWrite(() => signDemand(id), { done: t('meetings.demand.signed'), then: one.set })
  const back = useWrite(() => moveDemand(id, 'withdraw'), { done: t('meetings.demand.back.done'), then: one.set })
  async function take() { if (await ask({ title: t('meetings.demand.sign.ask'), text: t('meetings.demand.sign.text'), yes: t('meetings.demand.sign') })) sign.run() }
  const action = x?.may_sign ? <Btn kind='main' wide busy={sign.busy} onTap={take}>{t('meetings.demand.sign')}</Btn>
    : isStaff && x?.state === 'reached' ? <Btn kind='main' wide onTap={() => go('meetings.call', { demand_id: id })}>{t('meetings.call')}</Btn> : undefined
  return (
    <Screen title={t('meetings.demand')} action={action}>
      <LoadedView of={one} shape='detail'>{d => (
        <>
          <Stack gap={3}>
            <Line><Chip tone={d.state === 'collecting' || d.state === 'reached' ? 'pine' : 'ink2'}>{d.state_name}</Chip>{d.state === 'collecting' ? <Txt size={2} num tone='ink2'>{t('meetings.demand.until', { day: lastDay(d.ends_at) })}</Txt> : null}</Line>
            <Txt as='h2' size={4} bold>{d.title}</Txt>
            {d.has_signed ? <Txt as='p' bold tone='ok'>{t('meetings.demand.mine')}</Txt> : null}
            {d.call_by ? <Box className='k-me now'><Txt as='p' bold>{t('meetings.demand.call', { day: plainDay(d.call_by) })}</Txt></Box> : null}
            <Txt as='p' className='k-text'>{d.text}</Txt>
          </Stack>
          <Progress demand={d} />
          <Section title={t('meetings.facts')}><Card><Facts items={[[t('meetings.demand.by'), d.begun_by], [t('meetings.demand.n'), t('meetings.demand.people', { n: d.signed })]]} /></Card></Section>
          {d.meeting_id ? <Section><Rows><Row title={t('meetings.demand.meeting')} onTap={() => go('meetings.meeting', { id: d.meeting_id! })} /></Rows></Section> : null}
          {d.moves.some(m => m.move === 'withdraw') ? <Box className='k-gap'><Btn kind='quiet' busy={back.busy} onTap={async () => { if (await ask({ title: t('meetings.demand.back'), yes: t('meetings.demand.back'), danger: true })) back.run() }}>{t('meetings.demand.back')}</Btn></Box> : null}
        </>
      )}</LoadedView>
    </Screen>
  )
}

const Progress = ({ demand: d }: { demand: MeetingDemand }) => (
  <Section title={t('meetings.demand.far')} note={t('meetings.demand.any')}>
    <Card><Stack gap={4}>{d.progress.filter(p => p.enough).map(p => <DemandBar key={p.ground} progress={p} named />)}</Stack>
      <Box className='k-gap'><ReasonChip reason={t('meetings.demand.law')}><Stack gap={3}>{d.progress.map(p => <Box key={p.ground}><Txt as='p' bold>{p.name}</Txt><Txt as='p' size={2} tone='ink2'>{p.source}</Txt></Box>)}</Stack></ReasonChip></Box></Card>
  </Section>
)
