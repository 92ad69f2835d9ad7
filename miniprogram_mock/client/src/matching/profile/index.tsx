/** 我能帮什么: what I, or our unit, can do and when; and whether anything is looked for at all. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Category, Dossier, MatchProfile } from '@/core/types'
import { ownDossier } from '@/services/dossiers'
import { categories } from '@/services/lists'
import { matchProfile, saveMatchProfile } from '@/services/matching'
import { Btn, Choice, Empty, Field, LoadedView, Many, Rows, Screen, Section, Sheet, Stack, Stepper, Toggle, Txt } from '@/ui'
import { bodyOf, draftOf, type Draft } from '../parts/profile'
import { WeekField } from '../parts/WeekField'
import '../parts/index.scss'

interface Loaded { profile: MatchProfile; cats: Category[]; dossier: Dossier | undefined }

export default function ProfilePage() {
  const { unit_id } = useParams<'unit_id'>()
  const { cid, verified } = useMe()
  const load = useLoad(async (): Promise<Loaded> => {
    const [profile, cats] = await Promise.all([matchProfile(unit_id), categories()])
    return { profile, cats, dossier: unit_id || profile.stated_at ? undefined : await ownDossier() }
  }, [cid, unit_id], { skip: !cid || !verified })
  const title = t(unit_id ? 'matching.profile.unit' : 'matching.profile')
  if (cid && !verified) return <Screen title={title}><Empty text={t('volunteering.notMember')} /></Screen>
  return load.data ? <Form key={load.data.profile.stated_at} of={load.data} unitId={unit_id} title={title} /> : <Screen title={title}><LoadedView of={load} shape='detail'>{() => null}</LoadedView></Screen>
}

function Form({ of: { profile: p, cats, dossier }, unitId, title }: { of: Loaded; unitId?: string; title: string }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(p, dossier))
  /** Who has agreed to this text finds it under a tap; whoever has not, before the switch. */
  const known = p.is_on && p.consent_version === p.text_version
  const [reads, setReads] = useState(false)
  const set = (part: Partial<Draft>) => setDraft(d => ({ ...d, ...part }))
  const write = useWrite(() => saveMatchProfile(bodyOf(draft, p.text_version), unitId), { done: t(draft.on ? 'matching.profile.saved' : 'matching.profile.saved.off'), then: () => back() })
  return (
    <Screen title={title} action={<Btn kind='main' wide busy={write.busy} onTap={() => write.run()}>{t('matching.profile.save')}</Btn>}>
      <Rows><Toggle label={t(unitId ? 'matching.profile.on.unit' : 'matching.profile.on')} note={t(draft.on ? 'matching.profile.state.on' : 'matching.profile.state.off')} on={draft.on} onChange={on => set({ on })} /></Rows>
      {known ? <Btn kind='quiet' onTap={() => setReads(true)}>{t('matching.profile.what')}</Btn> : <Txt as='p' size={2} tone='ink2' className='m-law'>{p.text}</Txt>}
      <Sheet open={reads} title={t('matching.profile.what')} closeLabel={t('ui.close')} onClose={() => setReads(false)}><Txt as='p'>{p.text}</Txt></Sheet>
      {dossier && (dossier.skills.length || dossier.times.length) ? <Txt as='p' size={2} tone='pine'>{t('matching.profile.first')}</Txt> : null}
      {draft.on ? <>
        <Section title={t('matching.profile.categories')}><Many label={t('matching.profile.categories')} options={cats.filter(c => !c.parent)} value={draft.categories} onChange={x => set({ categories: x })} /></Section>
        <WeekField value={draft.windows} error={write.fields.windows} onChange={windows => set({ windows })} />
        <Section title={t('matching.profile.limits')}>
          <Stack gap={2}>
            <Stepper label={t('matching.profile.hours')} value={draft.hours} min={1} max={168} unit={t('matching.profile.hours.unit')} onChange={hours => set({ hours })} />
            <Stepper label={t('matching.profile.things')} value={draft.things} min={1} max={50} unit={t('matching.profile.things.unit')} onChange={things => set({ things })} />
            {unitId ? <Stepper label={t('matching.profile.people')} value={draft.people} min={1} max={1000} unit={t('matching.profile.people.unit')} onChange={people => set({ people })} /> : null}
          </Stack>
        </Section>
        <Choice inline required label={t('matching.profile.reach')} value={draft.reach} options={[{ value: 'building', text: t('matching.profile.reach.building') }, { value: 'community', text: t('matching.profile.reach.community') }]} onChange={(reach: Draft['reach']) => set({ reach })} />
        <Field label={t('matching.profile.skills')} help={t('matching.profile.skills.help')} value={draft.skills} max={200} error={write.fields.skills} onChange={skills => set({ skills })} />
        <Field label={t('matching.profile.qualifications')} help={t('matching.profile.qualifications.help')} value={draft.qualifications} max={200} error={write.fields.qualifications} onChange={qualifications => set({ qualifications })} />
      </> : null}
    </Screen>
  )
}
