import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { withTexts } from './config/texts.js'

export default defineConfig({
  plugins: [{ name: 'texts', enforce: 'pre', transform: (code, id) => (/\/(src|test)\/(?!texts\/).*\.tsx?$/.test(id) ? withTexts(code).code : null) }],
  resolve: { alias: { '@tarojs/taro': resolve(__dirname, 'test/taro-mock.ts'), '@': resolve(__dirname, 'src') } },
  define: { API_BASE: '""', 'process.env.TARO_ENV': '"h5"' },
  esbuild: { jsx: 'automatic' },
  test: { environment: 'jsdom', include: ['test/**/*.test.{ts,tsx}'], /* a busy machine is slow, not wrong */ testTimeout: 30_000 },
})
