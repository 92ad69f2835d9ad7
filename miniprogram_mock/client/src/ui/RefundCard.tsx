/** One request for a refund: what, why, by when it is to be answered, and the moves one has. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, lastDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Move, RefundMove, RefundRequest } from '@/core/types'
import { moveRequest } from '@/services/merchants'
import { Card, Chip, Line, Stack } from './layout'
import { Area, Btn, Sheet, Txt } from './prim'

export function RefundCard({ request: r, onDone, linked }: { request: RefundRequest; onDone(): void; /** the page of the redemption is a tap away */ linked?: boolean }) {
  const [declining, setDeclining] = useState(false)
  const write = useWrite((move: RefundMove, text?: string) => moveRequest(r.id, move, text), { done: x => t('shop.refund.moved', { state: x.state_name }), then: () => { setDeclining(false); onDone() } })
  async function tap(m: Move<RefundMove>) {
    if (m.move === 'decline') { setDeclining(true); return }
    if (await ask({ title: m.name, text: `${r.title}，${t('shop.refund.line', { n: r.quantity, reason: r.reason_name })}`, yes: m.name })) await write.run(m.move)
  }
  const late = Date.parse(r.answer_due_at) <= productNow()
  return (
    <Card>
      <Stack gap={2}>
        <Line between><Txt as='h3' size={3} bold>{r.title}</Txt><Chip tone={r.state === 'open' ? 'warn' : r.state === 'refunded' ? 'ok' : 'ink2'}>{r.state_name}</Chip></Line>
        <Txt as='p'>{t('shop.refund.line', { n: r.quantity, reason: r.reason_name })}{r.text ? `：${r.text}` : ''}</Txt>
        <Txt as='p' size={2} tone='ink2'>{[r.holder_name, r.voucher_number, dateTime(r.created_at)].join(' · ')}</Txt>
        {r.state === 'open' ? <Txt as='p' size={2} bold tone='seal'>{late ? t('shop.refund.late') : t('shop.refund.due', { when: lastDay(r.answer_due_at) })}</Txt> : null}
        {r.answer ? <Txt as='p'>{t('shop.refund.answer', { text: r.answer })}</Txt> : null}
        <Line>
          {r.moves.map(m => <Btn key={m.move} kind={m.move === 'refund' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${r.title}`} onTap={() => tap(m)}>{m.name}</Btn>)}
          {linked ? <Btn kind='quiet' label={`${t('ui.look')}，${r.title}`} onTap={() => go('redeem.refund', { id: r.redemption_id })}>{t('ui.look')}</Btn> : null}
        </Line>
      </Stack>
      {declining ? <Decline busy={write.busy} onSend={text => write.run('decline', text)} onClose={() => setDeclining(false)} /> : null}
    </Card>
  )
}

function Decline({ busy, onSend, onClose }: { busy: boolean; onSend(text: string): void; onClose(): void }) {
  const [text, setText] = useState(''), [tried, setTried] = useState(false)
  const send = () => { setTried(true); if (text.trim()) onSend(text.trim()) }
  return (
    <Sheet open title={t('shop.refund.decline')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind='danger' busy={busy} onTap={send}>{t('shop.refund.decline')}</Btn>}>
      <Area required label={t('shop.refund.decline.why')} value={text} max={500} error={tried && !text.trim() ? t('shop.refund.decline.need') : undefined} onChange={setText} />
    </Sheet>
  )
}
