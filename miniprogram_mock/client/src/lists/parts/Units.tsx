/** Units of the community to choose from, page by page, in a sheet: one by a tap, or several with a tick. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Id, Named } from '@/core/types'
import { units } from '@/services/communities'
import { Check, PagedList, Row } from '@/ui'

export function UnitList({ without = [], chosen, onTap }: { /** not offered */ without?: readonly Id[]; /** ticks beside the names */ chosen?: readonly Named[]; onTap(unit: Named): void }) {
  const { cid } = useMe()
  const all = usePages(cursor => units(undefined, cursor), [cid], { skip: !cid })
  const shown = all.items ? { ...all, items: all.items.filter(u => !without.includes(u.id)) } : all
  return (
    <PagedList of={shown} empty={{ text: t('lists.units.none') }} row={({ id, name }) => (chosen
      ? <Check key={id} label={name} on={chosen.some(u => u.id === id)} onChange={() => onTap({ id, name })} />
      : <Row key={id} title={name} onTap={() => onTap({ id, name })} />)} />
  )
}
