/** The three answers, as large as each other; the one that was given says so. */
import { t } from '@/core/i18n'
import type { VoteAnswer } from '@/core/types'
import { Box, Btn, Txt } from '@/ui'
import { cx } from '@/ui/cx'
import { ANSWERS } from './deck'
import './index.scss'

export const Answers = ({ value, busy, about, onAnswer }: { value?: VoteAnswer; busy?: boolean; /** what is answered, where several stand on a page */ about?: string; onAnswer(a: VoteAnswer): void }) => (
  <Box className='o-answers' role='group' label={t('opinions.answers')}>
    {ANSWERS.map(a => (
      <Btn key={a} className={cx('o-answer', value === a && 'on')} busy={busy} label={about ? `${t(`opinions.answer.${a}`)}：${about}` : undefined} onTap={() => onAnswer(a)}>
        {t(`opinions.answer.${a}`)}{value === a ? <Txt className='sr'>{t('opinions.answer.on')}</Txt> : null}
      </Btn>
    ))}
  </Box>
)
