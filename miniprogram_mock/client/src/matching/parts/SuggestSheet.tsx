/** Staff's own suggestion: a resident, a unit or a resource; first it is told why the run did not find them. */
import { useState } from 'react'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { MatchNeed, MatchOffer, MatchSuggestion, Named } from '@/core/types'
import { units } from '@/services/communities'
import { entries } from '@/services/lists'
import { suggest, whyNot } from '@/services/matching'
import { Box, Btn, Line, LoadedView, MemberFinder, PagedList, ReasonChip, Row, Sheet, Stack, Tabs, Txt } from '@/ui'

const KINDS = ['member', 'unit', 'resource'] as const
type Kind = MatchOffer['type']
interface Chosen extends Named { type: Kind }

export function SuggestSheet({ need, onClose, onDone }: { need: MatchNeed; onClose(): void; onDone(made: MatchSuggestion): void }) {
  const [kind, setKind] = useState<Kind>('member'), [chosen, setChosen] = useState<Chosen>()
  const write = useWrite(suggest, { shown: true, done: t('matching.suggest.done'), then: onDone })
  if (chosen) return <WhyNot need={need} chosen={chosen} busy={write.busy} error={write.error?.words} onBack={() => { write.clear(); setChosen(undefined) }} onClose={onClose} onSend={() => write.run({ need, offer: chosen })} />
  const choose = (one: Named) => setChosen({ id: one.id, name: one.name, type: kind })
  return (
    <Sheet open title={need.title} closeLabel={t('ui.close')} onClose={onClose}>
      <Stack gap={3}>
        <Txt as='p' size={2} tone='ink2'>{t('matching.suggest.help')}</Txt>
        <Tabs label={t('matching.suggest.kind')} value={kind} tabs={KINDS.map(value => ({ value, text: t(`matching.suggest.${value}`) }))} onChange={setKind} />
        {kind === 'member' ? <MemberFinder onChoose={choose} /> : kind === 'unit' ? <Units onChoose={choose} /> : <Resources onChoose={choose} />}
      </Stack>
    </Sheet>
  )
}

function Units({ onChoose }: { onChoose(u: Named): void }) {
  const list = usePages(cursor => units(undefined, cursor), [])
  return <PagedList of={list} empty={{ text: t('matching.suggest.none.unit') }} row={u => <Row key={u.id} title={u.name} onTap={() => onChoose(u)} />} />
}
function Resources({ onChoose }: { onChoose(r: Named): void }) {
  const list = usePages(cursor => entries('resource', { state: 'open' }, cursor), [])
  return <PagedList of={list} empty={{ text: t('matching.suggest.none.resource') }} row={r => <Row key={r.id} title={r.title} note={r.proposer.name ?? undefined} onTap={() => onChoose({ id: r.id, name: r.title })} />} />
}

/** What speaks against the one who was chosen, or what the ones suggested have more of. */
function WhyNot({ need, chosen, busy, error, onBack, onClose, onSend }: { need: MatchNeed; chosen: Chosen; busy: boolean; error?: string; onBack(): void; onClose(): void; onSend(): void }) {
  const why = useLoad(() => whyNot({ need, offer: chosen }), [need.id, chosen.id])
  const foot = <>{why.data?.may_be_suggested ? <Btn kind='main' wide busy={busy} onTap={onSend}>{t('matching.suggest.send', { name: chosen.name })}</Btn> : null}<Btn wide onTap={onBack}>{t('matching.suggest.other')}</Btn></>
  return (
    <Sheet open title={need.title} closeLabel={t('ui.close')} onClose={onClose} foot={foot}>
      <Stack gap={3}>
        <Txt as='h3' size={3} bold>{chosen.name}</Txt>
        <LoadedView of={why} shape='card'>{w => (
          <Box className='m-change'>
            <Txt as='p' size={2} tone='ink2'>{t('matching.suggest.why')}</Txt>
            <Txt as='p'>{w.sentence}</Txt>
            {w.compared.length ? <Line className='m-why'>{w.compared.map(r => <ReasonChip key={r.code} reason={r.text} />)}</Line> : null}
          </Box>
        )}</LoadedView>
        {error ? <Box role='alert'><Txt as='p' tone='danger'>{error}</Txt></Box> : null}
      </Stack>
    </Sheet>
  )
}
