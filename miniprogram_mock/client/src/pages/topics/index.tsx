/** 议事: what is being talked about. Until meetings come, it lists entries of the kind topic and says what will be here. */
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { entries, overview } from '@/services/lists'
import { Chip, LoadedView, PagedList, Row, Screen } from '@/ui'

const EMPTY = { text: t('topics.empty'), action: { text: t('topics.need'), onTap: () => go('lists.propose', { kind: 'need' }) } }

export default function Topics() {
  const { cid } = useMe()
  const lists = useLoad(overview, [cid], { keep: 'lists', skip: !cid })
  return (
    <Screen title={t('topics.title')} tab='topics'>
      <LoadedView of={lists} empty={{ ...EMPTY, when: all => !all.some(l => l.kind === 'topic' && l.live) }}>{() => <TopicRows />}</LoadedView>
    </Screen>
  )
}

function TopicRows() {
  const topics = usePages(cursor => entries('topic', {}, cursor), [], { keep: 'topics' })
  return (
    <PagedList of={topics} empty={EMPTY}
      row={e => <Row key={e.id} title={e.title} note={e.category_name} value={<Chip tone='pine'>{e.state_name}</Chip>} onTap={() => go('lists.entry', { id: e.id })} />} />
  )
}
