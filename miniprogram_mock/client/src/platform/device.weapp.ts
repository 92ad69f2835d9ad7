/** WeChat's own abilities, one line each. */
import Taro from '@tarojs/taro'
import { PAINT } from '@/core/paint'
import type { Answers, Device } from './types'

interface Base { theme?: string; fontSizeSetting?: number }
const base = () => Taro.getAppBaseInfo() as Base

export const device: Device = {
  target: 'weapp',
  loginCode: () => Taro.login().then(r => r.code),
  scan: () => Taro.scanCode({ onlyFromCamera: false }).then(r => r.result, e => {
    throw new Error(String(e?.errMsg).includes('cancel') ? 'cancel' : 'no code')
  }),
  readyToScan: () => undefined,
  async subscribe(templates) {
    const r = await (Taro.requestSubscribeMessage as (o: { tmplIds: string[] }) => Promise<object>)({ tmplIds: templates.map(t => t.id) })
    const answers = r as Record<string, string>
    return Object.fromEntries(templates.map(t => [t.id, answers[t.id] === 'accept' ? 'accept' : 'reject'])) as Answers
  },
  choosePhotos: most => Taro.chooseImage({ count: most, sizeType: ['compressed'] }).then(r => r.tempFilePaths, () => []),
  async chooseTable(endings = ['xlsx']) {
    const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] }).then(r => r.tempFiles[0], () => undefined)
    if (!chosen) return undefined
    // An upload is called as its file on the phone is, and WeChat calls those by numbers.
    const path = `${Taro.env.USER_DATA_PATH}/${chosen.name}`
    Taro.getFileSystemManager().copyFileSync(chosen.path, path)
    return { path, name: chosen.name, size: chosen.size }
  },
  copy: async text => { await Taro.setClipboardData({ data: text }) },
  async saveFile(name, bytes) {
    const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
    Taro.getFileSystemManager().writeFileSync(filePath, bytes)
    await Taro.openDocument({ filePath, showMenu: true })
  },
  glow(on) {
    Taro.setKeepScreenOn({ keepScreenOn: on }).catch(() => undefined)
    Taro.setScreenBrightness({ value: on ? 1 : -1 }).catch(() => undefined) // -1: as the person has it
  },
  place: () => Taro.getLocation({ type: 'wgs84' }).then(p => ({ lat: p.latitude, lng: p.longitude, within: p.accuracy })),
  unseen: () => false, // WeChat hides the page itself
  random: length => new Promise((resolve, reject) => {
    Taro.getUserCryptoManager().getRandomValues({ length, success: r => resolve(new Uint8Array(r.randomValues)), fail: reject })
  }),
  buzz: () => { Taro.vibrateShort({ type: 'light' }).catch(() => undefined) },
  systemDark: () => base().theme === 'dark',
  onSystemDark: f => { Taro.onThemeChange(r => f(r.theme === 'dark')) },
  fontScale: () => (base().fontSizeSetting ?? 16) / 16,
  onNetwork: f => { Taro.onNetworkStatusChange(r => f(r.isConnected)) },
  width: () => Taro.getWindowInfo().windowWidth,
  onResize: f => { Taro.onWindowResize?.(() => f()) },
  paint({ dark, title }) {
    Taro.setNavigationBarTitle({ title })
    Taro.setNavigationBarColor({ frontColor: dark ? '#ffffff' : '#000000', backgroundColor: dark ? PAINT.dark.paper : PAINT.light.paper })
  },
}
