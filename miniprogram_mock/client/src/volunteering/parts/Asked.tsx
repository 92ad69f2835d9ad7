/** Words that are mine to say for others, and how my children stand: a guardian's consent, a leader's; a yes or no each. */
import { ask } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import { go } from '@/core/nav'
import type { Shift, SignUp, SignUpOptions } from '@/core/types'
import { acceptPlace, declinePlace } from '@/services/volunteering'
import { Btn, Card, Line, Section, Stack, Txt } from '@/ui'
import { asksRisks, wardStep, wardsOf } from './activity'
import { near, stepOf } from './rules'

export function Asked({ shift: s, options, onDone, onCancel }: { shift: Shift; options: SignUpOptions; onDone(): void; onCancel(u: SignUp): void }) {
  const others = options.others, own = new Set(wardsOf(options).map(u => u.id))
  const open = others.filter(u => u.asked?.is_me && u.moves.some(m => m.move === 'accept'))
  const wards = others.filter(u => u.asked?.is_me && u.asked.as === 'guardian' && u.asked.answered_at)
  return (
    <>
      {open.length ? <Section title={t('activity.asked')}><Stack gap={3}>{open.map(u => <Word key={u.id} shift={s} of={u} onDone={onDone} />)}</Stack></Section> : null}
      {wards.length ? <Section title={t('activity.wards')}><Stack gap={3}>{wards.map(u => <Ward key={u.id} shift={s} of={u} onCancel={onCancel} mayCheck={own.has(u.id)} />)}</Stack></Section> : null}
    </>
  )
}

function Word({ shift: s, of: u, onDone }: { shift: Shift; of: SignUp; onDone(): void }) {
  const guardian = u.asked?.as === 'guardian', name = u.member.name
  const yes = useWrite(() => acceptPlace(u.id, guardian && asksRisks(s) ? { accept_risks: true } : {}), { done: t('activity.agreed'), then: onDone })
  const no = useWrite(() => declinePlace(u.id), { done: t('activity.refused'), then: onDone })
  async function agree() {
    const risks = guardian && s.risks.length ? t('activity.agree.risks', { risks: s.risks.map(r => `· ${r}`).join('\n') }) : ''
    const text = [guardian ? t('activity.agree.guardian') : '', risks].filter(Boolean).join('\n\n')
    if (await ask({ title: t('activity.agree.ask', { name }), text, yes: t(guardian ? 'activity.agree.yes' : 'activity.agree') })) yes.run()
  }
  async function refuse() {
    if (await ask({ title: t('activity.refuse.ask', { name }), text: t('activity.refuse.text'), yes: t('activity.refuse'), danger: true })) no.run()
  }
  return (
    <Card><Stack gap={2}>
      <Txt as='p' bold>{t(guardian ? 'activity.asked.guardian' : 'activity.asked.leader', { name })}</Txt>
      {u.asked?.answer_by ? <Txt as='p' size={2} tone='ink2'>{t('activity.asked.until', { time: near(u.asked.answer_by, productNow()) })}</Txt> : null}
      <Line><Btn kind='plain' busy={yes.busy} label={`${t('activity.agree')}，${name}`} onTap={agree}>{t('activity.agree')}</Btn><Btn kind='quiet' busy={no.busy} label={`${t('activity.refuse')}，${name}`} onTap={refuse}>{t('activity.refuse')}</Btn></Line>
    </Stack></Card>
  )
}

function Ward({ shift: s, of: u, mayCheck, onCancel }: { shift: Shift; of: SignUp; mayCheck: boolean; onCancel(u: SignUp): void }) {
  const now = productNow(), step = mayCheck ? wardStep(s, u, now) : undefined
  return (
    <Card><Line between><Txt bold>{t('activity.ward', { name: u.member.name, state: u.state_name })}</Txt>
      {step ? <Btn kind={stepOf(s, now) === 'none' ? 'main' : 'plain'} onTap={() => go('volunteering.checkIn', { id: s.id, ward: u.member.id })}>{t(`activity.ward.${step}`, { name: u.member.name })}</Btn> : null}
      {u.moves.some(m => m.move === 'cancel') ? <Btn kind='danger' label={`${t('volunteering.cancel')}，${u.member.name}`} onTap={() => onCancel(u)}>{t('volunteering.cancel')}</Btn> : null}
    </Line></Card>
  )
}
