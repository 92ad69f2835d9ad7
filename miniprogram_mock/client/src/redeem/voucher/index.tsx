/** One voucher, as large as the phone allows, to be scanned across a counter; it watches what was taken and works without a network. */
import { useEffect, useRef } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { ask } from '@/core/dialogs'
import { clock, dateTime, lastDay, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Voucher } from '@/core/types'
import { useTick } from '@/core/tick'
import { device } from '@/platform/device'
import { cancelVoucher, voucher as loadVoucher } from '@/services/redeem'
import { Box, Btn, Card, Facts, Line, LoadedView, Qr, Row, Rows, Screen, Seal, Stack, TraceRow, Txt } from '@/ui'
import { whatOf } from '../rules'
import '../index.scss'

/** Seconds between looks whether a shop has taken it. */
const LOOK = 5
/** More marks than this are a number. */
const MARKS = 20

interface Kept { voucher: Voucher; at: number }

export default function VoucherPage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad<Kept>(() => loadVoucher(id).then(voucher => ({ voucher, at: productNow() })), [id], { keep: 'voucher-code:' + id })
  const tick = useTick(LOOK)
  useEffect(() => { if (tick && one.data?.voucher.state === 'issued') one.reload() }, [tick])
  const cancel = useWrite(() => cancelVoucher(id), { done: t('redeem.cancelled'), then: v => one.set({ voucher: v, at: productNow() }) })
  async function giveBack(v: Voucher) {
    const n = points((v.points / v.quantity) * v.left)
    if (await ask({ title: t('redeem.cancel.ask'), text: t('redeem.cancel.text', { n }), yes: t('redeem.cancel.yes'), danger: true })) cancel.run()
  }
  return (
    <Screen title={t('redeem.voucher')}>
      <LoadedView of={{ ...one, stale: false }} shape='detail'>{k => <Shown kept={k} stale={one.stale} busy={cancel.busy} onCancel={() => giveBack(k.voucher)} />}</LoadedView>
    </Screen>
  )
}

function Shown({ kept: { voucher: v, at }, stale, busy, onCancel }: { kept: Kept; stale: boolean; busy: boolean; onCancel(): void }) {
  const isOver = Date.parse(v.expires_at) <= productNow()
  return (
    <Stack gap={4}>
      {v.state === 'issued' && v.qr && !isOver ? <Code voucher={v} stale={stale ? at : undefined} /> : <Over voucher={v} />}
      <Card><Facts items={[
        [t('redeem.what'), <Txt key='what' bold>{whatOf(v)}</Txt>], [t('till.shops'), v.shops.map(s => s.name).join('、')], [t('redeem.spent'), points(v.points)],
        v.state === 'issued' ? [t('redeem.expires'), lastDay(v.expires_at)] : v.used_at ? [t('redeem.when'), dateTime(v.used_at)] : null, v.state === 'issued' ? null : [t('redeem.number'), v.number],
      ]} /></Card>
      <TraceRow type='voucher' id={v.id} />
      {v.left < v.quantity ? <Rows><Row title={t('shop.uses.row')} note={t('shop.uses.row.note')} onTap={() => go('redeem.uses', { id: v.id })} /></Rows> : null}
      {v.qr && !v.works_offline ? <Rows><Row title={t('till.flags.mine')} onTap={() => go('desk.flags')} /></Rows> : null}
      {v.moves.some(m => m.move === 'cancel') && !isOver ? <Btn kind='danger' wide busy={busy} onTap={onCancel}>{t('redeem.cancel')}</Btn> : null}
    </Stack>
  )
}

function Code({ voucher: v, stale }: { voucher: Voucher; /** when it was read, where it could not be read again */ stale?: number }) {
  useEffect(() => { device.glow(true); return () => device.glow(false) }, [])
  useDidShow(() => device.glow(true))
  useDidHide(() => device.glow(false))
  // Each look signs it anew; what is held out stays still until pieces were taken or it works otherwise.
  const shown = useRef({ of: '', qr: '' }), of = `${v.id}:${v.left}:${v.works_offline}`
  if (shown.current.of !== of) shown.current = { of, qr: v.qr ?? '' }
  return (
    <Box className='rd-code'>
      <Txt as='h2' size={3} bold>{t('redeem.show')}</Txt>
      {stale ? <Txt as='p' size={2} tone='warn'>{t('till.code.old', { when: clock(new Date(stale).toISOString()) })}</Txt> : null}
      <Qr large text={shown.current.qr} label={t('redeem.qr', { n: v.number })} />
      <Box className='rd-say'>
        <Line gap={5}><Said label={t('redeem.number')} value={v.number.replace(/^\D+0*/, '')} />{v.pin ? <Said label={t('till.code.pin')} value={`${v.pin.slice(0, 3)} ${v.pin.slice(3)}`} /> : null}</Line>
        <Txt as='p' size={2} tone='ink2'>{t('till.code.say')}</Txt>
      </Box>
      {v.quantity > 1 ? <Pieces left={v.left} all={v.quantity} /> : null}
      {v.works_offline ? null : <Txt as='p' size={2} tone='warn'>{t('till.code.net')}</Txt>}
    </Box>
  )
}

const Said = ({ label, value }: { label: string; value: string }) => <Box className='rd-said'><Txt size={2} tone='ink2' className='block'>{label}</Txt><Txt num bold className='rd-big'>{value}</Txt></Box>

/** A mark for each piece: filled while it is there, hollow once it was taken. */
function Pieces({ left, all }: { left: number; all: number }) {
  return (
    <Box className='rd-pieces'>
      {all <= MARKS ? <Box className='rd-marks' role='img' label={t('till.left.mark', { left, all })}>{Array.from({ length: all }, (_, i) => <Box key={i} className={i < left ? 'rd-mark on' : 'rd-mark'} />)}</Box> : null}
      <Txt bold num>{t('till.left', { left, all })}</Txt>
    </Box>
  )
}

/** Used, given back or run out: what became of it in one sentence; a used one carries the seal. */
function Over({ voucher: v }: { voucher: Voucher }) {
  const words = v.state === 'issued' ? t('till.code.over') : v.state === 'used' ? t('redeem.state.used') : v.state === 'expired' ? t('redeem.state.expired') : t('redeem.state.cancelled')
  return (
    <Box className='rd-over' role='status'>
      {v.state === 'used' ? <Seal text={t('redeem.seal')} label={t('redeem.seal.label')} /> : null}
      <Txt as='h2' size={4} bold tone={v.state === 'used' ? 'ok' : 'ink'}>{words}</Txt>
      {v.state === 'issued' ? <Txt as='p' tone='ink2'>{t('till.code.over.text')}</Txt> : null}
    </Box>
  )
}
