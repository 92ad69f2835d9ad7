/** Sign up together: choose colleagues, kin, or somebody by name and phone; each answers for themselves, and here is who has. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { NamedPhone, Shift, SignUp, SignUpOptions } from '@/core/types'
import { employees } from '@/services/communities'
import { ties } from '@/services/giving'
import { inviteGroup, shift as loadShift, signUpOptions, takeBack } from '@/services/volunteering'
import { Box, Btn, Check, Choice, Empty, Field, LoadedView, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { SignUpRows } from '../parts/ShiftView'
import '../parts/index.scss'

interface Person { id: string; name: string }
interface Loaded { shift: Shift; options: SignUpOptions; colleagues: Person[]; kin: Person[] }
async function load(id: string, unitIds: readonly string[], me: string | undefined): Promise<Loaded> {
  const [shift, options, kin, ...units] = await Promise.all([loadShift(id), signUpOptions(id), ties(), ...unitIds.map(u => employees(u))])
  const taken = new Set<string | undefined>([me, ...options.others.filter(u => u.state !== 'cancelled').map(u => u.member.id)])
  const free = (people: Person[]) => people.filter((p, i) => !taken.has(p.id) && people.findIndex(q => q.id === p.id) === i)
  return { shift, options, kin: free(kin.items.filter(x => x.state === 'confirmed').map(x => x.member)), colleagues: free(units.flatMap(page => page.items).filter(e => e.state === 'confirmed').map(e => e.member)) }
}

export default function GroupPage() {
  const { id = '' } = useParams<'id'>()
  const { membership, contactOf } = useMe()
  const loaded = useLoad(() => load(id, contactOf.map(u => u.id), membership?.member_id), [id])
  const [chosen, setChosen] = useState<readonly string[]>([]), [more, setMore] = useState<readonly NamedPhone[]>([]), [role, setRole] = useState('')
  const write = useWrite(() => inviteGroup(id, { member_ids: [...chosen], people: [...more], ...(role ? { role_id: role } : {}) }), { done: t('activity.group.done'), then: () => { setChosen([]); setMore([]); loaded.reload() }, shown: true })
  const back = useWrite((u: SignUp) => takeBack(u.id), { done: t('activity.group.back.done'), then: loaded.reload })
  async function tapBack(u: SignUp) {
    if (await ask({ title: t('activity.group.back.ask', { name: u.member.name }), text: t('activity.group.back.text'), yes: t('activity.group.back.yes'), danger: true })) back.run(u)
  }
  const n = chosen.length + more.length, s = loaded.data?.shift
  const open = !!s && s.state === 'open' && productNow() < Date.parse(s.starts_at) - 2 * 3600_000
  const toggle = (person: string) => setChosen(was => (was.includes(person) ? was.filter(x => x !== person) : [...was, person]))
  return (
    <Screen title={t('activity.group')} action={open ? <Btn kind='main' wide busy={write.busy} disabled={!n || (!!s?.roles.length && !role)} onTap={() => write.run()}>{n ? t('activity.group.send', { n }) : t('activity.group.choose')}</Btn> : undefined}>
      <LoadedView of={loaded} shape='detail'>{({ shift, options, colleagues, kin }) => {
        const mine = options.others.filter(u => u.invited_by?.id === membership?.member_id)
        return (
          <>
            <Stack gap={2}>
              <Txt as='h2' size={4} bold>{shift.title}</Txt>
              <Txt as='p' tone='ink2'>{`${t('activity.group.left', { n: shift.places_left })}。${t('activity.group.about')}`}</Txt>
              {write.error && !write.error.offline ? <Box role='alert'><Txt as='p' tone='danger' bold>{write.error.words}</Txt></Box> : null}
            </Stack>
            {mine.length ? <Section title={t('activity.group.answers')}><SignUpRows items={mine} beside={u => (u.moves.some(m => m.move === 'take_back') ? <Btn kind='quiet' label={t('activity.group.back.who', { name: u.member.name })} onTap={() => tapBack(u)}>{t('activity.group.back')}</Btn> : null)} /></Section> : null}
            {open ? <>
              {shift.roles.length ? <Section><Choice<string> required label={t('activity.role.which')} value={role} options={shift.roles.map(r => ({ value: r.id, text: r.name, note: t('activity.role.left', { n: r.places_left }) }))} onChange={setRole} /></Section> : null}
              {colleagues.length ? <People title={t('activity.group.colleagues')} people={colleagues} chosen={chosen} onTap={toggle} /> : null}
              {kin.length ? <People title={t('activity.group.kin')} people={kin} chosen={chosen} onTap={toggle} /> : null}
              {!colleagues.length && !kin.length ? <Txt as='p' tone='ink2' className='v-gap'>{t('activity.group.none')}</Txt> : null}
              <AddOne more={more} onAdd={p => setMore(was => [...was, p])} onTake={phone => setMore(was => was.filter(p => p.phone !== phone))} />
            </> : mine.length ? null : <Empty text={t('activity.group.close')} />}
          </>
        )
      }}</LoadedView>
    </Screen>
  )
}

function People({ title, people, chosen, onTap }: { title: string; people: readonly Person[]; chosen: readonly string[]; onTap(id: string): void }) {
  return <Section title={title}><Box>{people.map(p => <Check key={p.id} label={p.name} on={chosen.includes(p.id)} onChange={() => onTap(p.id)} />)}</Box></Section>
}

function AddOne({ more, onAdd, onTake }: { more: readonly NamedPhone[]; onAdd(p: NamedPhone): void; onTake(phone: string): void }) {
  const [name, setName] = useState(''), [phone, setPhone] = useState(''), [bad, setBad] = useState(false)
  function add() {
    const ok = !!name.trim() && /^1\d{10}$/.test(phone.trim()) && !more.some(p => p.phone === phone.trim())
    setBad(!ok)
    if (ok) { onAdd({ name: name.trim(), phone: phone.trim() }); setName(''); setPhone('') }
  }
  return (
    <Section title={t('activity.group.other')}>
      <Stack gap={3}>
        {more.length ? <Rows>{more.map(p => <Row key={p.phone} title={p.name} note={p.phone} value={<Btn kind='quiet' label={t('activity.group.take', { name: p.name })} onTap={() => onTake(p.phone)}>{t('activity.group.take', { name: '' })}</Btn>} />)}</Rows> : null}
        <Field label={t('activity.group.name')} value={name} max={50} onChange={setName} />
        <Field type='tel' label={t('activity.group.phone')} value={phone} max={11} error={bad ? t('activity.group.add.bad') : undefined} onChange={setPhone} />
        <Btn onTap={add}>{t('activity.group.add')}</Btn>
      </Stack>
    </Section>
  )
}
