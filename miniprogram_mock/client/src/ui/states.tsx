/** What a page shows while it has nothing, has an error, or waits; every page goes through these. */
import type { ReactNode } from 'react'
import type { Loaded, Pages } from '@/core/hooks'
import type { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import { go, restart } from '@/core/nav'
import { useMe } from '@/core/store'
import { Box, Btn, Txt } from './prim'

type Bones = 'rows' | 'card' | 'book' | 'detail'
const SHAPE: Record<Bones, string[]> = {
  rows: ['b-row', 'b-row', 'b-row', 'b-row', 'b-row'], card: ['b-card'], book: ['b-tabs', 'b-big', 'b-row', 'b-row', 'b-row', 'b-row'], detail: ['b-title', 'b-line', 'b-line', 'b-card', 'b-row', 'b-row'],
}
/** The page's own outline while it loads. */
export const Skeleton = ({ shape = 'rows' }: { shape?: Bones }) => (
  <Box className='bones' role='status' label={t('ui.loading')}>{SHAPE[shape].map((b, i) => <Box key={i} className={`bone ${b}`} />)}</Box>
)

export interface EmptyProps { /** what will be here */ text: string; /** the one thing to do */ action?: { text: string; onTap(): void } }
export const Empty = ({ text, action }: EmptyProps) => (
  <Box className='empty'><Box className='empty-m' /><Txt as='p' tone='ink2'>{text}</Txt>{action ? <Btn onTap={action.onTap}>{action.text}</Btn> : null}</Box>
)

/** What happened, what was kept, what to press. */
export function ErrorState({ error, onRetry }: { error: ApiError; onRetry?(): void }) {
  const gone = error.status === 404, out = error.status === 401
  return (
    <Box className='empty' role='alert'>
      <Txt as='p' bold>{gone ? t('ui.gone') : error.offline ? t('ui.offline.title') : error.message}</Txt>
      <Txt as='p' size={2} tone='ink2'>{gone ? t('ui.gone.text') : error.offline ? t('ui.offline.text') : error.problem.detail ?? t('ui.kept')}</Txt>
      {out ? <Btn kind='main' onTap={() => restart('signIn')}>{t('ui.signIn')}</Btn> : onRetry && !gone ? <Btn onTap={onRetry}>{t('ui.retry')}</Btn> : null}
    </Box>
  )
}

/** One sentence above old content when the newest try failed. */
const Stale = ({ onRetry }: { onRetry(): void }) => <Box className='stale' role='status'><Txt size={2}>{t('ui.stale')}</Txt><Btn kind='quiet' onTap={onRetry}>{t('ui.retry')}</Btn></Box>

/** Nothing has come yet: it never will to somebody who is in no community, so that is said. */
function Waiting({ shape }: { shape?: Bones }) {
  const { session, cid } = useMe()
  return session && !cid ? <Empty text={t('ui.outside')} action={{ text: t('ui.outside.go'), onTap: () => go('join') }} /> : <Skeleton shape={shape} />
}

interface LoadedViewProps<T> { of: Loaded<T>; shape?: Bones; empty?: EmptyProps & { when(data: T): boolean }; children(data: T): ReactNode }
/** Draws a useLoad: skeleton, error, empty, or its children with the data. */
export function LoadedView<T>({ of, shape, empty, children }: LoadedViewProps<T>) {
  if (of.data === undefined) return of.error ? <ErrorState error={of.error} onRetry={of.reload} /> : <Waiting shape={shape} />
  return <>{of.stale ? <Stale onRetry={of.reload} /> : null}{empty?.when(of.data) ? <Empty {...empty} /> : children(of.data)}</>
}

interface PagedListProps<T> { of: Pages<T>; shape?: Bones; empty: EmptyProps; label?: string; /** set to false when the rows bring their own surface */ ruled?: boolean; row(item: T): ReactNode }
/** Draws a usePages: rows on one ruled surface, and the way to more. `row` must return an element with a key. */
export function PagedList<T>({ of, shape, empty, label, ruled = true, row }: PagedListProps<T>) {
  if (of.items === undefined) return of.error ? <ErrorState error={of.error} onRetry={of.reload} /> : <Waiting shape={shape} />
  if (!of.items.length) return <Empty {...empty} />
  return (
    <>
      {of.stale ? <Stale onRetry={of.reload} /> : null}
      <Box className={ruled ? 'rows' : 'stack g3'} role='group' label={label}>{of.items.map(row)}</Box>
      {of.hasMore ? <Box className='more'><Btn kind='quiet' busy={of.loading} onTap={of.more}>{of.error ? t('ui.retry') : t('ui.more')}</Btn></Box> : null}
    </>
  )
}
