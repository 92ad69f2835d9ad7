/** One statement a screen: agree, disagree, or can't say. What was answered is sent while the next one is read. */
import { useEffect, useState } from 'react'
import { toast } from '@/core/dialogs'
import { useLoad } from '@/core/hooks'
import { asApiError } from '@/core/http'
import { t } from '@/core/i18n'
import { useLive } from '@/core/live'
import { go, useParams } from '@/core/nav'
import { device } from '@/platform/device'
import { deck, liveTopic, opinions, vote } from '@/services/opinions'
import { topic as loadTopic } from '@/services/topics'
import { Box, Btn, Card, Empty, LoadedView, Progress, Row, Rows, Screen, Section, Txt } from '@/ui'
import type { Id, Opinions, VoteAnswer } from '@/core/types'
import { Answers } from '../parts/Answers'
import { all, answerCard, back, deal, EMPTY, onward, place, shown, wantsMore, type Hand } from '../parts/deck'
import '../parts/index.scss'

/** Votes that are refused for what has become of the statement meanwhile; the next one is shown anyway. */
const GONE = ['statement_not_open', 'not_found']

async function dealt(id: Id) {
  const now = await opinions(id)
  return { now, deck: mayVote(now) ? await deck(id) : { items: [], left: 0 } }
}
const mayVote = (now: Opinions) => now.state === 'open' && now.own_voted != null

export default function VotePage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => dealt(id), [id], { keep: 'deck:' + id }), topic = useLoad(() => loadTopic(id), [id], { keep: 'topic:' + id })
  const [hand, setHand] = useState<Hand>(EMPTY), [taken, setTaken] = useState<object>()
  useEffect(() => {
    if (!load.data) return
    setHand(h => deal(h, load.data!.deck, load.data!.now.own_voted ?? 0)); setTaken(load.data)
  }, [load.data])
  const card = shown(hand), open = !!load.data && mayVote(load.data.now)
  useEffect(() => () => device.hush?.(), [card?.id])
  const more = open && taken === load.data && wantsMore(hand)
  useEffect(() => { if (more) load.reload() }, [more])
  useLive(tag => liveTopic(id, tag), () => { load.reload() }, [id], open && !card)

  function answer(a: VoteAnswer) {
    if (!card) return
    setHand(h => answerCard(h, a))
    vote(id, card.id, a).catch(e => {
      const why = asApiError(e)
      if (why.unknownOutcome || GONE.includes(why.code)) return // it waits on the phone, and the strip says so
      toast(why.words, 'danger')
      load.reload()
    })
  }
  return (
    <Screen title={t('opinions.v.title')} action={card && open ? <Answers value={hand.answers[card.id]} onAnswer={answer} /> : undefined}>
      <LoadedView of={load} shape='card'>{({ now }) => {
        if (!mayVote(now)) return <Empty text={now.state === 'open' ? t('opinions.member') : t('opinions.v.closed')} action={now.state === 'open' ? { text: t('volunteering.join'), onTap: () => go('join') } : { text: t('opinions.look.closed'), onTap: () => go('opinions.map', { id }) }} />
        return (
          <>
            {topic.data ? <Txt as='p' size={2} tone='ink2'>{topic.data.title}</Txt> : null}
            {card ? <CardView hand={hand} setHand={setHand} /> : hand.left ? null : <Done id={id} n={now.statements} />}
          </>
        )
      }}</LoadedView>
    </Screen>
  )
}

function CardView({ hand, setHand }: { hand: Hand; setHand(h: Hand): void }) {
  const card = shown(hand)!, given = hand.answers[card.id], n = place(hand), of = all(hand)
  return (
    <>
      <Progress done={n - 1} all={of} text={t('opinions.v.at', { n, all: of })} />
      <Card className='o-card'>
        <Txt as='h2' className='o-words'>{card.text}</Txt>
        <Box className='o-line'>
          {device.speak ? <Btn onTap={() => device.speak!(card.text)}>{t('opinions.v.read')}</Btn> : <Box />}
          <Box className='o-line'>
            {hand.at ? <Btn kind='quiet' onTap={() => setHand(back(hand))}>{t('opinions.v.back')}</Btn> : null}
            {given ? <Btn kind='quiet' onTap={() => setHand(onward(hand))}>{t('opinions.v.next')}</Btn> : null}
          </Box>
        </Box>
      </Card>
      {given ? <Txt as='p' tone='pine'>{t('opinions.v.yours', { answer: t(`opinions.answer.${given}`) })}</Txt> : null}
      <Txt as='p' size={2} tone='ink2'>{t('opinions.secret')}</Txt>
    </>
  )
}

function Done({ id, n }: { id: Id; n: number }) {
  return (
    <>
      {n ? <Card className='o-gap'><Txt as='h2' size={4} bold>{t('opinions.v.done', { n })}</Txt><Txt as='p' tone='ink2'>{t('opinions.v.done.note')}</Txt><Box className='o-gap'><Btn kind='main' wide onTap={() => go('opinions.map', { id })}>{t('opinions.v.map')}</Btn></Box></Card>
        : <Empty text={t('opinions.v.none')} action={{ text: t('opinions.say'), onTap: () => go('opinions.say', { id }) }} />}
      <Section><Rows>
        <Row title={t('opinions.say')} note={t('opinions.say.note')} onTap={() => go('opinions.say', { id })} />
        {n ? <Row title={t('opinions.v.change')} onTap={() => go('opinions.mine', { id })} /> : null}
      </Rows></Section>
    </>
  )
}
