/** The leader's page on site: the code of this half minute, and who is here. */
import { useEffect } from 'react'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Shift, ShiftCode } from '@/core/types'
import { shift as loadShift, shiftCode, signUpsOf } from '@/services/volunteering'
import { Box, Empty, ErrorState, LoadedView, Qr, Screen, Section, Skeleton, Txt } from '@/ui'
import { near, secondsLeft } from '../parts/rules'
import { SignUpRows } from '../parts/ShiftView'
import { useTick } from '@/core/tick'
import '../parts/index.scss'

export default function ShiftCodePage() {
  const { id = '' } = useParams<'id'>()
  const shift = useLoad(() => loadShift(id), [id], { keep: 'shift:' + id })
  return (
    <Screen title={t('volunteering.leader.title')}>
      <LoadedView of={shift} shape='detail'>{s => <OnSite shift={s} />}</LoadedView>
    </Screen>
  )
}

function OnSite({ shift: s }: { shift: Shift }) {
  return (
    <Box className='v-two'>
      <Box className='v-code'><Txt as='h2' size={3} bold>{s.title}</Txt><Code shift={s} /></Box>
      <Here id={s.id} />
    </Box>
  )
}

function Code({ shift: s }: { shift: Shift }) {
  const load = useLoad(() => shiftCode(s.id), [s.id])
  useTick(1)
  const left = load.data ? secondsLeft(load.data.valid_until, productNow(), load.data.step_seconds) : 0
  const stale = !!load.data && left === 0
  // The code just shown still opens for a step, so asking at its end leaves no gap.
  useEffect(() => { if (stale && !load.loading) load.reload() }, [stale, load.data?.valid_until])
  const again = useTick(5)
  useEffect(() => { if (stale && !load.loading) load.reload() }, [again])
  if (!load.data) {
    if (!load.error) return <Skeleton shape='card' />
    const words = load.error.code === 'too_early' ? t('volunteering.leader.early', { time: near(s.check_in_from, productNow()) }) : load.error.code === 'too_late' ? t('volunteering.leader.late') : load.error.status === 403 ? t('volunteering.leader.not') : undefined
    return words ? <Empty text={words} /> : <ErrorState error={load.error} onRetry={load.reload} />
  }
  return <Shown code={load.data} left={left} />
}

function Shown({ code: c, left }: { code: ShiftCode; left: number }) {
  return (
    <>
      <Qr text={c.qr} label={t('volunteering.leader.qr', { code: c.code })} />
      <Txt className='v-digits num'>{`${c.code.slice(0, 3)} ${c.code.slice(3)}`}</Txt>
      <Box className='v-count'>
        <Box className='v-bar'><Box className={left <= 5 ? 'v-bar-in last' : 'v-bar-in'} style={{ width: `${Math.round((left / c.step_seconds) * 100)}%` }} /></Box>
        <Txt as='p' size={2} tone='ink2'>{left ? t('volunteering.leader.next', { n: left }) : t('volunteering.leader.changing')}</Txt>
      </Box>
      <Txt as='p'>{t('volunteering.leader.how')}</Txt>
    </>
  )
}

function Here({ id }: { id: string }) {
  const load = useLoad(() => signUpsOf(id), [id])
  const tick = useTick(10)
  useEffect(() => { if (tick) load.reload() }, [tick])
  const here = load.data?.filter(u => u.state === 'checked_in' || u.state === 'checked_out').length ?? 0
  const all = load.data?.filter(u => u.state !== 'waiting' && u.state !== 'cancelled') ?? []
  return (
    <Section title={t('volunteering.leader.here')} aside={all.length ? t('volunteering.leader.count', { here, all: all.length }) : undefined}>
      <LoadedView of={load}>{() => (all.length ? <SignUpRows items={all} /> : <Txt as='p' tone='ink2'>{t('volunteering.leader.none')}</Txt>)}</LoadedView>
    </Section>
  )
}
