/** What else may be done with an agreement: paper, what changed, moves that are rarer than signing, the record. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { AgreementMove, AgreementText, Photo, TextPurpose, WholeAgreement } from '@/core/types'
import { Reason } from '@/desk/parts/Reason'
import { beginNext, handIn, history, moveAgreement, takePaper } from '@/services/agreements'
import { Box, Btn, Choice, LoadedView, PhotoPicker, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'
import { nameOf } from './rules'

interface Props { agreement: WholeAgreement; text: AgreementText; onDone(a: WholeAgreement): void }
type Open = 'paper' | 'record' | undefined
/** These say why; the others say what becomes of it. */
const WITH_REASON: AgreementMove[] = ['decline', 'leave', 'cancel']

export function More({ agreement: a, text, onDone }: Props) {
  const [open, setOpen] = useState<Open>()
  const save = useWrite(() => takePaper(a.id, text.version, a.number), { done: t('agreements.paper.saved') })
  return (
    <>
      <Section>
        <Rows>
          {text.purpose !== 'original' ? <Row title={t('agreements.changes.look')} note={t('agreements.changes.look.note')} onTap={() => go('agreements.changes', { id: a.id, version: String(text.version) })} /> : null}
          <Row title={t('agreements.paper.take')} note={t('agreements.paper.take.note')} onTap={() => save.run()} />
          {a.hand_in_for.length && text === a.open ? <Row title={t('agreements.paper')} note={t('agreements.paper.note')} onTap={() => setOpen('paper')} /> : null}
          <Row title={t('agreements.record')} note={t('agreements.record.note')} onTap={() => setOpen('record')} />
        </Rows>
      </Section>
      <Moves agreement={a} text={text} onDone={onDone} />
      {open === 'paper' ? <Paper agreement={a} text={text} onDone={r => { setOpen(undefined); onDone(r) }} onClose={() => setOpen(undefined)} /> : null}
      {open === 'record' ? <Record id={a.id} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

/** Each party one speaks for leaves or declines for itself; what is drafted next is the desk's. */
function Moves({ agreement: a, text, onDone }: Props) {
  const [why, setWhy] = useState<{ move: AgreementMove; name: string; party?: number }>()
  const write = useWrite((move: AgreementMove, party?: number, note?: string) => moveAgreement(a.id, move, party, note), { done: r => t('agreements.move.done', { state: r.state_name }), then: r => { setWhy(undefined); onDone(r) } })
  const next = useWrite((purpose: TextPurpose) => beginNext(a.id, purpose), { done: t('agreements.write.begun'), then: r => { onDone(r); go('agreements.write', { id: a.id }) } })
  async function ready(move: AgreementMove, name: string, party?: number) {
    if (WITH_REASON.includes(move)) setWhy({ move, name, party })
    else if (await ask({ title: t('agreements.move.ask', { move: name }), text: move === 'take_back' ? t('agreements.take_back.text') : t('agreements.drop.text'), yes: name })) write.run(move)
  }
  const ofText = text === a.open
  const buttons = a.moves.filter(m => m.move !== 'offer' && (m.move === 'leave' || ofText)).flatMap(m => {
    if (m.move === 'decline') return a.speaks_for.map(party => ({ key: `decline${party}`, name: m.name, run: () => ready(m.move, m.name, party) }))
    if (m.move === 'leave') return a.speaks_for.map(party => ({ key: `leave${party}`, name: t('agreements.leave.ask', { name: nameOf(a.parties, party) }), run: () => ready(m.move, t('agreements.leave.ask', { name: nameOf(a.parties, party) }), party) }))
    return [{ key: m.move, name: m.name, run: () => ready(m.move, m.name) }]
  })
  if (!buttons.length && !a.may_draft.length) return null
  return (
    <Section title={t('agreements.more')}>
      <Box className='ag-foot'>
        {a.may_draft.map(d => <Btn key={d.purpose} busy={next.busy} onTap={() => next.run(d.purpose)}>{d.name}</Btn>)}
        {buttons.map(b => <Btn key={b.key} busy={write.busy} onTap={b.run}>{b.name}</Btn>)}
      </Box>
      {why ? <Reason title={why.name} label={t('agreements.move.why')} need={t('agreements.move.need')} busy={write.busy} onSend={note => write.run(why.move, why.party, note)} onClose={() => setWhy(undefined)} /> : null}
    </Section>
  )
}

function Paper({ agreement: a, text, onDone, onClose }: Props & { onClose(): void }) {
  const [party, setParty] = useState(String(a.hand_in_for[0])), [photos, setPhotos] = useState<readonly Photo[]>([]), [busy, setBusy] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite(() => handIn(a, text, Number(party), photos[0].id), { done: t('agreements.sign.done'), then: onDone })
  const send = () => { setTried(true); if (photos.length) write.run() }
  return (
    <Sheet open title={t('agreements.paper')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy || busy} onTap={send}>{t('agreements.paper.send')}</Btn>}>
      <Stack gap={4}>
        <Choice required label={t('agreements.paper.who')} value={party} options={a.hand_in_for.map(no => ({ value: String(no), text: nameOf(a.parties, no) }))} onChange={setParty} />
        <PhotoPicker required most={1} label={t('agreements.paper.photo')} value={photos} error={tried && !photos.length ? t('agreements.paper.need') : write.fields.photo} onChange={setPhotos} onBusy={setBusy} />
      </Stack>
    </Sheet>
  )
}

function Record({ id, onClose }: { id: string; onClose(): void }) {
  const of = useLoad(() => history(id), [id])
  return (
    <Sheet open title={t('agreements.record')} closeLabel={t('ui.close')} onClose={onClose}>
      <LoadedView of={of} empty={{ text: t('agreements.record.none'), when: x => !x.items.length }}>{x => (
        <>{x.items.map(l => <Row key={l.at + l.move + (l.party_name ?? '')} title={[l.name, l.party_name].filter(Boolean).join(' · ')} note={<>{l.note ? <Txt size={2} className='block'>{l.note}</Txt> : null}<Txt size={1} tone='ink2' className='block num'>{dateTime(l.at)}</Txt></>} />)}</>
      )}</LoadedView>
    </Sheet>
  )
}
