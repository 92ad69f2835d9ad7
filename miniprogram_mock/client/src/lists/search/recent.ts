/** What was looked for lately, kept on the phone alone. */
import Taro from '@tarojs/taro'

const KEY = 'search:recent'
const KEPT = 8
export const recentWords = (): string[] => (Taro.getStorageSync(KEY) || []) as string[]
export const rememberWords = (words: string) => Taro.setStorageSync(KEY, [words, ...recentWords().filter(w => w !== words)].slice(0, KEPT))
export const forgetWords = () => Taro.removeStorageSync(KEY)
