/** Who is here, as the leader sees it beside the code: what is left to do, and a tap for each record. */
import { useRef } from 'react'
import { clock, hours } from '@/core/format'
import { useLoad, usePoll, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Presence, Present, ServiceRecord } from '@/core/types'
import { moveRecord, presence } from '@/services/volunteering'
import { Box, Btn, Chip, LoadedView, Row, Rows, Section, Txt } from '@/ui'
import { recordTone } from './rules'

const POLL_SECONDS = 10

export function OnSite({ id }: { id: string }) {
  const last = useRef<{ tag: string | null; data: Presence }>()
  const load = useLoad(async () => {
    const answer = await presence(id, last.current?.tag ?? undefined)
    if (answer.status !== 304 || !last.current) last.current = { tag: answer.etag, data: answer.data }
    return last.current.data
  }, [id], { keep: 'presence:' + id })
  usePoll(load.reload, POLL_SECONDS, true)
  const items = load.data?.items ?? [], here = items.filter(p => p.record).length
  return (
    <Section title={t('volunteering.leader.here')} aside={items.length ? t('volunteering.leader.count', { here, all: items.length }) : undefined}>
      <LoadedView of={load}>{p => (p.items.length ? <><Left of={p} /><Rows>{p.items.map(one => <PresentRow key={one.sign_up_id} of={one} onDone={load.reload} />)}</Rows></> : <Txt as='p' tone='ink2'>{t('volunteering.leader.none')}</Txt>)}</LoadedView>
    </Section>
  )
}

/** What is still to do, in the order in which it is done; nothing that is done. */
function Left({ of: { left } }: { of: Presence }) {
  const parts = (['to_come', 'to_leave', 'to_witness', 'to_confirm_by_me'] as const).filter(k => left[k]).map(k => t(`volunteering.left.${k}`, { n: left[k] }))
  const others = left.to_confirm - left.to_confirm_by_me
  if (others) parts.push(t('volunteering.left.others', { n: others }))
  return <Txt as='p' className='v-lead' tone={left.to_confirm_by_me ? 'ink' : 'ink2'}>{parts.join(' · ') || t('volunteering.left.none')}</Txt>
}

function PresentRow({ of: { member, state_name, record: r }, onDone }: { of: Present; onDone(): void }) {
  if (!r) return <Row title={member.name} value={<Chip>{state_name}</Chip>} />
  const came = [r.checked_in_at && t('volunteering.leader.came', { time: clock(r.checked_in_at) }), r.checked_out_at && t('volunteering.leader.gone', { time: clock(r.checked_out_at) }), r.fence !== 'not_given' && t(`volunteering.fence.${r.fence}`)]
  return (
    <Box className='v-person'>
      <Row title={member.name} label={t('volunteering.leader.look', { name: member.name })} onTap={() => go('volunteering.record', { id: r.id })} value={<Chip tone={recordTone(r)}>{r.state_name}</Chip>}
        note={<>
          <Txt className='block'>{came.filter(Boolean).join(' · ')}</Txt>
          {r.flags.map(f => <Txt key={f.code} className='block' tone='warn'>{f.text}</Txt>)}
        </>} />
      <Step of={r} onDone={onDone} />
    </Box>
  )
}

/** One tap for one person: the button says for whom and for how long, so that it needs no question. There is none for all. */
function Step({ of: r, onDone }: { of: ServiceRecord; onDone(): void }) {
  const move = r.moves.find(m => m.move === 'confirm' || m.move === 'witness')?.move
  const write = useWrite(() => moveRecord(r.id, move!), { done: x => (x.state === 'held' ? t('volunteering.moved.confirm.held') : t(`volunteering.moved.${move!}`)), then: onDone })
  if (!move) return null
  const what = move === 'confirm' ? t('volunteering.leader.confirm', { time: hours(r.minutes ?? 0) }) : t('volunteering.leader.witness')
  return <Box className='v-person-do'><Btn wide busy={write.busy} label={`${what}，${r.member.name}`} onTap={() => write.run()}>{what}</Btn></Box>
}
