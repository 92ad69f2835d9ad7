/** A table of the browser: chosen in the system's own dialogue, sent as it is. */
import type { ChosenTable } from './types'

/** The type is asked for by its ending too: some systems know no other name for it. */
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function pickTable(endings: readonly string[] = ['xlsx']): Promise<ChosenTable | undefined> {
  const el = document.createElement('input')
  el.type = 'file'; el.accept = [...endings.map(e => '.' + e), TYPE].join(','); el.style.display = 'none'
  document.body.appendChild(el)
  return new Promise<ChosenTable | undefined>(done => {
    el.onchange = () => { const file = el.files?.[0]; done(file && { path: URL.createObjectURL(file), name: file.name, size: file.size }) }
    el.oncancel = () => done(undefined)
    el.click()
  }).finally(() => el.remove())
}
