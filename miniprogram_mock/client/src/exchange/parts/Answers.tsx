/** Who answered, with how they kept their word, and the sheet in which one answers. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { OrderAnswer, WholeOrder } from '@/core/types'
import { answerOrder } from '@/services/exchange'
import { Area, Box, Btn, Card, Section, Sheet, Stack, Toggle, Txt } from '@/ui'
import { may, promisesText, time } from '../rules'
import type { OrderControl } from './OrderView'

export function Answers({ order: o, of }: { order: WholeOrder; of: OrderControl }) {
  const waiting = o.answers.filter(a => a.state === 'offered')
  return (
    <Section title={t('exchange.answers')} aside={waiting.length ? String(waiting.length) : undefined}>
      {waiting.length ? <Stack gap={3}>{waiting.map(a => <One key={a.id} order={o} answer={a} of={of} only={waiting.length === 1} />)}</Stack> : <Txt as='p' tone='ink2'>{t('exchange.answers.none')}</Txt>}
    </Section>
  )
}

function One({ order: o, answer: a, of, only }: { order: WholeOrder; answer: OrderAnswer; of: OrderControl; only: boolean }) {
  async function accept() {
    if (!await ask({ title: t('exchange.accept.ask', { name: a.helper.name }), text: t('exchange.accept.text', { time: time(o.minutes) }), yes: t('exchange.accept', { name: a.helper.name }) })) return
    await of.move({ move: 'accept', answer_id: a.id })
  }
  return (
    <Card><Stack gap={2}>
      <Txt as='p' bold>{a.helper.name}</Txt>
      <Txt as='p' size={2} tone='ink2'>{promisesText(a.promises)}</Txt>
      {a.message ? <Txt as='p'>{a.message}</Txt> : null}
      {may(o, 'accept') ? <Btn kind={only ? 'main' : 'plain'} wide busy={of.write.busy} onTap={accept}>{t('exchange.accept', { name: a.helper.name })}</Btn> : null}
    </Stack></Card>
  )
}

export function AnswerSheet({ order: o, open, of }: { order: WholeOrder; open: boolean; of: OrderControl }) {
  const [message, setMessage] = useState(''), [phone, setPhone] = useState(false)
  const write = useWrite(() => answerOrder(o.id, message.trim(), phone), { done: t('exchange.answer.sent'), then: of.done })
  const close = () => of.setSheet(undefined)
  return (
    <Sheet open={open} title={t('exchange.answer.title')} closeLabel={t('ui.close')} onClose={close} foot={<Btn kind='main' wide busy={write.busy} onTap={() => write.run()}>{t('exchange.answer.send')}</Btn>}>
      {write.error && !write.error.offline ? <Box role='alert' className='x-refused'><Txt as='p' bold tone='danger'>{write.error.problem.detail ?? write.error.words}</Txt></Box> : null}
      <Area label={t('exchange.answer.message')} help={t('exchange.answer.help')} value={message} max={200} error={write.fields.message} onChange={setMessage} />
      <Box className='rows'><Toggle label={t('exchange.f.phone')} note={t('exchange.f.phone.note')} on={phone} onChange={setPhone} /></Box>
    </Sheet>
  )
}
