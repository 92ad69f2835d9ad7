/** The supervisor's desk: what waits, a row a kind. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { DeskRow } from '@/core/types'
import { supervision } from '@/services/paper'
import { Chip, LoadedView, Row, Rows, Screen, Section, StartPage, Txt } from '@/ui'
import { LEADS } from './rules'
import '../parts/index.scss'

export default function SupervisorDesk() {
  const { cid } = useMe()
  const load = useLoad(supervision, [cid], { keep: 'supervision', skip: !cid })
  return (
    <Screen title={t('paper.super')}>
      <Txt as='p' tone='ink2' className='d-lead'>{t('paper.super.lead')}</Txt>
      <LoadedView of={load} shape='rows'>{rows => <Rows>{rows.map(r => <Kind key={r.code} row={r} />)}</Rows>}</LoadedView>
      <Section><Rows><Row title={t('duty.board.title')} note={t('duty.board.note')} onTap={() => go('desk.duties')} /></Rows></Section>
      <Section><StartPage route='desk.supervisor' /></Section>
    </Screen>
  )
}

function Kind({ row: r }: { row: DeskRow }) {
  const to = LEADS[r.code]
  return <Row title={r.name} note={to && t(to.note)} value={r.count ? <Chip tone='warn'>{t('paper.super.n', { n: r.count })}</Chip> : <Txt size={2} tone='ink2'>{t('paper.super.none')}</Txt>} onTap={to ? () => go(to.route, to.params) : undefined} />
}
