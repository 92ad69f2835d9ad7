/** The four criteria of an actor as bars; a tap shows what each is made of. Others see a unit's only once it agreed. */
import { useState } from 'react'
import { number, plainDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { call, go } from '@/core/nav'
import type { ActorCard as Card_, ActorDetails, Criterion, Entry, Evidence } from '@/core/types'
import { card, showFigures } from '@/services/actors'
import { isOrganisation } from './rules'
import { Box, LoadedView, Row, Rows, Section, Sheet, Stack, Toggle, Txt } from '@/ui'

export function ActorCard({ entry }: { entry: Entry }) {
  const load = useLoad(() => card(entry.id), [entry.id, entry.version])
  return <Section title={t('actors.card')}><LoadedView of={load} shape='card'>{c => <Shown card={c} isUnit={isOrganisation(entry.details.actor_kind)} onChange={load.set} />}</LoadedView></Section>
}

/** Whom to ring; the server tells the proposer and the desk alone. */
export function ActorContact({ of: d }: { of: ActorDetails }) {
  const { contact_name: name, contact_phone: phone } = d
  if (!name && !phone) return null
  return (
    <Section title={t('actors.contact')} note={t('actors.contact.note')}>
      <Rows label={t('actors.contact')}>{phone ? <Row title={name ?? t('actors.contact.phone')} note={phone} value={<Txt tone='pine' bold>{t('actors.call')}</Txt>} onTap={() => call(phone)} /> : <Row title={name} />}</Rows>
    </Section>
  )
}

function Shown({ card: c, isUnit, onChange }: { card: Card_; isUnit: boolean; onChange(c: Card_): void }) {
  const [open, setOpen] = useState<string>()
  const publish = useWrite((on: boolean) => showFigures(c.entry_id, on), { done: r => t(r.is_public ? 'actors.published' : 'actors.unpublished'), then: onChange })
  if (!c.criteria) return <Txt as='p' tone='ink2'>{t(isUnit ? 'actors.hidden.unit' : 'actors.hidden')}</Txt>
  const chosen = c.criteria.find(x => x.criterion === open)
  return (
    <Stack gap={3}>
      <Txt as='p' bold>{c.summary}</Txt>
      <Rows label={t('actors.card')}>{c.criteria.map(x => <Bar key={x.criterion} of={x} onTap={() => setOpen(x.criterion)} />)}</Rows>
      {c.may_publish ? <Rows><Toggle label={t('actors.publish')} note={t(c.is_public ? 'actors.publish.note' : 'actors.publish.off')} on={c.is_public} onChange={on => { publish.run(on) }} /></Rows> : null}
      <Txt as='p' size={2} tone='ink2'>{t('actors.auto', { n: c.half_life_days })}</Txt>
      <Sheet open={!!chosen} title={chosen ? t('actors.score', { name: chosen.name, n: chosen.score }) : ''} closeLabel={t('ui.close')} onClose={() => setOpen(undefined)}>
        {chosen ? <Made of={chosen} /> : null}
      </Sheet>
    </Stack>
  )
}

const Bar = ({ of: x, onTap }: { of: Criterion; onTap(): void }) => (
  <Row label={`${t('actors.score', { name: x.name, n: x.score })}，${x.sentence}`} title={<Box className='l-bar'><Txt className='l-bar-n'>{x.name}</Txt><Box className='l-bar-t'><Box className='l-bar-f' style={{ width: `${x.score}%` }} /></Box></Box>}
    value={<Txt num bold tone='ink' className='l-bar-v'>{t('actors.score.n', { n: x.score })}</Txt>} onTap={onTap} />
)

function Made({ of: x }: { of: Criterion }) {
  return (
    <Stack gap={3}>
      <Txt as='p'>{x.sentence}</Txt>
      {x.evidence.map(e => (
        <Box key={e.kind}>
          <Rows label={e.words}>
            <Row title={e.words} note={e.latest_on ? t('actors.latest', { day: plainDay(e.latest_on) }) : t('actors.now')} value={<Txt num>{weight(e)}</Txt>} />
            {e.entries.map(n => <Row key={n.id} title={n.name} onTap={() => go('lists.entry', { id: n.id })} />)}
          </Rows>
        </Box>
      ))}
      {x.evidence.length ? <Txt as='p' size={2} tone='ink2'>{t('actors.weight.note')}</Txt> : null}
    </Stack>
  )
}
const weight = ({ weight: w }: Evidence) => t(w < 0 ? 'actors.weight.against' : 'actors.weight', { n: number(Math.round(Math.abs(w) * 10) / 10) })
