/** Say one sentence. What is alike is offered first, so that one votes for it instead; others see it once it has been looked at. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import { opinions, say, vote } from '@/services/opinions'
import { topic as loadTopic } from '@/services/topics'
import { Area, Box, Btn, Card, Empty, LoadedView, Screen, Section, Stack, Txt } from '@/ui'
import type { DeckCard, Id, VoteAnswer } from '@/core/types'
import { Answers } from '../parts/Answers'
import { length, TEXT_MAX, TEXT_MIN } from '../parts/deck'
import '../parts/index.scss'

export default function SayPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => opinions(id), [id], { keep: 'opinions:' + id }), topic = useLoad(() => loadTopic(id), [id], { keep: 'topic:' + id })
  const [text, setText] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite((seen: boolean) => say(id, text.trim(), seen), { done: t('opinions.s.sent'), shown: true, then: () => replace('opinions.mine', { id, view: 'said' }) })
  const n = length(text), short = n < TEXT_MIN ? t('opinions.s.short') : undefined
  const why = write.error, alike = why?.code === 'similar_statements' ? (why.problem.similar as DeckCard[]) : undefined
  const same = why?.code === 'statement_exists' ? why.problem.statement_id as Id | null : undefined
  const may = load.data?.state === 'open' && !!load.data.own_left_to_say
  function send() { setTried(true); if (!short) write.run(!!alike) }
  function change(next: string) { setText(next); if (why) write.clear() }
  return (
    <Screen title={t('opinions.s.title')} action={may && same === undefined ? <Btn kind={alike ? 'plain' : 'main'} wide busy={write.busy} onTap={send}>{t(alike ? 'opinions.s.other' : 'opinions.s.send')}</Btn> : undefined}>
      <LoadedView of={load} shape='card'>{now => {
        if (now.state !== 'open') return <Empty text={t('opinions.v.closed')} action={{ text: t('opinions.look.closed'), onTap: () => go('opinions.map', { id }) }} />
        if (now.own_left_to_say == null) return <Empty text={t('opinions.member')} action={{ text: t('volunteering.join'), onTap: () => go('join') }} />
        if (!now.own_left_to_say) return <Empty text={t('opinions.s.full')} action={{ text: t('opinions.v.title'), onTap: () => go('opinions.vote', { id }) }} />
        return (
          <Stack gap={2}>
            <Box>{topic.data ? <Txt as='h2' size={4} bold>{topic.data.title}</Txt> : null}<Txt as='p' size={2} tone='ink2'>{t('opinions.s.about')}</Txt></Box>
            <Area required label={t('opinions.s.text')} help={t('opinions.s.count', { n: Math.max(0, TEXT_MAX - n) })} value={text} max={TEXT_MAX} error={(tried ? short : undefined) ?? write.fields.text} onChange={change} />
            {alike ? <Alike id={id} cards={alike} title={t('opinions.s.similar')} note={t('opinions.s.similar.note')} />
              : same ? <Alike id={id} cards={[{ id: same, text: text.trim() }]} title={t('opinions.s.same')} note={t('opinions.s.same.note')} />
                : why && !why.fields.text ? <Box role='alert'><Txt as='p' tone='danger'>{why.words}</Txt></Box> : null}
            <Txt as='p' size={2} tone='ink2'>{t('opinions.s.checked')}{t('opinions.s.left', { n: now.own_left_to_say })}</Txt>
          </Stack>
        )
      }}</LoadedView>
    </Screen>
  )
}

/** What was said already: voted on in its place. */
function Alike({ id, cards, title, note }: { id: Id; cards: DeckCard[]; title: string; note: string }) {
  const [given, setGiven] = useState<Record<Id, VoteAnswer>>({})
  const write = useWrite((card: Id, a: VoteAnswer) => vote(id, card, a))
  async function answer(card: Id, a: VoteAnswer) {
    if (!(await write.run(card, a))) return
    setGiven(g => ({ ...g, [card]: a }))
    toast(t('opinions.s.voted', { answer: t(`opinions.answer.${a}`) }))
  }
  return (
    <Section title={title} note={note}>
      <Stack>{cards.map(c => <Card key={c.id}><Stack gap={2}><Txt as='p' bold>{c.text}</Txt><Box className='o-small'><Answers about={c.text} value={given[c.id]} busy={write.busy} onAnswer={a => answer(c.id, a)} /></Box></Stack></Card>)}</Stack>
    </Section>
  )
}
