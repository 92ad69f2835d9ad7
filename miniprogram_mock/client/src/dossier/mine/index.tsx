/** 我的志愿档案: all that is kept of me, what of it is mine to change, and the file of it. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Dossier, Evaluation } from '@/core/types'
import { answerEvaluation, ownDossier, takeOwn } from '@/services/dossiers'
import { Area, Btn, Line, LoadedView, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { Entries, EvaluationRow, Given, Outside } from '../parts/View'
import '../parts/index.scss'

export default function MyDossierPage() {
  const { cid } = useMe()
  const load = useLoad(ownDossier, [cid], { skip: !cid })
  const save = useWrite(takeOwn, { done: t('dossier.mine.taken') })
  return (
    <Screen title={t('dossier.mine')} action={load.data ? <Btn kind='main' wide onTap={() => go('dossier.edit')}>{t('dossier.mine.edit')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{d => (
        <>
          <Stack gap={3}>
            <Txt as='p' tone='ink2'>{t('dossier.mine.lead')}{d.number ? <Txt className='block' size={2} num>{t('dossier.mine.number', { n: d.number })}</Txt> : null}</Txt>
            <Given dossier={d} />
            <Line><Btn busy={save.busy} onTap={() => save.run()}>{t('dossier.mine.take')}</Btn></Line>
          </Stack>
          <Entries kind='trainings' items={d.trainings} />
          <Entries kind='commendations' items={d.commendations} />
          {d.trainings.length + d.commendations.length ? <Txt as='p' size={2} tone='ink2'>{t('dossier.wrong')}</Txt> : null}
          <Evaluations dossier={d} onAnswered={load.reload} />
          <Outside dossier={d} />
          <Section><Rows><Row title={t('dossier.records')} onTap={() => go('volunteering.records')} /></Rows></Section>
          <Section title={t('dossier.uses')}>
            {d.exports.length ? <Rows>{d.exports.map(x => <Row key={x.at} title={x.purpose} note={t('dossier.uses.row', { when: dateTime(x.at), name: x.by_name })} />)}</Rows> : <Txt as='p' tone='ink2'>{t('dossier.uses.none')}</Txt>}
          </Section>
        </>
      )}</LoadedView>
    </Screen>
  )
}

function Evaluations({ dossier: d, onAnswered }: { dossier: Dossier; onAnswered(): void }) {
  const [answering, setAnswering] = useState<Evaluation>()
  return (
    <Section title={t('dossier.evaluations')} note={t('dossier.evaluations.note')}>
      {d.evaluations.length ? <Rows>{d.evaluations.map(e => <EvaluationRow key={e.id} of={e}>{e.answer ? null : <Btn kind='quiet' onTap={() => setAnswering(e)}>{t('dossier.evaluation.answer')}</Btn>}</EvaluationRow>)}</Rows> : <Txt as='p' tone='ink2'>{t('dossier.evaluations.none')}</Txt>}
      {answering ? <AnswerSheet of={answering} onClose={() => setAnswering(undefined)} onDone={() => { setAnswering(undefined); onAnswered() }} /> : null}
    </Section>
  )
}

function AnswerSheet({ of: e, onClose, onDone }: { of: Evaluation; onClose(): void; onDone(): void }) {
  const [text, setText] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(answerEvaluation, { done: t('dossier.evaluation.answer.done'), then: onDone })
  const send = () => { setTried(true); if (text.trim()) write.run(e.id, text.trim()) }
  return (
    <Sheet open title={t('dossier.evaluation.answer')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind='main' busy={write.busy} onTap={send}>{t('dossier.evaluation.answer')}</Btn>}>
      <Area required label={t('dossier.evaluation.answer.label')} help={t('dossier.evaluation.answer.help')} value={text} max={200} error={tried && !text.trim() ? t('dossier.evaluation.answer.need') : write.fields.text} onChange={setText} />
    </Sheet>
  )
}
