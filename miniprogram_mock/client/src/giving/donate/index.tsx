/** Give time or points to the community's pool. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { hours, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace } from '@/core/nav'
import { useMe } from '@/core/store'
import type { LedgerBook, Passbook } from '@/core/types'
import { donateToPool } from '@/services/giving'
import { passbook } from '@/services/passbook'
import { Box, Btn, Choice, Empty, Field, LoadedView, Row, Rows, Screen, Section, Stack, Toggle, Txt } from '@/ui'
import { Minutes } from '../parts/Minutes'
import { HOUR } from '../parts/rules'
import '../parts/index.scss'

const haveOf = (p: Passbook, book: LedgerBook) => p.books.find(b => b.book === (book === 'TIME' ? 'time' : 'point'))?.available ?? 0
/** A whole number from 1 to what there is, or nothing. */
const countOf = (text: string, most: number) => { const n = /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text.trim()) : 0; return n <= most ? n : 0 }

export default function DonatePage() {
  const { cid } = useMe()
  const load = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const [picked, setPicked] = useState<LedgerBook>(), [minutes, setMinutes] = useState(HOUR), [count, setCount] = useState(''), [anonymous, setAnonymous] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite(donateToPool, { done: t('giving.donate.done') })
  const time = load.data ? haveOf(load.data, 'TIME') : 0, point = load.data ? haveOf(load.data, 'POINT') : 0
  const book = picked ?? (time || !point ? 'TIME' : 'POINT')
  const amount = book === 'TIME' ? Math.min(minutes, time) : countOf(count, point)
  const words = book === 'TIME' ? hours(amount) : points(amount)
  async function send() {
    setTried(true)
    if (!amount || !await ask({ title: t('giving.donate.ask', { n: words }), text: t('giving.donate.ask.text'), yes: t('giving.donate.yes') })) return
    if (await write.run(book, amount, anonymous)) replace('giving.pool')
  }
  const can = !!load.data && time + point > 0
  return (
    <Screen title={t('giving.donate')} action={can ? <Btn kind='main' wide busy={write.busy} onTap={send}>{amount ? t('giving.donate.send', { n: words }) : t('giving.donate')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{() => can ? (
        <Stack gap={3}>
          <Txt as='p'>{t('giving.donate.lead')}</Txt>
          {write.error ? <Box role='alert' className='g-no'><Txt as='p' tone='warn' bold>{write.error.words}</Txt></Box> : null}
          <Choice<LedgerBook> required label={t('giving.donate.what')} value={book} options={[{ value: 'TIME', text: t('giving.donate.time', { n: hours(time) }) }, { value: 'POINT', text: t('giving.donate.point', { n: points(point) }) }]} onChange={b => { setPicked(b); setTried(false) }} />
          {book === 'TIME' ? <Minutes label={t('giving.donate.amount')} value={amount} most={time} onChange={setMinutes} />
            : <Field required type='number' label={t('giving.donate.amount')} value={count} suffix={t('redeem.points')} error={tried && !amount ? t('giving.donate.bad') : write.fields.amount} onChange={setCount} />}
          <Rows><Toggle label={t('giving.donate.anonymous')} note={t('giving.donate.anonymous.note')} on={anonymous} onChange={setAnonymous} /></Rows>
          <Section><Rows><Row title={t('giving.pool.open')} onTap={() => go('giving.pool')} /><Row title={t('giving.funds')} note={t('giving.funds.note')} onTap={() => go('giving.funds')} /></Rows></Section>
        </Stack>
      ) : <Empty text={t('giving.donate.poor')} action={{ text: t('giving.pool.open'), onTap: () => go('giving.pool') }} />}</LoadedView>
    </Screen>
  )
}
