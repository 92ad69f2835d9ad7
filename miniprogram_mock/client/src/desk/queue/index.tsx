/** What a shop took without a network: what waits and since when, and what became of each, with what to do. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { usePages } from '@/core/hooks'
import { isKey, t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { waits, type Taken } from '@/core/till'
import type { SyncOutcome, Synced } from '@/core/types'
import { synced, till, useTill } from '@/services/till'
import { Box, Btn, Chip, Empty, PagedList, Row, Rows, Screen, Section, Stack, Txt, type Tone } from '@/ui'
import { syncNow } from '../parts/QueueStrip'
import { since, WaitingRow, whatIs } from '../parts/WaitingRow'
import '../parts/index.scss'

const TONE: Record<SyncOutcome, Tone> = { accepted: 'ok', already: 'ok', guaranteed: 'record', refused: 'danger' }

export default function QueuePage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const list = useTill().all().filter(x => x.unit_id === unit_id)
  const waiting = list.filter(waits), done = list.filter(x => !waits(x)).reverse()
  const old = usePages(cursor => synced(unit_id, cursor), [unit_id], { keep: 'synced:' + unit_id })
  const [busy, setBusy] = useState(false)
  async function sync() {
    setBusy(true)
    if (await syncNow()) old.reload()
    setBusy(false)
  }
  return (
    <Screen wide title={t('till.queue.title')} action={waiting.length ? <Btn kind='main' wide busy={busy} onTap={sync}>{t('till.queue.sync')}</Btn> : undefined}>
      <Box className='d-two'>
        <Stack gap={0}>
          <Section title={t('till.queue.wait')} note={waiting.length ? t('till.queue.keep') : undefined}>
            {waiting.length ? <Rows>{waiting.map(x => <WaitingRow key={x.client_id} of={x} />)}</Rows> : <Empty text={t('till.queue.none')} />}
          </Section>
          {done.length ? <Section title={t('till.queue.done')}><Stack gap={3}>{done.map(x => <Answered key={x.client_id} of={x} />)}</Stack></Section> : null}
        </Stack>
        <Section title={t('till.queue.old')}><PagedList of={old} empty={{ text: t('till.queue.old.none') }} row={x => <OldRow key={x.client_id} of={x} />} /></Section>
      </Box>
    </Screen>
  )
}


/** An answer stays until it was read: what happened, and what to do. */
function Answered({ of: x }: { of: Taken }) {
  const a = x.answer
  if (!a) return null
  const todo = `till.do.${a.code}`, words = whatIs(x.title, x.pieces)
  return (
    <Box className='d-answer'>
      <Rows><Row title={words} note={`${x.number} · ${since(x)}`} value={<Chip tone={TONE[a.outcome]}>{t(`till.out.${a.outcome}`)}</Chip>} /></Rows>
      {a.code || a.unpaid ? <Txt as='p'>{a.title}{a.title.endsWith('。') ? '' : '。'}{t(isKey(todo) ? todo : 'till.do.rest')}</Txt> : null}
      <Btn kind='quiet' label={t('till.queue.read.label', { title: words })} onTap={() => till.dismiss(x.client_id)}>{t('till.queue.read')}</Btn>
    </Box>
  )
}

const OldRow = ({ of: x }: { of: Synced }) => <Row title={whatIs(x.voucher_title, x.pieces)} note={`${x.voucher_number} · ${dateTime(x.taken_at)}${x.outcome === 'refused' ? ` · ${x.title}` : ''}`} value={<Chip tone={TONE[x.outcome]}>{x.outcome_name}</Chip>} />
