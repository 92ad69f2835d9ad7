/** The alliances this community is in; a lead founds one. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Alliances } from '@/core/types'
import { alliances, found } from '@/services/alliances'
import { Area, Box, Btn, Check, Chip, Field, LoadedView, Row, Rows, Screen, Sheet, Stack, Txt } from '@/ui'
import { STAND_TONE } from '../parts/rules'
import '../parts/index.scss'

export default function AlliancesPage() {
  const { cid } = useMe()
  const [founding, setFounding] = useState(false)
  const load = useLoad(alliances, [cid], { keep: 'alliances', skip: !cid })
  const may = !!load.data?.may_found && load.data.neighbours.length > 0
  return (
    <Screen title={t('alliance.title')} action={may ? <Btn kind='main' wide onTap={() => setFounding(true)}>{t('alliance.found')}</Btn> : undefined}>
      <LoadedView of={load} shape='rows'>{all => (
        <Stack gap={4}>
          <Txt as='p' tone='ink2'>{t('alliance.lead')}</Txt>
          {all.items.length ? <Rows>{all.items.map(a => <Row key={a.id} title={a.name} note={a.is_chair ? t('alliance.us') : t('alliance.chair', { name: a.chair.name })} value={<Chip tone={STAND_TONE[a.stand]}>{a.stand_name}</Chip>} onTap={() => go('alliance.board', { id: a.id })} />)}</Rows> : <Txt as='p'>{t('alliance.empty')}</Txt>}
          {all.may_found && !all.neighbours.length ? <Txt as='p' size={2} tone='ink2'>{t('alliance.alone')}</Txt> : null}
          {may ? <Found of={all} open={founding} onClose={() => setFounding(false)} /> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

function Found({ of: all, open, onClose }: { of: Alliances; open: boolean; onClose(): void }) {
  const [name, setName] = useState(''), [purpose, setPurpose] = useState(''), [chosen, setChosen] = useState<number[]>([]), [tried, setTried] = useState(false)
  const named = name.trim().length >= 2
  const write = useWrite(found, { done: t('alliance.found.done'), then: a => { onClose(); go('alliance.board', { id: a.id }) } })
  const toggle = (id: number, on: boolean) => setChosen(on ? [...chosen, id] : chosen.filter(c => c !== id))
  function send() {
    setTried(true)
    if (named && chosen.length) write.run(name.trim(), purpose.trim(), chosen)
  }
  return (
    <Sheet open={open} title={t('alliance.found')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('alliance.found.yes')}</Btn>}>
      <Box className='al-form'>
        <Field required label={t('alliance.name')} value={name} max={40} error={tried && !named ? t('alliance.name.bad') : write.fields.name} onChange={setName} />
        <Area label={t('alliance.purpose')} value={purpose} max={300} error={write.fields.purpose} onChange={setPurpose} />
        <Stack gap={1}>
          <Txt bold>{t('alliance.whom')}</Txt>
          {all.neighbours.map(c => <Check key={c.id} label={c.name} on={chosen.includes(c.id)} onChange={on => toggle(c.id, on)} />)}
          {tried && !chosen.length ? <Txt as='p' size={2} tone='danger'>{t('alliance.whom.bad')}</Txt> : null}
        </Stack>
      </Box>
    </Sheet>
  )
}
