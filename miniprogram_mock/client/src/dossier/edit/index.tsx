/** What I can do, when I have time, how I am reached: all of it as I like. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Dossier } from '@/core/types'
import { changeOwn, ownDossier } from '@/services/dossiers'
import { Btn, Check, Field, LoadedView, Many, Rows, Screen, Section, Toggle, Txt } from '@/ui'
import { changeOf, draftOf, type Draft } from '../parts/rules'
import '../parts/index.scss'

export default function EditDossierPage() {
  const { cid } = useMe()
  const load = useLoad(ownDossier, [cid], { skip: !cid })
  return load.data ? <Form dossier={load.data} /> : <Screen title={t('dossier.edit')}><LoadedView of={load} shape='detail'>{() => null}</LoadedView></Screen>
}

function Form({ dossier: d }: { dossier: Dossier }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(d))
  const write = useWrite(() => changeOwn(changeOf(draft)), { done: t('dossier.edit.saved'), then: () => back() })
  const set = (part: Partial<Draft>) => setDraft(x => ({ ...x, ...part }))
  return (
    <Screen title={t('dossier.edit')} action={<Btn kind='main' wide busy={write.busy} onTap={() => write.run()}>{t('dossier.edit.save')}</Btn>}>
      <Txt as='p' tone='ink2'>{t('dossier.edit.lead')}</Txt>
      <Section title={t('dossier.skills')}><Many label={t('dossier.skills')} options={d.skill_options} value={draft.skills} onChange={skills => set({ skills })} /></Section>
      <Field label={t('dossier.edit.words')} help={t('dossier.edit.words.help')} value={draft.words} max={100} error={write.fields.skill_words} onChange={words => set({ words })} />
      <Section title={t('dossier.times')}><Many label={t('dossier.times')} options={d.time_options} value={draft.times} onChange={times => set({ times })} /></Section>
      <Section title={t('dossier.contact')}>
        <Field label={t('dossier.contact')} hideLabel help={d.contact_masked ? t('dossier.edit.contact.help', { now: d.contact_masked }) : t('dossier.edit.contact.new')} value={draft.contact} max={60} disabled={draft.clearContact} error={write.fields.contact} onChange={contact => set({ contact })} />
        {d.contact_masked ? <Check label={t('dossier.edit.clear.contact')} on={draft.clearContact} onChange={clearContact => set({ clearContact })} /> : null}
      </Section>
      <Section title={t('dossier.identity')}>
        <Field label={t('dossier.identity')} hideLabel help={d.identity_masked ? t('dossier.edit.contact.help', { now: d.identity_masked }) : t('dossier.edit.identity.new')} value={draft.identity} max={18} disabled={draft.clearIdentity} error={write.fields.identity_number} onChange={identity => set({ identity })} />
        {d.identity_masked ? <Check label={t('dossier.edit.clear.identity')} on={draft.clearIdentity} onChange={clearIdentity => set({ clearIdentity })} /> : null}
      </Section>
      <Rows><Toggle label={t('dossier.edit.report')} note={t('dossier.edit.report.note')} on={draft.report} onChange={report => set({ report })} /></Rows>
    </Screen>
  )
}
