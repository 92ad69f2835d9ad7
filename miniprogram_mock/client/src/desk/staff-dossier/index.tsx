/** A member's dossier for the desk: what they said of themselves, and what the desk enters. */
import { useState } from 'react'
import { localDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Dossier, DossierEntry, DossierEntryIn } from '@/core/types'
import { addEntry, dossierOf, voidEntry } from '@/services/dossiers'
import { Btn, Choice, DateField, Field, LoadedView, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { Entries, EvaluationRow, Given, Outside } from '@/dossier/parts/View'
import { minutesOf } from '@/dossier/parts/rules'
import { Reason } from '../parts/Reason'
import '@/dossier/parts/index.scss'

export default function StaffDossierPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => dossierOf(id), [id])
  const [adding, setAdding] = useState(false), [voiding, setVoiding] = useState<DossierEntry>()
  const voidIt = useWrite(voidEntry, { done: t('dossier.void.done'), then: d => { setVoiding(undefined); load.set(d) } })
  return (
    <Screen title={t('dossier.desk')} action={load.data?.may_keep ? <Btn kind='main' wide onTap={() => setAdding(true)}>{t('dossier.add')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{d => (
        <>
          <Stack gap={3}>
            <Txt as='h2' size={4} bold>{d.member.name}</Txt>
            <Txt as='p' size={2} tone='ink2'>{d.may_keep ? t('dossier.desk.lead') : t('dossier.own')}{d.number ? <Txt className='block' num>{t('dossier.mine.number', { n: d.number })}</Txt> : null}</Txt>
            <Given dossier={d} />
          </Stack>
          {d.may_keep ? <Section><Rows><Row title={t('certificates.for')} note={t('certificates.for.note')} onTap={() => go('certificates.ask', { for: id })} /></Rows></Section> : null}
          <Entries kind='trainings' items={d.trainings} onVoid={setVoiding} />
          <Entries kind='commendations' items={d.commendations} onVoid={setVoiding} />
          {d.evaluations.length ? <Section title={t('dossier.evaluations')}><Rows>{d.evaluations.map(e => <EvaluationRow key={e.id} of={e} />)}</Rows></Section> : null}
          <Outside dossier={d} />
        </>
      )}</LoadedView>
      {adding ? <AddSheet memberId={id} onClose={() => setAdding(false)} onDone={d => { setAdding(false); load.set(d) }} /> : null}
      {voiding ? <Reason title={t('dossier.void.do')} label={t('dossier.void.why')} need={t('dossier.void.need')} busy={voidIt.busy} onSend={reason => voidIt.run(voiding.id, reason)} onClose={() => setVoiding(undefined)} /> : null}
    </Screen>
  )
}

function AddSheet({ memberId, onClose, onDone }: { memberId: string; onClose(): void; onDone(d: Dossier): void }) {
  const today = localDay(productNow())
  const [kind, setKind] = useState<DossierEntryIn['kind']>('training'), [title, setTitle] = useState(''), [by, setBy] = useState(''), [on, setOn] = useState(today), [much, setMuch] = useState(''), [document, setDocument] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite((body: DossierEntryIn) => addEntry(memberId, body), { done: t('dossier.add.done'), then: onDone })
  const minutes = minutesOf(much), isTraining = kind === 'training'
  function send() {
    setTried(true)
    if (!title.trim() || !by.trim() || !on || (isTraining && !minutes)) return
    write.run({ kind, title: title.trim(), by_whom: by.trim(), happened_on: on, ...(isTraining ? { minutes } : { document: document.trim() }) })
  }
  const need = (v: string, field: string) => (tried && !v.trim() ? t('dossier.add.bad') : write.fields[field])
  return (
    <Sheet open title={t('dossier.add')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind='main' busy={write.busy} onTap={send}>{t('dossier.add.send')}</Btn>}>
      <Choice<DossierEntryIn['kind']> inline required label={t('dossier.add.kind')} value={kind} options={[{ value: 'training', text: t('dossier.add.training') }, { value: 'commendation', text: t('dossier.add.commendation') }]} onChange={setKind} />
      <Field required label={t(`dossier.add.title.${kind}`)} value={title} max={80} error={need(title, 'title')} onChange={setTitle} />
      <Field required label={t(`dossier.add.by.${kind}`)} value={by} max={60} error={need(by, 'by_whom')} onChange={setBy} />
      <DateField required label={t('dossier.add.day')} value={on} to={today} error={need(on, 'happened_on')} onChange={setOn} />
      {isTraining
        ? <Field required label={t('dossier.add.hours')} value={much} suffix={t('dossier.add.hour')} error={tried && !minutes ? t('dossier.add.hours.bad') : write.fields.minutes} onChange={setMuch} />
        : <Field label={t('dossier.add.document')} help={t('dossier.add.document.help')} value={document} max={80} error={write.fields.document} onChange={setDocument} />}
    </Sheet>
  )
}
