/// <reference types="@tarojs/taro" />
declare module '*.scss'
declare module 'qrcode/lib/core/qrcode' {
  export function create(t: string | { data: Uint8Array; mode: 'byte' }[], o?: { errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H' }): { modules: { size: number; get(r: number, c: number): number } }
}
declare const API_BASE: string
declare namespace NodeJS {
  interface ProcessEnv { NODE_ENV: 'development' | 'production'; TARO_ENV: 'weapp' | 'h5' }
}
