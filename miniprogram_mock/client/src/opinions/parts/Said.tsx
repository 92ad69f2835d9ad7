/** A statement with how many say so: of all on the map, and group by group. Where few voted the number is left out, and that is said. */
import { t } from '@/core/i18n'
import type { OpinionGroup, Said } from '@/core/types'
import { Box, Txt } from '@/ui'

export const byGroup = (s: Said, groups: readonly OpinionGroup[]) => groups.map((g, i) => (s.percent_by_group[i] == null ? t('opinions.map.by.few', { name: g.name }) : t('opinions.map.by', { name: g.name, percent: s.percent_by_group[i]! })))

export const SaidByAll = ({ of: s, groups }: { of: Said; groups: readonly OpinionGroup[] }) => (
  <Box className='o-said' role='listitem'>
    <Txt as='p' bold>{s.text}</Txt>
    <Box className='o-bar' role='presentation'><Box className={`o-fill ${s.side}`} style={{ width: `${s.percent}%` }} /></Box>
    <Box className='o-line'><Txt bold tone={s.side === 'agree' ? 'pine' : 'seal'} num>{t(`opinions.map.side.${s.side}`, { percent: s.percent })}</Txt><Txt size={2} tone='ink2' num>{t('opinions.map.votes', { n: s.votes })}</Txt></Box>
    {groups.length > 1 ? <Txt as='p' size={2} tone='ink2' num>{byGroup(s, groups).join(' · ')}</Txt> : null}
  </Box>
)

/** What one group says and the others do not. */
export const SaidByGroup = ({ of: s, groups, at }: { of: Said; groups: readonly OpinionGroup[]; at: number }) => (
  <Box className='o-said' role='listitem'>
    <Txt as='p'>{s.text}</Txt>
    <Box className='o-line'><Txt bold tone={s.side === 'agree' ? 'pine' : 'seal'} num>{t(`opinions.map.think.${s.side}`, { percent: s.percent })}</Txt>
      {groups.length > 1 ? <Txt size={2} tone='ink2' num>{t('opinions.map.others', { list: byGroup(s, groups).filter((_, i) => i !== at).join(' · ') })}</Txt> : null}</Box>
  </Box>
)
