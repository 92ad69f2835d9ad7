/** All texts, merged from one file per area. A key begins with its area; test/texts.test.ts holds the house words. */
import { actors } from './actors'
import { bookings } from './bookings'
import { common } from './common'
import { desk } from './desk'
import { editions } from './editions'
import { giving } from './giving'
import { imports } from './imports'
import { lists } from './lists'
import { me } from './me'
import { passbook } from './passbook'
import { redeem } from './redeem'
import { rules } from './rules'
import { search } from './search'
import { till } from './till'
import { topics } from './topics'
import { volunteering } from './volunteering'

export const texts = { ...common, ...lists, ...actors, ...bookings, ...editions, ...imports, ...search, ...volunteering, ...passbook, ...redeem, ...giving, ...rules, ...desk, ...till, ...topics, ...me } as const
