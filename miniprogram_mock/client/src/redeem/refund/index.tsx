/** One thing that was fetched: what of it may go back. Its holder asks, its shop gives; both see what became of it. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, lastDay, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { RefundReason, Taken } from '@/core/types'
import { askRefund, refund, taken as loadTaken } from '@/services/merchants'
import { Area, Btn, Card, Choice, Facts, LoadedView, RefundCard, Row, Rows, Screen, Section, Stack, Stepper, Txt } from '@/ui'

const REASONS: RefundReason[] = ['quality', 'unlike', 'unavailable', 'unneeded', 'other']
/** Of what is left the first `n` pieces' points, as the server rounds them. */
const worth = (x: Taken, n: number) => Math.floor((x.points * (x.refunded + n)) / x.quantity) - Math.floor((x.points * x.refunded) / x.quantity)

export default function RefundPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadTaken(id), [id], { keep: 'taken:' + id })
  const [count, setCount] = useState(1), [reason, setReason] = useState<RefundReason | ''>(''), [text, setText] = useState(''), [tried, setTried] = useState(false)
  const body = () => ({ quantity: count, reason: reason as RefundReason, text: text.trim() || undefined })
  const again = () => { setCount(1); setTried(false); load.reload() }
  const give = useWrite(() => refund(id, body()), { done: t('shop.refund.give.done'), then: again })
  const request = useWrite(() => askRefund(id, body()), { done: t('shop.refund.asked'), then: again })
  const x = load.data, waits = x?.requests.some(r => r.state === 'open'), mayAsk = x?.can_ask && !waits
  async function send(of: Taken) {
    setTried(true)
    if (!reason) return
    if (!of.can_refund) return void request.run()
    const n = points(worth(of, count))
    if (await ask({ title: t('shop.refund.give.ask', { n: count, points: n }), text: t('shop.refund.give.text'), yes: t('shop.refund') })) await give.run()
  }
  const button = x && (x.can_refund || mayAsk) ? <Btn kind='main' wide busy={give.busy || request.busy} onTap={() => send(x)}>{x.can_refund ? t('shop.refund.give', { points: points(worth(x, count)) }) : t('shop.refund.ask')}</Btn> : undefined
  return (
    <Screen title={t('shop.refund')} action={button}>
      <LoadedView of={load} shape='detail'>
        {of => (
          <Stack gap={4}>
            <What of={of} />
            {of.requests.length ? <Section title={t('shop.refund.requests')}><Stack gap={3}>{of.requests.map(r => <RefundCard key={r.id} request={r} onDone={load.reload} />)}</Stack></Section> : null}
            {of.can_refund || mayAsk ? (
              <Stack gap={0}>
                {of.left > 1 ? <Stepper label={t('shop.refund.count')} value={count} min={1} max={of.left} unit={t('redeem.parts')} onChange={setCount} /> : null}
                <Choice required label={t('shop.refund.reason')} value={reason} options={REASONS.map(value => ({ value, text: t(`shop.reason.${value}`) }))} error={tried && !reason ? t('shop.refund.need') : give.fields.reason} onChange={(v: RefundReason) => setReason(v)} />
                <Area label={t('shop.refund.text')} help={t('shop.refund.text.help')} value={text} max={500} onChange={setText} />
              </Stack>
            ) : null}
            {of.refunds.length ? <Section title={t('shop.refund.history')}><Rows>{of.refunds.map(r => <Row key={r.id} title={t('shop.refund.line', { n: r.quantity, reason: r.reason_name })} note={[dateTime(r.at), r.text].filter(Boolean).join(' · ')} value={<Txt num bold tone='amber'>{points(r.points)}</Txt>} />)}</Rows></Section> : null}
          </Stack>
        )}
      </LoadedView>
    </Screen>
  )
}

/** What it is, and in one line whether it may go back. */
function What({ of: x }: { of: Taken }) {
  const may = x.can_ask || x.can_refund
  const why = x.left === 0 ? t('shop.refund.cannot.all') : x.refund_until ? t('shop.refund.cannot.late') : t('shop.refund.cannot.never')
  return (
    <Stack gap={3}>
      <Txt as='h2' size={4} bold>{t('redeem.times', { title: x.title, n: x.quantity })}</Txt>
      <Txt as='p' size={3} bold tone={may ? 'ok' : 'ink2'}>{may ? t('shop.refund.can', { n: x.left, points: points(x.points_left) }) : x.left && x.refund_until && Date.parse(x.refund_until) > productNow() ? '' : `${t('shop.refund.cannot')}：${why}`}</Txt>
      <Card><Facts items={[[t('shop.refund.taken'), dateTime(x.at)], [t('redeem.unit'), x.unit.name], [t('shop.refund.who'), x.holder_name], [t('redeem.spent'), points(x.points)], x.refund_until ? [t('shop.refund.until'), lastDay(x.refund_until)] : null, [t('redeem.number'), x.voucher_number]]} /></Card>
    </Stack>
  )
}
