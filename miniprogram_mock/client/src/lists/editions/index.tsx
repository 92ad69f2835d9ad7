/** The editions of one list, newest first, and above them the draft that hangs on the notice board now. */
import { day, lastDay, plainDay } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Kind } from '@/core/types'
import { compile, draftOf, editions } from '@/services/editions'
import { Btn, Chip, PagedList, Row, Rows, Screen, Section, Txt } from '@/ui'
import { goEdition, TakeAway } from '../parts/Editions'
import '../parts/index.scss'

export default function EditionsPage() {
  const { kind = 'need' } = useParams<'kind'>() as { kind?: Kind }
  const { cid, isStaff } = useMe()
  const list = usePages(cursor => editions(kind, cursor), [cid, kind], { keep: `editions:${kind}` })
  const under = useLoad(() => draftOf(kind), [cid, kind])
  const write = useWrite(() => compile(kind), { done: t('editions.compiled'), then: r => go('lists.draft', { id: r.id }) })
  return (
    <Screen title={t('editions.title', { name: t(`lists.kind.${kind}`) })} action={isStaff && !under.loading && !under.error && !under.data ? <Btn kind='main' wide busy={write.busy} onTap={() => write.run()}>{t('editions.compile')}</Btn> : undefined}>
      {under.data ? (
        <Section>
          <Rows><Row title={t(under.data.state === 'on_notice' ? 'editions.under' : 'editions.draft')} note={under.data.notice_until ? t('editions.under.note', { n: under.data.entries_count, day: lastDay(under.data.notice_until) }) : undefined}
            value={<Chip tone='warn'>{under.data.state_name}</Chip>} onTap={() => go('lists.draft', { id: under.data!.id })} /></Rows>
        </Section>
      ) : null}
      <Section>
        <PagedList of={list} empty={{ text: t('editions.empty') }} row={e => (
          <Row key={e.id} title={t('editions.n', { n: e.number })} note={t('editions.row', { day: day(e.published_at), n: e.entries_count })} value={<Txt size={1} tone='seal' num>{e.seal.slice(0, 8)}</Txt>} label={`${t('editions.n', { n: e.number })}，${plainDay(e.until)}`} onTap={() => goEdition(kind, e.number)} />
        )} />
      </Section>
      {isStaff ? <Section title={t('editions.list.take')}><TakeAway kind={kind} /></Section> : null}
    </Screen>
  )
}
