/** One voucher that waits to be synced: what, since when, and what the server said if it was asked already. */
import { dateTime, points } from '@/core/format'
import { t } from '@/core/i18n'
import { clockOffset } from '@/core/now'
import type { Taken } from '@/core/till'
import { Chip, Row, Txt } from '@/ui'

export const whatIs = (title: string, n: number) => (n > 1 ? t('redeem.times', { title, n }) : title)
export const since = (x: Taken) => t('till.queue.since', { when: dateTime(new Date(x.at + clockOffset.get()).toISOString()) })
export const WaitingRow = ({ of: x }: { of: Taken }) => <Row title={whatIs(x.title, x.pieces)} note={[x.number, since(x), x.answer?.title].filter(Boolean).join(' · ')} value={x.answer ? <Chip tone='warn'>{t('till.queue.again')}</Chip> : <Txt num tone='amber'>{points(x.points)}</Txt>} />
