/** How was it: one tap for who was helped or who led, a word if they like. */
import { useState } from 'react'
import { hours } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { evaluate, evaluations } from '@/services/dossiers'
import { record } from '@/services/volunteering'
import { Area, Btn, Choice, LoadedView, Rows, Screen, Stack, Txt } from '@/ui'
import { EvaluationRow } from '../parts/View'
import { SCORES } from '../parts/rules'
import '../parts/index.scss'

type Value = '5' | '4' | '3' | '2' | '1'

export default function EvaluatePage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => Promise.all([record(id), evaluations(id)]), [id])
  const [score, setScore] = useState<Value | ''>(''), [words, setWords] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(() => evaluate(id, Number(score), words.trim()), { done: t('dossier.evaluate.done'), then: () => back() })
  const may = load.data?.[1].may_evaluate
  const send = () => { setTried(true); if (score) write.run() }
  return (
    <Screen title={t('dossier.evaluate')} action={may ? <Btn kind='main' wide busy={write.busy} onTap={send}>{t('dossier.evaluate.send')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{([r, said]) => (
        <Stack gap={3}>
          <Txt as='h2' size={3} bold>{t('dossier.evaluate.lead', { name: r.member.name, title: r.shift.title, n: hours(r.minutes ?? 0) })}</Txt>
          {said.may_evaluate ? <>
            <Choice<Value> required label={t('dossier.evaluate.ask')} value={score} options={SCORES.map(n => ({ value: String(n) as Value, text: t(`dossier.score.${n}`) }))} error={tried && !score ? t('dossier.evaluate.bad') : write.fields.score} onChange={setScore} />
            <Area label={t('dossier.evaluate.words')} help={t('dossier.evaluate.words.help')} value={words} max={200} error={write.fields.words} onChange={setWords} />
          </> : said.items.length ? <Rows>{said.items.map(e => <EvaluationRow key={e.id} of={e} />)}</Rows> : <Txt as='p' tone='ink2'>{t('dossier.evaluate.not')}</Txt>}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}
