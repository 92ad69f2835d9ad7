/** The list that goes out next, written by the chair's desk; its lead invites more communities. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, wholeNumber } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Alliance, AllianceDraft, AllianceItem, AllianceItemIn } from '@/core/types'
import { addItem, invite, removeItem } from '@/services/alliances'
import { Box, Btn, Choice, Field, Picker, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'

const SCOPES = ['public', 'personal'] as const
const AMOUNT_MAX = 1_000_000

export function Draft({ of: a, draft: d, onDone }: { of: Alliance; draft: AllianceDraft; onDone(a: Alliance): void }) {
  const { isLead } = useMe()
  const [adding, setAdding] = useState(false)
  const removing = useWrite((i: AllianceItem) => removeItem(a.id, i.id), { done: t('alliance.draft.removed'), then: onDone })
  async function remove(i: AllianceItem) {
    if (await ask({ title: t('alliance.draft.remove.ask', { title: i.title }), text: t('alliance.draft.remove.text'), yes: t('alliance.draft.remove'), danger: true })) removing.run(i)
  }
  return (
    <>
      <Section title={t('alliance.draft')} note={t('alliance.draft.note', { when: dateTime(d.issues_at) })}>
        <Stack gap={3}>
          {d.items.length ? <Rows>{d.items.map(i => <Row key={i.id} title={i.title} note={`${i.scope_name} · ${t('alliance.item', { n: i.amount, measure: i.measure, taker: i.taker.name })}`} value={<Txt tone='danger'>{t('alliance.draft.remove')}</Txt>} onTap={() => remove(i)} />)}</Rows> : <Txt as='p' tone='ink2'>{t('alliance.draft.none')}</Txt>}
          <Btn wide onTap={() => setAdding(true)}>{t('alliance.draft.add')}</Btn>
        </Stack>
        {adding ? <AddSheet of={a} draft={d} onClose={() => setAdding(false)} onDone={onDone} /> : null}
      </Section>
      {isLead ? <Invite of={a} draft={d} onDone={onDone} /> : null}
    </>
  )
}

function AddSheet({ of: a, draft: d, onClose, onDone }: { of: Alliance; draft: AllianceDraft; onClose(): void; onDone(a: Alliance): void }) {
  const [scope, setScope] = useState<'public' | 'personal'>('public'), [title, setTitle] = useState(''), [taker, setTaker] = useState(''), [typed, setTyped] = useState('1'), [measure, setMeasure] = useState('项'), [tried, setTried] = useState(false)
  const amount = wholeNumber(typed, AMOUNT_MAX), named = title.trim().length >= 2, measured = !!measure.trim()
  const write = useWrite((body: AllianceItemIn) => addItem(a.id, body), { done: t('alliance.draft.added'), then: r => { onDone(r); onClose() } })
  function send() {
    setTried(true)
    if (named && taker && amount && measured) write.run({ scope, title: title.trim(), taker_id: Number(taker), amount, measure: measure.trim() })
  }
  return (
    <Sheet open title={t('alliance.draft.add')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('alliance.draft.yes')}</Btn>}>
      <Box className='al-form'>
        <Field required label={t('alliance.item.title')} value={title} max={80} error={tried && !named ? t('alliance.item.title.bad') : write.fields.title} onChange={setTitle} />
        <Choice<'public' | 'personal'> inline required label={t('alliance.scope')} value={scope} options={SCOPES.map(value => ({ value, text: t(`alliance.scope.${value}`) }))} onChange={setScope} />
        <Picker required label={t('alliance.taker')} value={taker} options={d.members.filter(m => m.stand === 'joined').map(m => ({ value: String(m.id), text: m.name }))} error={tried && !taker ? t('alliance.taker.bad') : write.fields.taker_id} onChange={setTaker} />
        <Box className='al-two'>
          <Box className='al-half'><Field required type='number' label={t('alliance.amount')} value={typed} error={tried && !amount ? t('alliance.count.bad', { n: AMOUNT_MAX }) : write.fields.amount} onChange={setTyped} /></Box>
          <Box className='al-half'><Field required label={t('alliance.measure')} value={measure} max={10} error={tried && !measured ? t('alliance.measure.bad') : write.fields.measure} onChange={setMeasure} /></Box>
        </Box>
      </Box>
    </Sheet>
  )
}

function Invite({ of: a, draft: d, onDone }: { of: Alliance; draft: AllianceDraft; onDone(a: Alliance): void }) {
  const [other, setOther] = useState('')
  const write = useWrite((id: number) => invite(a.id, id), { done: t('alliance.invited'), then: r => { setOther(''); onDone(r) } })
  const inside = d.members.filter(m => m.stand === 'joined' || m.stand === 'invited').map(m => m.id)
  const options = a.neighbours.filter(c => !inside.includes(c.id)).map(c => ({ value: String(c.id), text: c.name }))
  if (!options.length) return null
  return (
    <Section title={t('alliance.invite')}>
      <Stack gap={3}>
        <Picker label={t('alliance.whom')} value={other} options={options} onChange={setOther} />
        <Btn wide disabled={!other} busy={write.busy} onTap={() => { write.run(Number(other)) }}>{t('alliance.invite.yes')}</Btn>
      </Stack>
    </Section>
  )
}
