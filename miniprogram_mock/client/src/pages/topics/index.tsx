/** 议事: what is being talked about. Until meetings come, it lists entries of the kind topic and says what will be here. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { entries } from '@/services/lists'
import { Chip, PagedList, Row, Screen } from '@/ui'

export default function Topics() {
  const { cid } = useMe()
  const topics = usePages(cursor => entries('topic', {}, cursor), [cid], { keep: 'topics', skip: !cid })
  return (
    <Screen title={t('topics.title')} tab='topics'>
      <PagedList of={topics} empty={{ text: t('topics.empty'), action: { text: t('topics.need'), onTap: () => go('lists.propose', { kind: 'need' }) } }}
        row={e => <Row key={e.id} title={e.title} note={e.category_name} value={<Chip tone='pine'>{e.state_name}</Chip>} onTap={() => go('lists.entry', { id: e.id })} />} />
    </Screen>
  )
}
