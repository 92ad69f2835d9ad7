/** Put something on a list, or change it. A need takes one sentence; what was typed survives leaving the page. */
import { useEffect, useState, type ReactNode } from 'react'
import Taro from '@tarojs/taro'
import { plainDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, go, replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Category, Entry, Kind, Photo } from '@/core/types'
import { units as allUnits } from '@/services/communities'
import { categories, categoryOptions, edit, entry as loadEntry, entryForEdit, listAsProject, propose } from '@/services/lists'
import { Area, Btn, Card, Choice, DateField, Empty, Field, LoadedView, PhotoPicker, Picker, Row, Rows, Screen, Section, Stack, Toggle, Txt } from '@/ui'
import { MERGES, mayPropose, who } from '../parts/rules'
import { newText } from '../list/rules'
import { ACTOR_UNIT, actorAs, actorKindsOf, asBody, asPatch, BEHALF, CONSENT, dayBound, faults, keptPhotos, keyOf, mayNameUnit, merge, PHOTO_KINDS, projectValues, samePhotos, shownOf, startValues, UNIT, valuesOf, type FieldSpec, type Values } from './rules'
import { Alike } from './Alike'
import { useSuggested } from './suggested'
import '../parts/index.scss'

export default function ProposePage() {
  const { kind, id, from } = useParams<'kind' | 'id' | 'from'>()
  if (from) return <NewProject kind={(kind ?? 'service_project') as Kind} from={from} />
  return id ? <EditEntry id={id} /> : <NewEntry kind={(kind ?? 'need') as Kind} />
}

const text = (v: unknown) => (v && typeof v === 'object' ? v as Values : undefined)

function NewProject({ kind, from }: { kind: Kind; from: string }) {
  const load = useLoad(() => loadEntry(from), [from])
  if (!load.data) return <Screen title={t(newText(kind))}><LoadedView of={load} shape='detail'>{() => null}</LoadedView></Screen>
  return <NewEntry kind={kind} from={load.data} />
}
/** `from`: the need or problem that the desk makes a project of. */
function NewEntry({ kind, from }: { kind: Kind; from?: Entry }) {
  const { membership, contactOf, cid, isStaff } = useMe()
  const of = from ? `${kind}:${from.id}` : kind, start = () => (from ? projectValues(kind, from) : startValues(kind))
  const draft = `draft:propose:${cid}:${of}`, photoDraft = `draft:photos:${cid}:${kind}`
  const [old, setOld] = useState(() => text(Taro.getStorageSync(draft)))
  const [written, setValues] = useState<Values>(() => ({ ...start(), ...old }))
  const suggested = useSuggested(kind, written)
  // Only while nobody has chosen one; it is no part of the draft.
  const guess = written.category ? undefined : suggested?.category?.code
  const values = guess ? { ...written, category: guess } : written
  const [photos, setPhotos] = useState(() => keptPhotos(Taro.getStorageSync(photoDraft), Date.now()))
  const [tried, setTried] = useState(false), [sending, setSending] = useState(false)
  const forget = () => { Taro.removeStorageSync(draft); Taro.removeStorageSync(photoDraft) }
  const changePhotos = (change: (was: readonly Photo[]) => readonly Photo[]) => setPhotos(was => { const next = change(was); Taro.setStorageSync(photoDraft, { at: Date.now(), photos: next }); return next })
  const change = (to: (was: Values) => Values) => setValues(was => { const next = to(was); Taro.setStorageSync(draft, next); return next })
  const set = (k: string, v: string) => change(was => ({ ...was, [k]: v }))
  const drop = () => { forget(); setOld(undefined); setValues(start()); setPhotos([]) }
  const send = useWrite(() => (from ? listAsProject(from.id, asBody(kind, values)) : propose(asBody(kind, values, photos))), { done: t(from ? 'lists.project.made' : 'lists.sent'), then: e => { forget(); replace('lists.entry', { id: e.id }) } })
  const me = who(membership)
  if (!me.verified) return <Screen title={t(newText(kind))}><Empty text={t('lists.notMember')} action={{ text: t('lists.join'), onTap: () => go('join') }} /></Screen>
  function submit() {
    setTried(true)
    if (!Object.keys(faults(kind, values)).length) send.run()
  }
  const units = from ? [] : kind === 'need' || kind === 'problem' || kind === 'resource' || kind === 'welfare_work' || kind === 'action' || kind === 'actor' ? contactOf : []
  const asSelf = (kind !== 'action' && kind !== 'welfare_work') || mayPropose('service_project', me)
  const bad = { ...(tried ? faults(kind, values) : {}), ...send.fields }
  const as = units.length ? <Choice required label={t('lists.f.as')} value={values[UNIT] ?? ''} error={bad[UNIT] ?? bad[ACTOR_UNIT]} options={[...(asSelf ? [{ value: '', text: t('lists.f.as.me') }] : []), ...units.map(u => ({ value: u.id, text: u.name }))]}
    onChange={id => (kind === 'actor' ? change(was => actorAs(was, units.find(u => u.id === id), units)) : set(UNIT, id))} /> : null
  return (
    <Screen title={t(newText(kind))} action={<Btn kind='main' wide busy={send.busy || sending} onTap={submit}>{t('lists.send')}</Btn>}>
      {old ? <Rows><Row title={t('lists.draft')} value={<Btn kind='quiet' onTap={drop}>{t('lists.draft.drop')}</Btn>} /></Rows> : null}
      {from ? <Rows className='l-again'><Row title={t('lists.project.from')} note={`${from.number} ${from.title}`} onTap={() => go('lists.entry', { id: from.id })} /></Rows> : null}
      <Section>
        {kind === 'actor' ? as : null}
        <EntryForm kind={kind} values={values} bad={bad} helps={guess ? { category: t('lists.f.category.guessed') } : {}} actors={actorKindsOf(!!values[UNIT], isStaff)} onChange={set}
          beneath={<>
            {mayNameUnit(kind, values, isStaff) ? <WhichUnit value={values[ACTOR_UNIT] ?? ''} error={bad[ACTOR_UNIT]} onChange={v => set(ACTOR_UNIT, v)} /> : null}
            <Alike entries={suggested?.items.map(s => s.entry) ?? []} onSupported={e => { forget(); replace('lists.entry', { id: e.id }) }} />
          </>} />
        {PHOTO_KINDS.includes(kind) ? <PhotoPicker value={photos} error={send.fields.photos} onChange={changePhotos} onBusy={setSending} /> : null}
        {isStaff && (MERGES.includes(kind) || kind === 'actor') ? <Behalf values={values} bad={bad} onChange={set} /> : null}
        {kind === 'actor' ? null : as}
        {from ? null : <Txt as='p' size={2} tone='ink2'>{t('lists.promise')}</Txt>}
      </Section>
    </Screen>
  )
}

