/** The rules one's points live by, each with where it was printed, and how long points last; the lead sets both here. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dayAfter, localDay, plainDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { ExpiryRule, Pack, Packs, Rule } from '@/core/types'
import { adoptPack, expiryRules, packs, setExpiry } from '@/services/passbook'
import { Btn, DateField, Line, LoadedView, Picker, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import '../index.scss'

const MONTHS = ['12', '24', '36', '60', 'never'] as const
const NOTICE_DAYS = 30

export default function RulesPage() {
  const { cid, isLead } = useMe()
  const load = useLoad(() => Promise.all([packs(), expiryRules()]), [cid], { keep: 'rules', skip: !cid })
  return (
    <Screen title={t('rules.title')}>
      <LoadedView of={load} shape='detail'>{([all, expiry]) => (
        <Stack gap={4}>
          <InForce of={all} />
          <Validity of={expiry} />
          {isLead ? <Adopt of={all} onDone={load.reload} /> : null}
          {isLead ? <SetValidity onDone={load.reload} /> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

function InForce({ of: all }: { of: Packs }) {
  const today = localDay(productNow())
  const now = all.adoptions.find(a => a.valid_from <= today), pack = all.packs.find(p => p.code === now?.pack)
  return (
    <Stack gap={2}>
      <Txt as='h2' size={4} bold>{now ? t('rules.here', { name: now.name, day: plainDay(now.valid_from) }) : t('rules.none')}</Txt>
      {all.adoptions.filter(a => a.valid_from > today).map(a => <Txt key={a.valid_from} as='p' tone='warn'>{t('rules.planned', { day: plainDay(a.valid_from), name: a.name })}</Txt>)}
      {pack ? <RuleList of={pack} /> : null}
    </Stack>
  )
}

/** A place's rules; tapped, one says where it was printed. */
function RuleList({ of: pack }: { of: Pack }) {
  const [open, setOpen] = useState<Rule>()
  return (
    <Section title={t('rules.rules')} note={t('rules.rules.note')}>
      <Rows label={pack.name}>{pack.rules.map(r => <Row key={r.text} title={r.text} onTap={() => setOpen(r)} />)}</Rows>
      {open ? (
        <Sheet open title={open.text} closeLabel={t('ui.close')} onClose={() => setOpen(undefined)}>
          <Stack gap={2}><Txt as='p' tone='ink2'>{t('rules.source')}</Txt>{open.sources.map(address => <Txt key={address} as='p' className='r-address'>{address}</Txt>)}</Stack>
        </Sheet>
      ) : null}
    </Section>
  )
}

function Validity({ of: all }: { of: ExpiryRule[] }) {
  const today = localDay(productNow())
  const text = (rule?: ExpiryRule) => (rule?.months ? t('rules.expiry.months', { n: rule.months }) : t('rules.expiry.never'))
  return (
    <Section title={t('rules.expiry')}>
      <Txt as='p'>{text(all.find(r => r.valid_from <= today))}</Txt>
      {all.filter(r => r.valid_from > today).map(r => <Txt key={r.valid_from} as='p' tone='warn'>{t('rules.expiry.planned', { day: plainDay(r.valid_from), text: text(r) })}</Txt>)}
    </Section>
  )
}

function Adopt({ of: all, onDone }: { of: Packs; onDone(): void }) {
  const tomorrow = dayAfter(localDay(productNow()), 1)
  const [code, setCode] = useState(''), [from, setFrom] = useState(tomorrow), [tried, setTried] = useState(false)
  const pack = all.packs.find(p => p.code === code)
  const write = useWrite(adoptPack, { done: a => t('rules.adopted', { day: plainDay(a.valid_from) }), then: () => { setCode(''); setTried(false); onDone() } })
  async function send() {
    setTried(true)
    if (!pack || !from) return
    if (await ask({ title: t('rules.adopt.ask', { day: plainDay(from), name: pack.name }), text: t('rules.adopt.text'), yes: t('rules.adopt') })) write.run(code, from)
  }
  return (
    <Section title={t('rules.which')} note={t('rules.adopt.text')}>
      <Picker required label={t('rules.which')} value={code} options={all.packs.map(p => ({ value: p.code, text: p.name }))} error={tried && !code ? t('rules.which.bad') : write.fields.pack} onChange={setCode} />
      <DateField required label={t('rules.from')} value={from} from={tomorrow} error={tried && !from ? t('rules.from.bad') : write.fields.valid_from} onChange={setFrom} />
      {pack ? <RuleList of={pack} /> : null}
      <Line><Btn kind='main' busy={write.busy} onTap={send}>{t('rules.adopt')}</Btn></Line>
    </Section>
  )
}

function SetValidity({ onDone }: { onDone(): void }) {
  const earliest = dayAfter(localDay(productNow()), NOTICE_DAYS)
  const [months, setMonths] = useState<(typeof MONTHS)[number] | ''>(''), [from, setFrom] = useState(earliest), [tried, setTried] = useState(false)
  const write = useWrite(setExpiry, { done: r => t('rules.set.done', { day: plainDay(r.valid_from) }), then: () => { setMonths(''); setTried(false); onDone() } })
  function send() {
    setTried(true)
    if (months && from) write.run(months === 'never' ? null : Number(months), from)
  }
  return (
    <Section title={t('rules.last')} note={t('rules.set.help')}>
      <Picker required label={t('rules.last')} value={months} options={MONTHS.map(m => ({ value: m, text: m === 'never' ? t('rules.last.never') : t('rules.last.n', { n: m }) }))} error={tried && !months ? t('rules.last.bad') : write.fields.months} onChange={m => setMonths(m)} />
      <DateField required label={t('rules.from')} value={from} from={earliest} error={tried && !from ? t('rules.from.bad') : write.fields.valid_from} onChange={setFrom} />
      <Line><Btn busy={write.busy} onTap={send}>{t('rules.set')}</Btn></Line>
    </Section>
  )
}
