/** Photos as a row of small ones, each opened large by a tap, and the field of a form by which they are added. */
import { useState } from 'react'
import { asApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { Photo } from '@/core/types'
import { addPhoto, addressOf, choose, PHOTOS_MAX } from '@/services/photos'
import { Box, Btn, Pic, Sheet, Txt } from './prim'
import { Line } from './layout'

export function Photos({ items }: { items: readonly Photo[] }) {
  const [at, setAt] = useState<number>()
  return (
    <>
      <Box className='pics' role='group' label={t('ui.photos')}>
        {items.map((p, i) => <Pic key={p.id} src={addressOf(p.thumb_url)} label={t('ui.photos.open', { n: i + 1 })} onTap={() => setAt(i)} />)}
      </Box>
      {at !== undefined && items[at] ? <Large items={items} at={at} onMove={setAt} onClose={() => setAt(undefined)} /> : null}
    </>
  )
}

function Large({ items, at, onMove, onClose, onDrop }: { items: readonly Photo[]; at: number; onMove(at: number): void; onClose(): void; onDrop?(): void }) {
  const turn = (step: number) => onMove((at + step + items.length) % items.length)
  return (
    <Sheet open title={t('ui.photos.nth', { n: at + 1, of: items.length })} closeLabel={t('ui.close')} onClose={onClose} foot={onDrop ? <Btn kind='danger' wide onTap={onDrop}>{t('ui.photos.drop')}</Btn> : undefined}>
      <Pic whole src={addressOf(items[at].url)} label={t('ui.photos.nth', { n: at + 1, of: items.length })} />
      {items.length > 1 ? <Line><Btn onTap={() => turn(-1)}>{t('ui.photos.before')}</Btn><Btn onTap={() => turn(1)}>{t('ui.photos.next')}</Btn></Line> : null}
    </Sheet>
  )
}

/** Each photo is sent as soon as it is chosen; the form then only names it. */
export function PhotoPicker({ value, error, label = t('ui.photos'), most = PHOTOS_MAX, required, onChange, onBusy }: { value: readonly Photo[]; error?: string; label?: string; most?: number; required?: boolean; onChange(change: (was: readonly Photo[]) => readonly Photo[]): void; /** sending: the form waits */ onBusy?(busy: boolean): void }) {
  const [left, setLeft] = useState(0), [wrong, setWrong] = useState<string>(), [at, setAt] = useState<number>()
  async function add() {
    setWrong(undefined)
    const paths = (await choose(most - value.length)).slice(0, most - value.length)
    if (!paths.length) return
    onBusy?.(true)
    for (const [i, path] of paths.entries()) {
      setLeft(paths.length - i)
      try {
        const photo = await addPhoto(path)
        onChange(was => [...was, photo])
      } catch (e) { setWrong(asApiError(e).words) }
    }
    setLeft(0)
    onBusy?.(false)
  }
  function drop(id: string) {
    setAt(undefined); setWrong(undefined)
    onChange(was => was.filter(p => p.id !== id))
  }
  const bad = wrong ?? error
  return (
    <Box className='fld' role='group' label={label}>
      <Box className='lb'>{label}{required ? null : <Txt className='opt'>{t('ui.optional')}</Txt>}</Box>
      <Box className='pics'>
        {value.map((p, i) => <Pic key={p.id} src={addressOf(p.thumb_url)} label={t('ui.photos.open', { n: i + 1 })} onTap={() => setAt(i)} />)}
        {value.length < most ? <Btn className='pic-add' busy={left > 0} onTap={add}>{left ? t('ui.photos.sending', { n: left }) : t('ui.photos.add')}</Btn> : null}
      </Box>
      {bad ? <Box className='err' role='alert'>{bad}</Box> : null}
      <Box className='help'>{t('ui.photos.help', { n: most })}</Box>
      {at !== undefined && value[at] ? <Large items={value} at={at} onMove={setAt} onClose={() => setAt(undefined)} onDrop={() => drop(value[at].id)} /> : null}
    </Box>
  )
}
