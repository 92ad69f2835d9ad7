/** An alliance's board: a month's items and who does them, each community's figures, the review; the chair's next list. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Alliance, AllianceBoard, Day, StandMove } from '@/core/types'
import { alliance, moveAlliance } from '@/services/alliances'
import { Box, Btn, Chip, Line, LoadedView, Picker, Progress, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { countDone, monthNumber, STAND_TONE } from '../parts/rules'
import { Draft } from './Draft'
import { Figures } from './Figures'
import { Items } from './Items'
import { Review } from './Review'
import '../parts/index.scss'

export default function BoardPage() {
  const { id = '', month: asked } = useParams<'id' | 'month'>()
  const { cid } = useMe()
  const [month, setMonth] = useState<Day | undefined>(asked)
  const load = useLoad(() => alliance(id, month), [cid, id, month], { keep: `alliance:${id}:${month ?? ''}`, skip: !cid })
  return (
    <Screen wide title={t('alliance.title')}>
      <LoadedView of={load} shape='detail'>{a => <Shown of={a} onMonth={setMonth} onDone={load.set} />}</LoadedView>
    </Screen>
  )
}

function Shown({ of: a, onMonth, onDone }: { of: Alliance; onMonth(m: Day): void; onDone(a: Alliance): void }) {
  const b = a.board
  return (
    <Stack gap={4}>
      <Stack gap={1}>
        <Line><Txt as='h2' size={4} bold>{a.name}</Txt><Chip tone={STAND_TONE[a.stand]}>{a.stand_name}</Chip></Line>
        <Txt as='p' size={2} tone='ink2'>{a.is_chair ? t('alliance.us') : t('alliance.chair', { name: a.chair.name })} · {t('alliance.rhythm')}</Txt>
        {a.purpose ? <Txt as='p'>{a.purpose}</Txt> : null}
      </Stack>
      {a.stand === 'invited' ? <Moves of={a} main onDone={onDone} /> : null}
      {b ? <Month of={a} board={b} onMonth={onMonth} onDone={onDone} /> : a.stand === 'joined' ? <Txt as='p' tone='ink2'>{a.draft ? t('alliance.waits', { when: dateTime(a.draft.issues_at) }) : t('alliance.waits.member')}</Txt> : null}
      {a.draft ? <Draft of={a} draft={a.draft} onDone={onDone} /> : null}
      {a.stand === 'joined' ? <Moves of={a} onDone={onDone} /> : null}
    </Stack>
  )
}

function Month({ of: a, board: b, onMonth, onDone }: { of: Alliance; board: AllianceBoard; onMonth(m: Day): void; onDone(a: Alliance): void }) {
  const options = a.months.map(m => ({ value: m, text: `${m.slice(0, 4)}年${t('alliance.month', { n: monthNumber(m) })}` }))
  return (
    <Stack gap={3}>
      {options.length > 1 ? <Picker required label={t('alliance.months')} value={b.month} options={options} onChange={onMonth} /> : <Txt bold>{options[0]?.text}</Txt>}
      {b.items.length ? <Progress done={countDone(b)} all={b.items.length} text={t('alliance.done', { all: b.items.length, done: countDone(b) })} /> : null}
      <Txt as='p' size={2} tone='ink2'>{b.state === 'told' ? t('alliance.told') : t('alliance.tells', { when: dateTime(b.tells_at) })}</Txt>
      <Review of={a} board={b} onDone={onDone} />
      <Box className='al-cols'>
        <Items of={a} board={b} onDone={onDone} />
        <Box>
          <Figures of={b} />
          <Section title={t('alliance.members')}>
            <Rows>{b.members.map(m => <Row key={m.id} title={m.name} value={<Chip tone={STAND_TONE[m.stand]}>{m.stand_name}</Chip>} />)}</Rows>
          </Section>
        </Box>
      </Box>
    </Stack>
  )
}

/** What a lead can do; the answer to an invitation stands at the top. */
function Moves({ of: a, main, onDone }: { of: Alliance; main?: boolean; onDone(a: Alliance): void }) {
  const write = useWrite((move: StandMove) => moveAlliance(a.id, move), { done: t('alliance.moved'), then: onDone })
  async function send(move: StandMove, name: string) {
    if (await ask({ title: t('alliance.move.ask', { name }), text: t(`alliance.move.${move}`), yes: name, danger: move === 'end' || move === 'leave' })) write.run(move)
  }
  return a.moves.length ? <Line>{a.moves.map(m => <Btn key={m.move} kind={main && m.move === 'join' ? 'main' : m.move === 'end' || m.move === 'leave' ? 'quiet' : 'plain'} busy={write.busy} onTap={() => send(m.move, m.name)}>{m.name}</Btn>)}</Line> : null
}
