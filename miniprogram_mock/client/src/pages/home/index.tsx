/** Home: today's one thing for me, then the nine lists with what is open on each. */
import { useEffect } from 'react'
import { plainDay, localDay } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { prefs, session, useMe } from '@/core/store'
import type { ListSummary } from '@/core/types'
import { refreshMe } from '@/services/auth'
import { inbox } from '@/services/inbox'
import { overview } from '@/services/lists'
import { recordsToDo, shifts } from '@/services/volunteering'
import { Box, Btn, LoadedView, Row, Rows, Screen, Section, Skeleton, Txt } from '@/ui'
import { today } from './today'

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
let opened = false

/** A desk chosen as the first page opens once per start, on top of home. */
function useStartPage() {
  useEffect(() => {
    const start = prefs.get().start
    if (opened || !start || !session.get()) return
    opened = true
    go(start.route, start.params)
  }, [])
}

export default function Home() {
  useStartPage()
  const { membership, cid } = useMe()
  const lists = useLoad(overview, [cid], { keep: 'lists', skip: !cid })
  return (
    <Screen title={membership?.community_name ?? t('app.name')} tab='home'>
      <TodayCard />
      {cid ? (
        <Section title={t('home.lists')} aside={<Btn kind='quiet' label={t('search.open')} onTap={() => go('lists.search')}>{t('search.title')}</Btn>}>
          <LoadedView of={lists} empty={{ when: x => !x.length, text: t('home.empty') }}>{items => <Rows label={t('home.lists')}>{items.map(l => <ListRow key={l.kind} list={l} />)}</Rows>}</LoadedView>
        </Section>
      ) : null}
    </Screen>
  )
}

function ListRow({ list }: { list: ListSummary }) {
  const count = list.open_count ? t('home.open', { n: list.open_count }) : t('home.none')
  return <Row lead={<Txt className='ord'>{NUMERALS[list.number]}</Txt>} title={list.name} value={<Txt num>{count}</Txt>} onTap={() => go(list.kind === 'topic' ? 'topics' : 'lists.list', list.kind === 'topic' ? {} : { kind: list.kind })} />
}

async function facts(inCommunity: boolean) {
  await refreshMe()
  if (!inCommunity) return { shifts: [], toDo: 0 }
  const from = new Date(productNow() - 12 * 3600_000).toISOString()
  const [mine, toDo] = await Promise.all([shifts({ mine: true, from }), recordsToDo(), inbox().catch(() => undefined)])
  return { shifts: mine.items, toDo: toDo.items.length }
}

function TodayCard() {
  const { membership, cid } = useMe()
  const load = useLoad(() => facts(!!cid && membership?.state === 'verified'), [cid, membership?.state], { keep: 'today' })
  if (!load.data && load.loading) return <Skeleton shape='card' />
  // Not known is not nothing: the lists below say what is the matter.
  if (!load.data && load.error && membership?.state === 'verified') return null
  const now = productNow()
  const it = today({ membership, shifts: load.data?.shifts ?? [], toDo: load.data?.toDo ?? 0, now })
  return (
    <Box className='today'>
      <Box className='today-h'><Txt size={2} bold>{t('home.today')}</Txt><Txt size={2} num>{plainDay(localDay(now), now)}</Txt></Box>
      <Txt as='h2' size={4} bold>{it.title}</Txt>
      <Txt as='p' size={2} tone={it.urgent ? 'seal' : 'ink2'}>{it.note}</Txt>
      <Btn kind='main' wide onTap={() => go(it.route, it.params)}>{it.button}</Btn>
    </Box>
  )
}