/** The desk writes for somebody who has no phone, and who agreed. */
function Behalf({ values, bad, onChange }: { values: Values; bad: Record<string, string>; onChange(k: string, v: string): void }) {
  return (
    <>
      <Field label={t('lists.f.behalf')} help={t('lists.f.behalf.help')} max={30} value={values[BEHALF] ?? ''} error={bad[BEHALF]} onChange={v => onChange(BEHALF, v)} />
      {values[BEHALF]?.trim() ? <Choice required inline label={t('lists.f.consent')} value={values[CONSENT] ?? ''} error={bad[CONSENT]} onChange={v => onChange(CONSENT, v)}
        options={[{ value: 'spoken', text: t('lists.consent.spoken') }, { value: 'written', text: t('lists.consent.written') }]} /> : null}
    </>
  )
}

function WhichUnit({ value, error, onChange }: { value: string; error?: string; onChange(v: string): void }) {
  const all = useLoad(() => allUnits().then(p => p.items), [], { keep: 'units' })
  return <Picker required label={t('actors.f.unit')} help={t('actors.f.unit.help')} value={value || 'none'} error={error} options={[{ value: 'none', text: t('actors.f.unit.none') }, ...(all.data ?? []).map(u => ({ value: u.id, text: u.name }))]} onChange={v => onChange(v === 'none' ? '' : v)} />
}

function EditEntry({ id }: { id: string }) {
  const load = useLoad(() => entryForEdit(id), [id])
  if (!load.data) return <Screen title={t('lists.edit')}><LoadedView of={load} shape='detail'>{() => null}</LoadedView></Screen>
  return <EditForm first={{ entry: load.data.data, etag: load.data.etag ?? '' }} />
}
function EditForm({ first }: { first: { entry: Entry; etag: string } }) {
  const { isStaff } = useMe()
  const [{ entry, etag }, setBase] = useState(first)
  const [values, setValues] = useState<Values>(() => valuesOf(entry))
  const [photos, setPhotos] = useState<readonly Photo[]>(entry.photos ?? [])
  const [theirs, setTheirs] = useState<Values>({})
  const [tried, setTried] = useState(false), [sending, setSending] = useState(false)
  const save = useWrite(() => edit(entry.id, etag, asPatch(entry, values, photos)), { done: t('lists.saved'), then: () => back() })
  const again = useWrite(() => entryForEdit(entry.id), { then: r => {
    const merged = merge(valuesOf(entry), values, valuesOf(r.data))
    if (samePhotos(photos, entry.photos)) setPhotos(r.data.photos)
    setBase({ entry: r.data, etag: r.etag ?? '' }); setValues(merged.values); setTheirs(merged.theirs); save.clear()
  } })
  function submit() {
    setTried(true)
    if (!Object.keys(faults(entry.kind, values)).length) save.run()
  }
  const notes = Object.fromEntries(Object.entries(theirs).map(([k, v]) => [k, t('lists.conflict.theirs', { v: v || t('lists.conflict.empty') })]))
  return (
    <Screen title={t('lists.edit')} action={<Btn kind='main' wide busy={save.busy || sending} onTap={submit}>{t('lists.save')}</Btn>}>
      {save.error?.status === 412 ? <Card className='l-again'><Stack gap={2}><Txt as='p' bold tone='danger'>{t('lists.conflict')}</Txt><Txt as='p'>{t('lists.conflict.text')}</Txt><Btn busy={again.busy} onTap={() => again.run()}>{t('lists.conflict.again')}</Btn></Stack></Card> : null}
      <EntryForm kind={entry.kind} values={values} all actors={actorKindsOf(entry.proposer.type === 'unit', isStaff)} bad={{ ...notes, ...(tried ? faults(entry.kind, values) : {}), ...save.fields }} onChange={(k, v) => setValues(was => ({ ...was, [k]: v }))} />
      {PHOTO_KINDS.includes(entry.kind) || photos.length ? <PhotoPicker value={photos} error={save.fields.photos} onChange={setPhotos} onBusy={setSending} /> : null}
    </Screen>
  )
}

