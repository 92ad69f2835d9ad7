/** One voucher, large enough to be scanned across a counter; it watches whether it was taken. */
import { useEffect } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, lastDay, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Voucher } from '@/core/types'
import { useTick } from '@/core/tick'
import { cancelVoucher, voucher as loadVoucher } from '@/services/redeem'
import { Box, Btn, Card, Facts, LoadedView, Qr, Screen, Seal, Stack, TraceRow, Txt } from '@/ui'
import { whatOf } from '../rules'
import '../index.scss'

/** Seconds between looks whether the shop has taken it. */
const LOOK = 5

export default function VoucherPage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => loadVoucher(id), [id], { keep: 'voucher:' + id })
  const tick = useTick(LOOK)
  useEffect(() => { if (tick && one.data?.state === 'issued') one.reload() }, [tick])
  const cancel = useWrite(() => cancelVoucher(id), { done: t('redeem.cancelled'), then: v => one.set(v) })
  async function giveBack(v: Voucher) {
    if (await ask({ title: t('redeem.cancel.ask'), text: t('redeem.cancel.text', { n: points(v.points) }), yes: t('redeem.cancel.yes'), danger: true })) cancel.run()
  }
  return (
    <Screen title={t('redeem.voucher')}>
      <LoadedView of={one} shape='detail'>{v => <Shown voucher={v} busy={cancel.busy} onCancel={() => giveBack(v)} />}</LoadedView>
    </Screen>
  )
}

function Shown({ voucher: v, busy, onCancel }: { voucher: Voucher; busy: boolean; onCancel(): void }) {
  return (
    <Stack gap={4}>
      {v.state === 'issued' && v.qr ? <Code voucher={v} /> : <Over voucher={v} />}
      <Card><Facts items={[
        [t('redeem.what'), <Txt key='what' bold>{whatOf(v)}</Txt>], [t('redeem.where'), v.offer.unit.name], [t('redeem.spent'), points(v.points)],
        v.state === 'issued' ? [t('redeem.expires'), lastDay(v.expires_at)] : v.used_at ? [t('redeem.when'), dateTime(v.used_at)] : null, [t('redeem.number'), v.number],
      ]} /></Card>
      <TraceRow type='voucher' id={v.id} />
      {v.moves.some(m => m.move === 'cancel') ? <Btn kind='danger' wide busy={busy} onTap={onCancel}>{t('redeem.cancel')}</Btn> : null}
    </Stack>
  )
}

function Code({ voucher: v }: { voucher: Voucher }) {
  return (
    <Box className='rd-code'>
      <Txt as='h2' size={4} bold>{t('redeem.show')}</Txt>
      <Qr text={v.qr ?? ''} label={t('redeem.qr', { n: v.number })} />
      <Txt size={2} tone='ink2'>{t('redeem.text')}</Txt>
      <Txt size={2} num className='rd-token'>{v.token}</Txt>
    </Box>
  )
}

/** Used, given back or run out: what became of it in one sentence; a used one carries the seal. */
function Over({ voucher: v }: { voucher: Voucher }) {
  return (
    <Box className='rd-over' role='status'>
      {v.state === 'used' ? <Seal text={t('redeem.seal')} label={t('redeem.seal.label')} /> : null}
      <Txt as='h2' size={4} bold tone={v.state === 'used' ? 'ok' : 'ink'}>{v.state === 'used' ? t('redeem.state.used') : v.state === 'expired' ? t('redeem.state.expired') : t('redeem.state.cancelled')}</Txt>
    </Box>
  )
}
