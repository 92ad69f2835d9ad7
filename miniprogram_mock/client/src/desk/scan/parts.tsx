/** What stands on the till's page: the number and PIN, how many pieces, and what came of it in one glance. */
import { useState } from 'react'
import { points } from '@/core/format'
import { t } from '@/core/i18n'
import type { RedeemIn, Redemption } from '@/core/types'
import { Box, Btn, Card, Facts, Field, Section, Stack, Stepper, Txt } from '@/ui'
import type { Held } from './index'

export type Outcome = { kind: 'ok'; redemption: Redemption } | { kind: 'off'; title: string; pieces: number; number: string } | { kind: 'no'; words: string }
const PIECES_MAX = 100, PIN = 6

/** Number and PIN, for when no camera reads the code; only the server knows PINs, so it needs a network. */
export function Enter({ busy, up, onSend }: { busy: boolean; up: boolean; onSend(body: RedeemIn): void }) {
  const [number, setNumber] = useState(''), [pin, setPin] = useState(''), [pieces, setPieces] = useState(1)
  const digits = (v: string) => v.replace(/\D/g, '')
  const ready = Number(number) > 0 && pin.length === PIN
  const send = () => { if (ready && !busy) onSend({ number: Number(number), pin, pieces }) }
  if (!up) return <Txt as='p' tone='ink2'>{t('till.pin.net')}</Txt>
  return (
    <Section title={t('till.or')}>
      <Stack gap={3}>
        <Field required type='number' label={t('till.number')} help={t('till.number.help')} max={10} value={number} onChange={v => setNumber(digits(v))} />
        <Field required type='code' label={t('till.pin')} max={PIN} value={pin} onChange={v => setPin(digits(v))} onConfirm={send} />
        <Stepper label={t('till.pieces')} unit={t('till.unit')} value={pieces} max={PIECES_MAX} onChange={setPieces} />
        <Btn wide busy={busy} disabled={!ready} onTap={send}>{t('till.by.pin')}</Btn>
      </Stack>
    </Section>
  )
}

/** What the code says, and how many pieces to take of it. */
export function Asked({ held: h, pieces, busy, onPieces, onNot }: { held: Held; pieces: number; busy: boolean; onPieces(n: number): void; onNot(): void }) {
  return (
    <Stack gap={4}>
      <Box className='d-asked'>
        <Txt as='h2' size={5} bold>{h.title}</Txt>
        <Txt tone='ink2' num>{[h.number, h.left ? t('till.ask.left', { n: h.left }) : t('till.ask.net')].filter(Boolean).join(' · ')}</Txt>
      </Box>
      {h.left === 1 ? null : <Stepper label={t('till.pieces')} unit={t('till.unit')} value={pieces} max={h.left ?? PIECES_MAX} onChange={onPieces} />}
      <Btn wide disabled={busy} onTap={onNot}>{t('till.not')}</Btn>
    </Stack>
  )
}

const SIGN = { ok: ['✓', 'till.ok', 'ok'], off: ['✓', 'till.off', 'warn'], no: ['✕', 'till.no', 'danger'] } as const

/** A sign, a word, and whether to hand the goods over: in this order, large enough from across the counter. */
export function Result({ of: o, onDone }: { of: Outcome; onDone(): void }) {
  const [sign, word, tone] = SIGN[o.kind]
  const many = (title: string, n: number) => (n > 1 ? t('redeem.times', { title, n }) : title)
  return (
    <Stack gap={4}>
      <Box className={`d-result r-${o.kind}`} role={o.kind === 'no' ? 'alert' : 'status'}>
        <Box className='d-sign' hidden><Txt className='d-sign-t'>{sign}</Txt></Box>
        <Txt as='h2' size={5} bold tone={tone}>{t(word)}</Txt>
        {o.kind === 'no' ? <Txt as='p' size={4} bold>{o.words}</Txt> : <Txt as='p' size={5} bold>{o.kind === 'ok' ? many(o.redemption.title, o.redemption.quantity) : many(o.title, o.pieces)}</Txt>}
        <Txt as='p'>{t(o.kind === 'ok' ? 'till.ok.give' : o.kind === 'off' ? 'till.off.give' : 'till.no.give')}</Txt>
      </Box>
      {o.kind === 'ok' ? <Card><Facts items={[[t('till.number'), o.redemption.voucher_number], [t('till.points'), points(o.redemption.points)], [t('till.holder'), o.redemption.holder_name], [t('till.what'), o.redemption.left ? t('till.ok.left', { n: o.redemption.left }) : t('till.ok.none')]]} /></Card> : null}
      {o.kind === 'off' ? <Card><Facts items={[[t('till.number'), o.number]]} /></Card> : null}
      {o.kind === 'no' ? <Btn wide onTap={onDone}>{t('till.or')}</Btn> : null}
    </Stack>
  )
}
