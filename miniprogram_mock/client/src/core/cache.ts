/** Last good answers, kept on the phone so that a page shows something without a network. Never tokens, never writes. */
import Taro from '@tarojs/taro'

const MAX_KEYS = 40
const MAX_CHARS = 60_000
interface Index { keys: string[] }
const memory = new Map<string, unknown>()
const index = () => (Taro.getStorageSync('cache') || { keys: [] }) as Index

export function remember(key: string, value: unknown) {
  memory.set(key, value)
  if (JSON.stringify(value).length > MAX_CHARS) return
  const keys = [key, ...index().keys.filter(k => k !== key)]
  keys.slice(MAX_KEYS).forEach(k => Taro.removeStorageSync('cache:' + k))
  Taro.setStorageSync('cache:' + key, value)
  Taro.setStorageSync('cache', { keys: keys.slice(0, MAX_KEYS) })
}
export function recall<T>(key: string): T | undefined {
  return (memory.get(key) ?? (Taro.getStorageSync('cache:' + key) || undefined)) as T | undefined
}
export function clearCache() {
  index().keys.forEach(k => Taro.removeStorageSync('cache:' + k))
  Taro.removeStorageSync('cache')
  memory.clear()
}
