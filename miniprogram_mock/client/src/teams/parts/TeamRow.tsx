/** A team in a list: its name, what it carries out, how many are on it, and whether it waits for me. */
import { t } from '@/core/i18n'
import { useLook, useWide } from '@/core/store'
import type { Team } from '@/core/types'
import { Chip, Row, Txt } from '@/ui'
import { TONES } from '../rules'

export function TeamRow({ team: x, current, onTap }: { team: Team; current?: boolean; onTap(): void }) {
  const { elder } = useLook(), wide = useWide()
  const waits = x.is_offered_to_me || x.my_state === 'invited'
  const value = waits ? <Chip tone='seal'>{t('teams.reply')}</Chip> : <Chip tone={TONES[x.state]}>{x.state_name}</Chip>
  const about = [x.entry.title, t('teams.people.n', { n: x.people }), x.leader_name ? t('teams.leader', { name: x.leader_name }) : ''].filter(Boolean).join(' · ')
  if (elder && !wide) return <Row current={current} title={x.name} note={<>{value}<Txt className='block'>{about}</Txt></>} onTap={onTap} />
  return <Row current={current} title={x.name} note={about} value={value} onTap={onTap} />
}
