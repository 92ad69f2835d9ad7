/** What each book may be used for, a line a use; the first of a book is the page's main button. */
import type { Key } from '@/core/i18n'
import type { Route } from '@/core/routes'
import type { Book } from '@/core/types'

export interface Use { title: Key; note: Key; route: Route }

export const USES: Record<Book, readonly Use[]> = {
  service: [], // a record proves, it is never spent
  time: [
    { title: 'exchange.use', note: 'exchange.use.note', route: 'exchange.board' },
    { title: 'giving.gift.open', note: 'giving.gift.open.note', route: 'giving.gift' },
    { title: 'giving.donate', note: 'giving.donate.note', route: 'giving.donate' },
  ],
  point: [{ title: 'passbook.exchange', note: 'passbook.exchange.note', route: 'redeem.offers' }, { title: 'clearing.use', note: 'clearing.use.note', route: 'clearing.send' }, { title: 'giving.donate', note: 'giving.donate.note', route: 'giving.donate' }],
}
