/** Name somebody who is on no list yet, and see what became of it. */
import { useState } from 'react'
import Taro from '@tarojs/taro'
import { day } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ActorKind, Referral } from '@/core/types'
import { refer, referrals } from '@/services/actors'
import { Area, Btn, Chip, Choice, Empty, Field, PagedList, Row, Screen, Section, Txt } from '@/ui'
import { ACTOR_KINDS } from '../parts/rules'
import '../parts/index.scss'

interface Draft { name: string; kind: ActorKind; why: string; phone: string }
const EMPTY: Draft = { name: '', kind: 'shop', why: '', phone: '' }
const isDraft = (v: unknown): v is Draft => !!v && typeof v === 'object' && 'why' in v

export default function ReferralsPage() {
  const { cid, verified } = useMe()
  const kept = `draft:referral:${cid}`
  const [d, setD] = useState<Draft>(() => { const old: unknown = Taro.getStorageSync(kept); return isDraft(old) ? old : EMPTY })
  const [tried, setTried] = useState(false)
  const list = usePages(referrals, [cid], { skip: !cid || !verified })
  const set = (change: Partial<Draft>) => setD(was => { const next = { ...was, ...change }; Taro.setStorageSync(kept, next); return next })
  const send = useWrite(() => refer({ name: d.name.trim(), actor_kind: d.kind, reason: d.why.trim(), phone: d.phone.trim() || null }), { done: t('actors.refer.sent'), then: () => { Taro.removeStorageSync(kept); setD(EMPTY); setTried(false); list.reload() } })
  if (!verified) return <Screen title={t('actors.refer')}><Empty text={t('lists.notMember')} action={{ text: t('lists.join'), onTap: () => go('join') }} /></Screen>
  const need = (v: string) => (tried && Array.from(v.trim()).length < 2 ? t('lists.bad.required') : undefined)
  function submit() {
    setTried(true)
    if (d.name.trim().length > 1 && d.why.trim().length > 1) send.run()
  }
  return (
    <Screen title={t('actors.refer')} action={<Btn kind='main' wide busy={send.busy} onTap={submit}>{t('actors.refer.send')}</Btn>}>
      <Section note={t('actors.refer.lead')}>
        <Field required label={t('actors.refer.name')} help={t('actors.refer.name.help')} max={60} value={d.name} error={need(d.name) ?? send.fields.name} onChange={name => set({ name })} />
        <Choice required inline label={t('actors.kind')} value={d.kind} options={ACTOR_KINDS.map(value => ({ value, text: t(`actors.kind.${value}`) }))} onChange={kind => set({ kind })} />
        <Area required label={t('actors.refer.why')} help={t('actors.refer.why.help')} max={500} value={d.why} error={need(d.why) ?? send.fields.reason} onChange={why => set({ why })} />
        <Field label={t('actors.refer.phone')} help={t('actors.refer.phone.help')} type='tel' max={11} value={d.phone} error={send.fields.phone} onChange={v => set({ phone: v.replace(/\D/g, '') })} />
      </Section>
      <Section title={t('actors.refer.mine')}><PagedList of={list} empty={{ text: t('actors.refer.none') }} row={r => <Named key={r.id} of={r} />} /></Section>
    </Screen>
  )
}

const Named = ({ of: r }: { of: Referral }) => (
  <Row title={r.name} note={<>{[r.actor_kind_name, day(r.created_at)].join(' · ')}{r.note ? <Txt className='block'>{r.note}</Txt> : null}</>}
    value={<Chip tone={r.state === 'listed' ? 'ok' : r.state === 'open' ? 'warn' : 'ink2'}>{r.state_name}</Chip>} onTap={r.entry_id ? () => go('lists.entry', { id: r.entry_id! }) : undefined} />
)
