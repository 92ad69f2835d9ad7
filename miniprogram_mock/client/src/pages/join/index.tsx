/** Join a community: who I am, what ties me to it, and consent to its privacy text. */
import { useState } from 'react'
import Taro from '@tarojs/taro'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { restart } from '@/core/nav'
import { chooseCommunity, useMe } from '@/core/store'
import { localDay } from '@/core/format'
import { productNow } from '@/core/now'
import { refreshMe } from '@/services/auth'
import { communities, community, join, units } from '@/services/communities'
import { Btn, Check, Choice, DateField, Empty, ErrorState, Field, Picker, Row, Rows, Screen, Section, Sheet, Skeleton, Toggle, Txt } from '@/ui'
import { asBody, EMPTY_FORM, faults, needsGuardian, type JoinForm } from './rules'

/** What was typed survives leaving the page. */
const DRAFT = 'draft:join'

export default function Join() {
  const { memberships } = useMe()
  const [form, setForm] = useState<JoinForm>(() => ({ ...EMPTY_FORM, ...((Taro.getStorageSync(DRAFT) || {}) as Partial<JoinForm>) }))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<JoinForm>) => setForm(old => { const next = { ...old, ...change }; Taro.setStorageSync(DRAFT, next); return next })
  const list = useLoad(communities, [])
  const about = useLoad(() => community(Number(form.cid)), [form.cid], { skip: !form.cid })
  const works = useLoad(() => units(undefined, undefined, Number(form.cid)), [form.cid, form.tie], { skip: !form.cid || form.tie !== 'work' })
  const send = useWrite(async () => {
    await join(Number(form.cid), asBody(form, about.data?.privacy.version ?? ''))
    await refreshMe()
    chooseCommunity(Number(form.cid))
  }, { done: t('join.done'), then: () => { Taro.removeStorageSync(DRAFT); restart('home') } })
  const bad: Record<string, string | undefined> = { ...(tried ? faults(form) : {}), ...served(send.fields) }
  function submit() {
    setTried(true)
    if (!Object.keys(faults(form)).length && about.data) send.run()
  }
  const known = new Set(memberships.map(m => m.community_id))
  if (list.error && !list.data) return <Screen title={t('join.title')}><ErrorState error={list.error} onRetry={list.reload} /></Screen>
  if (list.data && !list.data.items.length) return <Screen title={t('join.title')}><Empty text={t('join.community.none')} /></Screen>
  return (
    <Screen title={t('join.title')} action={<Btn kind='main' wide busy={send.busy} onTap={submit}>{t('join.send')}</Btn>}>
      <Section>
        {list.data ? <Picker required label={t('join.community')} value={form.cid} error={bad.cid} options={list.data.items.filter(c => !known.has(c.id)).map(c => ({ value: String(c.id), text: `${c.street_name} ${c.name}` }))} onChange={cid => set({ cid, consent: false, unit: '' })} /> : <Skeleton shape='card' />}
        <Field required label={t('join.name')} help={t('join.name.help')} value={form.name} max={30} error={bad.name} onChange={name => set({ name })} />
        <DateField required label={t('join.birth')} value={form.birth} from='1900-01-01' to={localDay(productNow())} error={bad.birth} onChange={birth => set({ birth })} />
        {needsGuardian(form.birth) ? <Field required label={t('join.guardian')} help={t('join.guardian.help')} value={form.guardian} max={36} error={bad.guardian} onChange={guardian => set({ guardian })} /> : null}
        <Choice required inline label={t('join.tie')} value={form.tie} error={bad.tie} options={[{ value: 'home', text: t('join.tie.home') }, { value: 'work', text: t('join.tie.work') }]} onChange={tie => set({ tie })} />
        {form.tie === 'home' ? <><Field required label={t('join.building')} help={t('join.building.help')} value={form.building} max={30} error={bad.building} onChange={building => set({ building })} /><Field required label={t('join.door')} help={t('join.door.help')} value={form.door} max={30} error={bad.door} onChange={door => set({ door })} /></> : null}
        {form.tie === 'work' ? <Picker label={t('join.unit')} placeholder={t('join.unit.none')} value={form.unit} options={(works.data?.items ?? []).map(u => ({ value: u.id, text: u.name }))} onChange={unit => set({ unit })} /> : null}
        <Rows><Toggle label={t('join.party')} on={form.party} onChange={party => set({ party })} /></Rows>
      </Section>
      {about.data ? <Privacy version={about.data.privacy.version} text={about.data.privacy.text} on={form.consent} error={bad.consent} onChange={consent => set({ consent })} /> : about.error ? <ErrorState error={about.error} onRetry={about.reload} /> : null}
    </Screen>
  )
}

/** The server's names of fields → the form's. */
function served(fields: Record<string, string>): Record<string, string> {
  const names: Record<string, keyof JoinForm> = { name: 'name', birth_date: 'birth', tie: 'tie', household: 'building', guardian_member_id: 'guardian', unit_id: 'unit', consent: 'consent' }
  return Object.fromEntries(Object.entries(fields).map(([k, v]) => [names[k] ?? k, v]))
}

function Privacy({ version, text, on, error, onChange }: { version: string; text: string; on: boolean; error?: string; onChange(v: boolean): void }) {
  const [open, setOpen] = useState(false)
  return (
    <Section title={t('join.privacy')}>
      <Rows><Row title={<Txt as='span' className='clamp'>{text}</Txt>} note={t('join.version', { v: version })} value={t('join.privacy.read')} onTap={() => setOpen(true)} /></Rows>
      <Check label={t('join.consent')} on={on} error={error} onChange={onChange} />
      <Sheet open={open} title={t('join.privacy')} closeLabel={t('ui.close')} onClose={() => setOpen(false)}><Txt as='p'>{text}</Txt></Sheet>
    </Section>
  )
}
