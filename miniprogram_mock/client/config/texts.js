/**
 * Texts travel with the file that says them: `t('area.key')` is compiled to the text itself, and a key that stands alone or is put
 * together (`area.${value}`) is said to core/i18n by the file that names it. So no package carries the words of another.
 * The same function is webpack's loader for both targets and runs in the unit tests (vitest.config.ts): what it misses, a test sees.
 */
const { readdirSync, readFileSync, statSync } = require('node:fs')
const { join, resolve } = require('node:path')
const ts = require('typescript')

const FOLDER = resolve(__dirname, '../src/texts')
const CALL = /\bt\((['"])([a-z]\w*(?:\.\w+)+)\1(\))?/gi
const KEY = /(['"])([a-z]\w*(?:\.\w+)+)\1/gi
const PATTERN = /`([a-z]\w*\.[\w.]*)\$\{(?:[^{}`]*\}([\w.]*)`)?/gi // what it begins with; what it ends with, where one value stands in it

const read = new Map()
/** The texts of one table, by key. Read again when the file has changed: a watching build outlives an edit. */
function table(path) {
  const at = statSync(path).mtimeMs
  if (read.get(path)?.at !== at) {
    const module = { exports: {} }
    new Function('exports', ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions: { module: 'commonjs' } }).outputText)(module.exports)
    read.set(path, { at, path, texts: Object.assign({}, ...Object.values(module.exports)) })
  }
  return read.get(path)
}
const tables = () => readdirSync(FOLDER).filter(n => n !== 'index.ts').map(n => table(join(FOLDER, n)))

/** A source with its texts, on the lines where it was, and the tables they came from. */
function withTexts(source) {
  const all = tables(), from = new Set(), said = {}
  const find = key => { const of = all.find(x => key in x.texts); if (of) from.add(of.path); return of?.texts[key] }
  let code = source.replace(CALL, (call, _, key, alone) => {
    const text = find(key)
    return text === undefined ? call : alone && !text.includes('{') ? JSON.stringify(text) : `$fill(${JSON.stringify(text)}${alone ?? ''}`
  })
  const isFilled = code.includes('$fill(')
  for (const [, , key] of code.matchAll(KEY)) if (find(key) !== undefined) said[key] = find(key)
  for (const [, begin, end = ''] of code.matchAll(PATTERN)) {
    for (const key of all.flatMap(x => Object.keys(x.texts)).filter(k => k.startsWith(begin) && k.endsWith(end))) said[key] = find(key)
  }
  const isSaid = Object.keys(said).length
  if (isFilled || isSaid) code = `import { ${[isFilled && 'fill as $fill', isSaid && 'say as $say'].filter(Boolean).join(', ')} } from '@/core/i18n';${isSaid ? `$say(${JSON.stringify(said)});` : ''}${code}`
  return { code, said, from: [...from] }
}

module.exports = function loader(source) {
  const { code, from } = withTexts(source)
  from.forEach(path => this.addDependency(path))
  return code
}
module.exports.withTexts = withTexts
