/** What has a day: the next meeting, the money that is being decided on. A row each; without either only the way to all meetings. */
import { dateTime, lastDay } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { rounds } from '@/services/budget'
import { meetings } from '@/services/meetings'
import { Box, Row, Rows } from '@/ui'

export function Soon() {
  const { cid } = useMe()
  const soon = useLoad(() => meetings({ live: true }, undefined, 1).then(p => p.items), [cid], { keep: 'soon', skip: !cid })
  const money = useLoad(() => rounds({ live: true }).then(p => p.items), [cid], { keep: 'soon:budget', skip: !cid })
  const next = soon.data?.[0], round = money.data?.find(r => r.stage === 'voting') ?? money.data?.[0]
  if (!cid) return null
  return (
    <Box className='soon'><Rows label={t('meetings.soon')}>
      <Row title={t('meetings.soon')} note={next ? `${next.title} · ${dateTime(next.starts_at)}` : undefined} onTap={() => go('meetings.list')} />
      {round ? <Row title={t('budget.now')} note={`${round.title}${round.stage_ends_at ? ` · ${t(round.stage === 'voting' ? 'budget.until.vote' : 'budget.until', { day: lastDay(round.stage_ends_at) })}` : ''}`} onTap={() => go('budget.list')} /> : null}
    </Rows></Box>
  )
}
