/** At the till: scan a voucher, say how many pieces, see at one glance whether to hand the goods over. Works without a network. */
import { useEffect, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { asApiError, type ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { cid, online } from '@/core/store'
import { numberText, readVoucher, refusalOf, type Kit, type Reading } from '@/core/voucher'
import type { RedeemIn } from '@/core/types'
import { device } from '@/platform/device'
import { keptKit, redeemNow, renewKit, till } from '@/services/till'
import { Btn, Screen, Txt } from '@/ui'
import { QueueStrip } from '../parts/QueueStrip'
import { Asked, Enter, Result, type Outcome } from './parts'
import '../parts/index.scss'

/** A code that was read and waits for the number of pieces. */
export interface Held { reading: Exclude<Reading, { kind: 'none' }>; title: string; number?: string; left?: number; price: number }

export default function ScanPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const up = online.use()
  const [kit, setKit] = useState<Kit | undefined>(() => keptKit(unit_id))
  const [held, setHeld] = useState<Held>(), [pieces, setPieces] = useState(1)
  const [outcome, setOutcome] = useState<Outcome>()
  const [busy, setBusy] = useState(false)
  const renew = () => { device.readyToScan(); renewKit(unit_id).then(setKit, () => undefined) }
  useEffect(renew, [unit_id, up])
  useDidShow(renew)
  const refuse = (words: string) => { setHeld(undefined); setOutcome({ kind: 'no', words }) }
  const next = () => { setHeld(undefined); setOutcome(undefined); setPieces(1) }

  /** What the phone itself can tell, it tells before anybody asks the server. */
  function look(text: string) {
    const reading = readVoucher(text, kit?.keys ?? [])
    if (reading.kind === 'online') { setHeld({ reading, title: t('till.what'), price: 0 }); return }
    if (!kit) { refuse(t('till.why.kit')); return }
    const why = refusalOf(reading, kit, cid(), Date.now(), up ? [] : till.tokens(unit_id))
    if (why || reading.kind === 'none') { refuse(t(`till.why.${why ?? 'forged'}`)); return }
    const { said } = reading
    setHeld({ reading, title: kit.offers.find(o => o.id === said.offer_id)?.title ?? t('till.what'), number: numberText(said.number), left: said.left, price: said.price_points })
  }

  async function ask(body: RedeemIn, otherwise: (e: ApiError) => void) {
    setBusy(true)
    try {
      const r = await redeemNow({ ...body, unit_id })
      setHeld(undefined); setOutcome({ kind: 'ok', redemption: r })
    } catch (e) {
      const err = asApiError(e)
      if (err.unknownOutcome && err.status !== 401) otherwise(err)
      else refuse(err.words)
    } finally { setBusy(false) }
  }
  /** With a network the server decides; without one, or when its answer does not come, what the code says counts. */
  async function take(h: Held) {
    const { reading } = h, at = Date.now()
    if (reading.kind !== 'signed') { await ask({ token: reading.token, pieces }, () => refuse(t('till.why.online'))); return }
    const keep = () => {
      if (till.tokens(unit_id).includes(reading.token)) { refuse(t('till.why.taken')); return }
      till.take({ unit_id, cid: cid(), token: reading.token, number: h.number ?? '', title: h.title, pieces, points: pieces * h.price }, at)
      setHeld(undefined); setOutcome({ kind: 'off', title: h.title, pieces, number: h.number ?? '' })
    }
    if (up) await ask({ token: reading.token, pieces }, keep)
    else keep()
  }
  async function scan() {
    try {
      const text = await device.scan()
      device.buzz(); next(); look(text)
    } catch (e) {
      if ((e as Error).message !== 'cancel') refuse(t('ui.scan.none'))
    }
  }
  const foot = held ? <Btn kind='main' wide busy={busy} onTap={() => take(held)}>{t('till.take', { n: pieces })}</Btn> : <Btn kind='main' wide busy={busy} onTap={scan}>{t(outcome ? (outcome.kind === 'no' ? 'till.again' : 'till.next') : 'desk.scan')}</Btn>
  return (
    <Screen title={t('till.title')} action={foot}>
      <QueueStrip unitId={unit_id} />
      {held ? <Asked held={held} pieces={pieces} busy={busy} onPieces={setPieces} onNot={next} /> : outcome ? <Result of={outcome} onDone={next} /> : (
        <>
          <Txt as='p' tone='ink2' className='d-lead'>{t(up ? 'till.lead' : 'till.lead.off')}</Txt>
          <Enter busy={busy} up={up} onSend={body => ask(body, () => refuse(t('till.why.online')))} />
        </>
      )}
    </Screen>
  )
}
