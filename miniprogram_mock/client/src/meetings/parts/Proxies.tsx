/** My voice in somebody's hands: given in writing to one of my household, taken back before it was brought. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Meeting } from '@/core/types'
import { giveProxy, proxies, proxyHolders, takeProxyBack } from '@/services/meetings'
import { Chip, LoadedView, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'

export function ProxyRows({ meeting: x }: { meeting: Meeting }) {
  const list = useLoad(() => proxies(x.id), [x.id])
  const [giving, setGiving] = useState(false)
  const back = useWrite(takeProxyBack, { done: t('meetings.proxy.back.done'), then: () => { list.reload() } })
  const given = (list.data ?? []).filter(p => p.state !== 'taken_back'), mine = given.some(p => p.is_mine && p.state === 'given')
  const may = !mine && !!x.seat && !x.seat.present && !x.seat.is_household
  if (!given.length && !may) return null
  async function takeBack(id: string, name: string) { if (await ask({ title: t('meetings.proxy.back.ask', { name }), yes: t('meetings.proxy.back') })) back.run(id) }
  return (
    <Section title={t('meetings.proxy')}>
      <Rows label={t('meetings.proxy')}>
        {given.map(p => <Row key={p.id} title={t('meetings.proxy.line', { from: p.from.name, to: p.to.name })} note={p.way_name} value={<Chip tone={p.state === 'given' ? 'pine' : 'ink2'}>{p.state_name}</Chip>} onTap={p.is_mine && p.state === 'given' ? () => takeBack(p.id, p.to.name) : undefined} />)}
        {may ? <Row title={t('meetings.proxy.give')} note={t('meetings.proxy.give.note')} onTap={() => setGiving(true)} /> : null}
      </Rows>
      {giving ? <GiveSheet meeting={x} onClose={() => setGiving(false)} onDone={() => { setGiving(false); list.reload() }} /> : null}
    </Section>
  )
}

function GiveSheet({ meeting: x, onClose, onDone }: { meeting: Meeting; onClose(): void; onDone(): void }) {
  const holders = useLoad(() => proxyHolders(x.id), [x.id])
  const write = useWrite((id: string) => giveProxy(x.id, id), { done: t('meetings.proxy.given'), then: onDone })
  async function choose(id: string, name: string) { if (await ask({ title: t('meetings.proxy.ask', { name }), text: t('meetings.proxy.text'), yes: t('meetings.proxy.yes') })) write.run(id) }
  return (
    <Sheet open title={t('meetings.proxy.give')} closeLabel={t('ui.close')} onClose={onClose}>
      <Stack gap={3}>
        <Txt as='p'>{t('meetings.proxy.how')}</Txt>
        <LoadedView of={holders} empty={{ when: h => !h.length, text: t('meetings.proxy.none') }}>{all => (
          <Rows label={t('meetings.proxy.give')}>{all.map(h => <Row key={h.id} title={h.name} value={h.free > 0 ? undefined : t('meetings.proxy.full')} onTap={h.free > 0 ? () => choose(h.id, h.name) : undefined} />)}</Rows>
        )}</LoadedView>
      </Stack>
    </Sheet>
  )
}
