/** The browser's abilities. Where WeChat has no counterpart (subscribe message) our own sheet stands in, and says so. */
import Taro from '@tarojs/taro'
import { ask } from '@/core/dialogs'
import { PAINT } from '@/core/paint'
import type { Answers, Device } from './types'
import { demoCode } from './demo-code'
import { scanQr } from './scan.h5'
import { pickPhotos } from './photos.h5'
import { pickTable } from './table.h5'

let awake: WakeLockSentinel | undefined
const darkQuery = () => window.matchMedia?.('(prefers-color-scheme: dark)')

/** With a Chinese voice where there is one, slower than a newsreader. */
function speak(text: string) {
  speechSynthesis.cancel()
  const said = new SpeechSynthesisUtterance(text)
  said.lang = 'zh-CN'
  said.rate = 0.9
  speechSynthesis.speak(said)
}

export const device: Device = {
  target: 'h5',
  loginCode: identity => demoCode(identity ?? ''),
  scan: () => scanQr(),
  readyToScan: () => { import('jsqr').catch(() => undefined) },
  async subscribe(templates) {
    const yes = await ask({ title: '允许发送一次提醒', text: templates.map(t => t.name).join('、'), yes: '允许', no: '不用了' })
    return Object.fromEntries(templates.map(t => [t.id, yes ? 'accept' : 'reject'])) as Answers
  },
  choosePhotos: pickPhotos,
  chooseTable: pickTable,
  copy: async text => { await Taro.setClipboardData({ data: text }) },
  async saveFile(name, bytes) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([bytes]))
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  },
  // A page cannot make the screen brighter; it can keep it from going dark.
  glow(on) {
    if (on) navigator.wakeLock?.request('screen').then(lock => { awake?.release(); awake = lock }, () => undefined)
    else { awake?.release(); awake = undefined }
  },
  place: () => new Promise((resolve, reject) => {
    if (!navigator.geolocation) { reject(new Error('no place')); return }
    navigator.geolocation.getCurrentPosition(p => resolve({ lat: p.coords.latitude, lng: p.coords.longitude, within: p.coords.accuracy }), reject, { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 })
  }),
  unseen: () => document.hidden,
  ...('speechSynthesis' in window ? { speak, hush: () => speechSynthesis.cancel() } : {}),
  random: async length => crypto.getRandomValues(new Uint8Array(length)),
  buzz: () => { navigator.vibrate?.(30) },
  systemDark: () => darkQuery()?.matches ?? false,
  onSystemDark: f => { darkQuery()?.addEventListener?.('change', e => f(e.matches)) },
  fontScale: () => 1,
  onNetwork(f) {
    window.addEventListener('online', () => f(true))
    window.addEventListener('offline', () => f(false))
  },
  width: () => window.innerWidth,
  onResize: f => { window.addEventListener('resize', f) },
  paint({ dark, title }) {
    document.title = title
    document.documentElement.lang = 'zh-CN'
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
    document.body.style.background = dark ? PAINT.dark.paper : PAINT.light.paper
  },
}
