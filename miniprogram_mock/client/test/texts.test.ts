import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { texts } from '@/texts'
import { t, type Key } from '@/core/i18n'
import { withTexts } from '../config/texts.js'

const walk = (dir: string): string[] => readdirSync(dir).flatMap(n => { const p = join(dir, n); return statSync(p).isDirectory() ? walk(p) : [p] })
const sources = walk('src').filter(p => /\.tsx?$/.test(p))
const code = sources.filter(p => !p.includes('texts/') && !p.includes('.d.ts')).map(p => [p, readFileSync(p, 'utf8')] as const)
const banned = /银行|充值|提现|利息/

describe('the text table', () => {
  it('has one file per area and no key twice', () => {
    const keys = readdirSync('src/texts').filter(n => n !== 'index.ts').flatMap(n => [...readFileSync(join('src/texts', n), 'utf8').matchAll(/'([\w.]+)':/g)].map(m => m[1]))
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([])
    expect(keys.length).toBe(Object.keys(texts).length)
  })
  it('speaks plainly: no banned word, no exclamation mark, no English, nothing empty', () => {
    const bad = Object.entries(texts).filter(([, v]) => !v.trim() || banned.test(v) || /[!！]/.test(v) || /[A-Za-z]{2,}/.test(v.replace(/\{\w+\}/g, '')))
    expect(bad).toEqual([])
  })
  it('fills in values', () => { expect(t('home.open', { n: 3 })).toBe('3 条在办') })
  it('has every key that a page asks for, and asks for every key it has', () => {
    const all = code.map(([, s]) => s).join('\n')
    const asked = new Set([...all.matchAll(/\bt\('([\w.]+)'/g)].map(m => m[1]))
    expect([...asked].filter(k => !(k in texts))).toEqual([])
    const stems = [...all.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map(m => m[1])
    const named = (k: string) => all.includes(`'${k}'`) || stems.some(s => k.startsWith(s))
    expect(Object.keys(texts).filter(k => !named(k) && !/\.title$/.test(k)) as Key[]).toEqual([])
  })
})
describe('a compiled file', () => {
  const compiled = code.map(([path, source]) => ({ path, source, ...withTexts(source) }))
  it('has every text whose key it names, so t() never looks in vain', () => {
    const missing = compiled.flatMap(({ path, source, code: out, said }) => [
      ...[...source.matchAll(/'([\w.]+)'/g)].map(m => m[1]).filter(k => k in texts && !(k in said) && !out.includes(JSON.stringify(texts[k as Key]).slice(0, -1))),
      ...[...source.matchAll(/\bt\(`([\w.]+)\$\{/g)].map(m => m[1]).filter(begin => !Object.keys(said).some(k => k.startsWith(begin))),
    ].map(k => `${path} ${k}`))
    expect(missing).toEqual([])
  })
  it('makes no key that only the running client could know', () => {
    expect(compiled.filter(({ source }) => /\bt\(`\$\{|\bt\([^`'(]*\+|as Key\b|from '@\/texts/.test(source.replace(/^import type .*$/gm, ''))).map(x => x.path)).toEqual([])
  })
  it('carries its own words and no others', () => {
    const spoken = 'ui.close', named = 'ui.retry', begin = 'ui.stop.'
    const { code: out, said, from } = withTexts(`t('${spoken}'); const more = '${named}'; t(\`${begin}\${s}\`)`)
    expect([out.includes('"关闭"'), out.includes(spoken), Object.keys(said).sort(), from.length]).toEqual([true, false, [named, 'ui.stop.done', 'ui.stop.now', 'ui.stop.to_come'], 1])
  })
})
it('keeps Chinese in the tables: pages and services speak by key', () => {
  const strip = (s: string) => s.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
  const bad = code.filter(([p, s]) => /^src\/pages|^src\/(lists|volunteering|redeem|giving|desk)\//.test(p) && !p.endsWith('.config.ts') && /[\u4e00-\u9fff]/.test(strip(s))).map(([p]) => p)
  expect(bad.filter(p => p !== 'src/pages/home/index.tsx')).toEqual([]) // its nine Chinese numerals
})
it('names no banned word anywhere in the sources', () => { expect(code.filter(([, s]) => banned.test(s)).map(([p]) => p)).toEqual([]) })
