// Unpack the browser that lies compressed inside @sparticuz/chromium into node_modules/.unpacked; nothing is fetched.
import { chmodSync, createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import tar from 'tar-fs'

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules')
const packed = join(modules, '@sparticuz/chromium/bin')
const target = join(modules, '.unpacked')
const making = `${target}.tmp`

rmSync(making, { recursive: true, force: true })
rmSync(target, { recursive: true, force: true })
mkdirSync(making, { recursive: true })

const inflate = (name, sink) => pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), sink)

await Promise.all([
  inflate('chromium.br', createWriteStream(join(making, 'chromium'))),
  inflate('swiftshader.tar.br', tar.extract(making)),
  inflate('al2023.tar.br', tar.extract(join(making, 'libraries'))),
])
chmodSync(join(making, 'chromium'), 0o755)
renameSync(making, target)
