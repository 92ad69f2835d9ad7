/** The leader's page on site: the code of this half minute, also without a network, and who is here. */
import { useEffect, useState } from 'react'
import { clock } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow, serverNow } from '@/core/now'
import type { CodesAhead, Shift, ShiftCode } from '@/core/types'
import { device } from '@/platform/device'
import type { Place } from '@/platform/types'
import { codesAhead, placedQr, shift as loadShift, shiftCode } from '@/services/volunteering'
import { Box, Empty, ErrorState, LoadedView, Qr, Rows, Screen, Section, Skeleton, Toggle, Txt } from '@/ui'
import { keepCodes, keptCode, keptOf, keptUntil, wantsMore } from '../parts/keptCodes'
import { OnSite } from '../parts/OnSite'
import { near, secondsLeft } from '../parts/rules'
import { useTick } from '@/core/tick'
import '../parts/index.scss'

export default function ShiftCodePage() {
  const { id = '' } = useParams<'id'>()
  const shift = useLoad(() => loadShift(id), [id], { keep: 'shift:' + id })
  return (
    <Screen title={t('volunteering.leader.title')}>
      <LoadedView of={shift} shape='detail'>{s => <Site shift={s} />}</LoadedView>
    </Screen>
  )
}

function Site({ shift: s }: { shift: Shift }) {
  const [site, setSite] = useState<Place>()
  return (
    <Box className='v-two'>
      <Box className='v-code'><Txt as='h2' size={3} bold>{s.title}</Txt><Code shift={s} site={site} /></Box>
      <Box className='v-gap'><OnSite id={s.id} /><Section><Rows><Placed on={!!site} onChange={setSite} /></Rows></Section></Box>
    </Box>
  )
}

function Code({ shift: s, site }: { shift: Shift; site?: Place }) {
  const load = useLoad(() => shiftCode(s.id), [s.id])
  const kept = useKept(s, !!load.data)
  useTick(1)
  const left = load.data ? secondsLeft(load.data.valid_until, productNow(), load.data.step_seconds) : 0
  const stale = !!load.data && left === 0
  // The code just shown still opens for a step, so asking at its end leaves no gap.
  useEffect(() => { if (stale && !load.loading) load.reload() }, [stale, load.data?.valid_until])
  const again = useTick(5)
  useEffect(() => { if (stale && !load.loading) load.reload() }, [again])
  const cut = !!load.error?.offline, own = cut || stale ? keptCode(kept, serverNow()) : undefined
  if (own) return <Shown code={own} left={secondsLeft(own.valid_until, serverNow(), own.step_seconds)} site={site} kept={kept} cut={cut} />
  if (!load.data) {
    if (!load.error) return <Skeleton shape='card' />
    const words = load.error.code === 'too_early' ? t('volunteering.leader.early', { time: near(s.check_in_from, productNow()) }) : load.error.code === 'too_late' ? t('volunteering.leader.late') : load.error.status === 403 ? t('volunteering.leader.not') : undefined
    return words ? <Empty text={words} /> : <ErrorState error={load.error} onRetry={load.reload} />
  }
  return <Shown code={load.data} left={left} site={site} kept={kept} />
}

/** What the phone has of this shift's codes, filled up while it is online. */
function useKept(s: Shift, up: boolean): CodesAhead | undefined {
  const [kept, setKept] = useState(() => keptOf(s.id))
  const tried = useTick(60)
  useEffect(() => {
    if (!up || !wantsMore(kept, s.check_in_until, serverNow())) return
    // Without it the page goes on as long as there is a network.
    codesAhead(s.id).then(ahead => { keepCodes(s.id, ahead, serverNow()); setKept(ahead) }, () => undefined)
  }, [up, tried])
  return kept
}

function Shown({ code: c, left, site, kept, cut }: { code: ShiftCode; left: number; site?: Place; kept?: CodesAhead; /** without a network */ cut?: boolean }) {
  const until = kept && clock(new Date(keptUntil(kept)).toISOString())
  return (
    <>
      {cut && until ? <Box role='status'><Txt as='p' bold tone='warn'>{t('volunteering.leader.cut', { time: until })}</Txt></Box> : null}
      <Qr text={site ? placedQr(c.qr, site) : c.qr} label={t('volunteering.leader.qr', { code: c.code })} />
      <Txt className='v-digits num'>{`${c.code.slice(0, 3)} ${c.code.slice(3)}`}</Txt>
      <Box className='v-count'>
        <Box className='v-bar'><Box className={left <= 5 ? 'v-bar-in last' : 'v-bar-in'} style={{ width: `${Math.round((left / c.step_seconds) * 100)}%` }} /></Box>
        <Txt as='p' size={2} tone='ink2'>{left ? t('volunteering.leader.next', { n: left }) : t('volunteering.leader.changing')}</Txt>
      </Box>
      <Txt as='p'>{t('volunteering.leader.how')}</Txt>
      {!cut && until ? <Txt as='p' size={2} tone='ink2'>{t('volunteering.leader.kept', { time: until })}</Txt> : null}
    </>
  )
}

/** The leader's place goes into the picture of the code and nowhere else; each phone compares for itself. */
function Placed({ on, onChange }: { on: boolean; onChange(site: Place | undefined): void }) {
  const [failed, setFailed] = useState(false)
  function tap(wanted: boolean) {
    setFailed(false)
    if (wanted) device.place().then(onChange, () => setFailed(true))
    else onChange(undefined)
  }
  return <Toggle label={t('volunteering.lead.place')} note={t(failed ? 'volunteering.lead.place.failed' : 'volunteering.lead.place.note')} on={on} onChange={tap} />
}
