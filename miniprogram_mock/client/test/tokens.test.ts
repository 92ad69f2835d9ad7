import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PAINT } from '@/core/paint'
import theme from '@/theme.json'

const scss = readFileSync('src/ui/styles/tokens.scss', 'utf8')
const block = (selector: string) => {
  const body = scss.split(selector + ' {')[1].split('\n}')[0]
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(m => [m[1], m[2].trim()]))
}
const light = block('.pg'), dark = { ...light, ...block('.pg.dark') }, elder = block('.pg.elder')
const channel = (v: number) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string) => [1, 3, 5].map(i => channel(parseInt(hex.slice(i, i + 2), 16) / 255)).reduce((s, c, i) => s + c * [0.2126, 0.7152, 0.0722][i], 0)
const contrast = (a: string, b: string) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05) }

const TEXT = ['ink', 'ink-2', 'pine', 'seal', 'record', 'amber', 'ok', 'warn', 'danger']
const PAIRS: [string, string][] = [
  ...TEXT.flatMap(c => [[c, 'paper'], [c, 'surface']] as [string, string][]),
  ...['ink', 'ink-2', 'pine', 'danger'].map(c => [c, 'press'] as [string, string]),
  ...['pine', 'seal', 'record', 'amber', 'ok', 'warn', 'danger'].map(c => [c, c + '-soft'] as [string, string]),
  ['ink', 'pine-soft'], ['ink-2', 'pine-soft'], ['ink', 'warn-soft'], ['on-pine', 'pine'], ['on-pine', 'pine-press'], ['on-seal', 'seal'], ['paper', 'ink'],
]
describe.each([['light', light], ['dark', dark]])('contrast, %s', (_, look) => {
  it.each(PAIRS)('%s on %s is at least 4.5', (text, ground) => { expect(contrast(look[text], look[ground])).toBeGreaterThanOrEqual(4.5) })
  it.each(['paper', 'surface', 'press'])('the edge of a control on %s is at least 3', ground => { expect(contrast(look.edge, look[ground])).toBeGreaterThanOrEqual(3) })
})
describe('elder', () => {
  const px = (v: string) => Number(/([\d.]+)px/.exec(v)![1])
  it('has text from 18 px and targets of 60 px', () => {
    expect(['f1', 'f2', 'f3', 'f4', 'f5'].map(f => px(elder[f]))).toEqual([18, 20, 22, 26, 34])
    expect(px(elder.target)).toBeGreaterThanOrEqual(60)
    expect(px(light.target)).toBeGreaterThanOrEqual(44)
  })
  it.each(['s1', 's2', 's3', 's4', 's5', 's6', 'margin', 'gap'])('%s is at least 1.3 times as wide', s => { expect(px(elder[s]) / px(light[s])).toBeGreaterThanOrEqual(1.3) })
  it('can grow its body text to 30 px', () => { expect(Number(/k3 \{ --k: ([\d.]+)/.exec(scss)![1]) * 22).toBeCloseTo(30, 1) })
})
it('paints the window in the colours of the page', () => {
  const tokens = (look: Record<string, string>, painted: object) => Object.fromEntries(Object.keys(painted).map(name => [name, look[name.replace('ink2', 'ink-2')]]))
  expect([PAINT.light, PAINT.dark]).toEqual([tokens(light, PAINT.light), tokens(dark, PAINT.dark)])
  expect([theme.light.pageBg, theme.dark.pageBg]).toEqual([light.paper, dark.paper])
})
it('types no colour in anywhere else', () => {
  const walk = (d: string): string[] => readdirSync(d, { withFileTypes: true }).flatMap(e => (e.isDirectory() ? walk(join(d, e.name)) : [join(d, e.name)]))
  // WeChat knows only pure black and white for its title bar.
  const allowed = /device\.weapp\.ts|tokens\.scss|icons\.scss|paint\.ts|scan\.h5\.ts|app\.config\.ts/
  const found = walk('src').filter(p => /\.(scss|tsx?)$/.test(p) && !allowed.test(p)).flatMap(p => [...readFileSync(p, 'utf8').matchAll(/#[0-9a-f]{6}\b/gi)].map(m => `${p} ${m[0]}`))
  // The QR code is black on white in every look; the body before any page is paper.
  expect(found.filter(f => !/marks\.scss #(000000|FFFFFF)|base\.scss #FBF8F2/.test(f))).toEqual([])
})
