/** One voucher, large enough to be scanned across a counter; it watches whether it was taken. */
import { useEffect } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Voucher } from '@/core/types'
import { useTick } from '@/core/tick'
import { cancelVoucher, voucher as loadVoucher } from '@/services/redeem'
import { Btn, Box, Chip, Facts, Line, LoadedView, Qr, Screen, Seal, Stack, Txt } from '@/ui'
import { lastDay } from '../rules'
import './index.scss'

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
      <Facts items={[
        [t('redeem.what'), v.quantity > 1 ? `${v.offer.title} × ${v.quantity}` : v.offer.title], [t('redeem.where'), v.offer.unit.name], [t('redeem.spent'), points(v.points)],
        [t('redeem.number'), v.number], v.used_at ? [t('redeem.state.used'), dateTime(v.used_at)] : [t('redeem.expires'), lastDay(v.expires_at)],
      ]} />
      {v.moves.some(m => m.move === 'cancel') ? <Btn kind='danger' wide busy={busy} onTap={onCancel}>{t('redeem.cancel')}</Btn> : null}
    </Stack>
  )
}

function Code({ voucher: v }: { voucher: Voucher }) {
  return (
    <Box className='rd-code'>
      <Txt as='h2' size={3} bold>{t('redeem.show')}</Txt>
      <Qr text={v.qr ?? ''} label={t('redeem.qr', { n: v.number })} />
      <Txt size={2} tone='ink2'>{t('redeem.text')}</Txt>
      <Txt size={2} num className='rd-token'>{v.token}</Txt>
    </Box>
  )
}

function Over({ voucher: v }: { voucher: Voucher }) {
  return (
    <Line between>
      <Chip tone={v.state === 'used' ? 'ok' : 'ink2'}>{v.state === 'used' ? t('redeem.state.used') : v.state === 'expired' ? t('redeem.state.expired') : t('redeem.state.cancelled')}</Chip>
      {v.state === 'used' ? <Seal text={t('redeem.seal')} hash={v.number} label={t('redeem.state.used')} /> : null}
    </Line>
  )
}