function EntryForm({ kind, values, bad, helps = {}, beneath, all, actors, onChange }: { kind: Kind; values: Values; bad: Record<string, string>; /** instead of a field's own */ helps?: Record<string, string>; /** under the first field */ beneath?: ReactNode; all?: boolean; /** the kinds of actors to choose from */ actors: readonly string[]; onChange(k: string, v: string): void }) {
  const cats = useLoad(categories, [], { keep: 'categories' })
  const form = shownOf(kind, values), [first, ...others] = form.filter(f => !f.more), hidden = form.filter(f => f.more)
  const [open, setOpen] = useState(!!all || hidden.some(f => values[keyOf(f)]))
  const wrong = hidden.some(f => bad[keyOf(f)])
  useEffect(() => { if (wrong) setOpen(true) }, [wrong])
  const draw = (f: FieldSpec) => <FormField key={keyOf(f)} spec={f.name === 'actor_kind' ? { ...f, options: f.options?.filter(o => actors.includes(o.value)) } : f} value={values[keyOf(f)] ?? ''} error={bad[keyOf(f)]} help={helps[keyOf(f)]} categories={cats.data ?? []} onChange={v => onChange(keyOf(f), v)} />
  return (
    <>
      {first ? draw(first) : null}
      {beneath}
      {others.map(draw)}
      {open ? hidden.map(draw) : null}
      {hidden.length && !all ? <Btn kind='quiet' expanded={open} onTap={() => setOpen(!open)}>{open ? t('lists.f.less') : t('lists.f.more')}</Btn> : null}
    </>
  )
}

/** Several days, one after the other: what was chosen stands beneath and can be taken out again. */
function DaysField({ value, onChange, ...common }: { label: string; help?: string; required?: boolean; value: string; error?: string; onChange(v: string): void }) {
  const days = value.split('、').filter(Boolean)
  const [typed, setTyped] = useState('')
  // A year typed by hand is no day to come until its last digit.
  function add(d: string) {
    const whole = d >= dayBound()
    setTyped(whole ? '' : d)
    if (whole && !days.includes(d)) onChange([...days, d].sort().join('、'))
  }
  return (
    <>
      <DateField {...common} value={typed} from={dayBound()} onChange={add} />
      {days.length ? <Rows className='l-again'>{days.map(d => <Row key={d} title={plainDay(d)} value={<Btn kind='quiet' label={t('bookings.f.closed.drop', { day: plainDay(d) })} onTap={() => onChange(days.filter(x => x !== d).join('、'))}>{t('bookings.f.closed.out')}</Btn>} />)}</Rows> : null}
    </>
  )
}

function FormField({ spec: f, value, error, help, categories: cats, onChange }: { spec: FieldSpec; value: string; error?: string; help?: string; categories: readonly Category[]; onChange(v: string): void }) {
  const common = { label: t(f.label), help: help ?? (f.help && t(f.help)), required: f.required, value, error, onChange }
  switch (f.type) {
    case 'area': case 'lines': case 'milestones': case 'hours': return <Area {...common} max={f.max} />
    case 'int': return <Field {...common} type='number' max={9} onChange={v => onChange(v.replace(/\D/g, ''))} />
    case 'yuan': return <Field {...common} type='number' max={11} suffix={t('lists.yuan')} onChange={v => onChange(v.replace(/[^\d.]/g, ''))} />
    case 'day': return <DateField {...common} from={dayBound()} />
    case 'days': return <DaysField {...common} />
    case 'choice': case 'yesno': return <Choice {...common} inline options={(f.options ?? []).map(o => ({ value: o.value, text: t(o.key) }))} />
    case 'category': return f.required ? <Picker {...common} options={categoryOptions(cats)} />
      : <Picker {...common} required value={value || 'all'} options={[{ value: 'all', text: t('lists.category.all') }, ...categoryOptions(cats)]} onChange={v => onChange(v === 'all' ? '' : v)} />
    case 'flag': return <Rows className='l-again'><Toggle label={common.label} note={common.help} on={!!value} onChange={on => onChange(on ? 'yes' : '')} /></Rows>
    default: return <Field {...common} max={f.max} />
  }
}
