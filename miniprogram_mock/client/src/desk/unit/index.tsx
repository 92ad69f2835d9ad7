/** The unit's desk: what it has claimed, what it opens to others, who belongs to it. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Claim } from '@/core/types'
import { claims } from '@/services/claims'
import { entries } from '@/services/lists'
import { Box, Btn, Chip, PagedList, Row, Rows, Screen, Section, Stack, StartPage } from '@/ui'
import { claimTone, quantityOf } from '../parts/rules'
import '../parts/index.scss'

export default function UnitDesk() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const { units, contactOf } = useMe()
  const isContact = contactOf.some(u => u.id === unit_id)
  const name = units.find(u => u.id === unit_id)?.name ?? t('desk.unit')
  const mine = usePages(cursor => claims({ unit_id }, cursor), [unit_id], { keep: 'claims:' + unit_id })
  const helping = usePages(cursor => claims({ assist_unit_id: unit_id }, cursor), [unit_id], { keep: 'helps:' + unit_id })
  const partOf = (c: Claim) => c.assists.find(a => a.unit.id === unit_id && (a.state === 'invited' || a.state === 'agreed'))?.state
  const opened = usePages(cursor => entries('resource', { unit_id }, cursor), [unit_id], { keep: 'resources:' + unit_id })
  return (
    <Screen wide title={name} action={isContact ? <Btn kind='main' wide onTap={() => go('lists.list', { kind: 'service_project' })}>{t('desk.unit.claim')}</Btn> : undefined}>
      <Box className='d-two'>
        <Stack gap={0}>
        {helping.items?.length ? <Section title={t('desk.unit.helps')}><PagedList of={helping} empty={{ text: '' }} row={c => <Row key={c.id} title={c.entry.title} note={t('desk.unit.helps.row', { unit: c.actor.name, n: quantityOf(c) })} value={<Chip tone={partOf(c) === 'invited' ? 'warn' : claimTone(c.state)}>{partOf(c) === 'invited' ? t('desk.unit.helps.answer') : c.state_name}</Chip>} onTap={() => go('desk.claim', { id: c.id })} />} /></Section> : null}
        <Section title={t('desk.unit.claims')}>
          <PagedList of={mine} empty={{ text: t('desk.unit.claims.none') }} row={c => <Row key={c.id} title={c.entry.title} note={quantityOf(c)} value={<Chip tone={claimTone(c.state)}>{c.state_name}</Chip>} onTap={() => go('desk.claim', { id: c.id })} />} />
        </Section>
        </Stack>
        <Stack gap={0}>
          <Section title={t('desk.unit.resources')} aside={isContact ? <Btn kind='quiet' onTap={() => go('lists.propose', { kind: 'resource' })}>{t('desk.unit.open')}</Btn> : undefined}>
            <PagedList of={opened} empty={{ text: t('desk.unit.resources.none') }} row={e => <Row key={e.id} title={e.title} note={e.category_name} value={<Chip tone='ink2'>{e.state_name}</Chip>} onTap={() => go('lists.entry', { id: e.id })} />} />
          </Section>
          {isContact ? <Section title={t('desk.unit.us')}><Rows><Row title={t('matching.title.unit')} note={t('matching.note.unit')} onTap={() => go('matching.mine', { unit_id })} /><Row title={t('duty.list.title')} note={t('duty.list.note')} onTap={() => go('agreements.duties', { unit_id })} /><Row title={t('agreements.list')} note={t('agreements.list.note')} onTap={() => go('agreements.list', { unit_id })} /><Row title={t('desk.unit.people')} note={t('desk.unit.people.note')} onTap={() => go('desk.unitPeople', { unit_id })} /><Row title={t('alliance.unit')} note={t('alliance.unit.note')} onTap={() => go('alliance.reciprocity', { unit_id })} /><Row title={t('activity.hours')} note={t('activity.hours.note')} onTap={() => go('desk.unitHours', { unit_id })} /></Rows></Section> : null}
          <Section><StartPage route='desk.unit' params={{ unit_id }} /></Section>
        </Stack>
      </Box>
    </Screen>
  )
}
