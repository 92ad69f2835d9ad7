/** In a browser nobody is signed in to WeChat: the fake platform turns a demo identity into a one-time code. */
import Taro from '@tarojs/taro'
import { ApiError } from '@/core/http'

export async function demoCode(identity: string): Promise<string> {
  const r = await Taro.request({ url: `${API_BASE}/api/v1/demo/codes`, method: 'POST', data: { identity }, header: { 'Content-Type': 'application/json' }, timeout: 12_000 })
    .catch(() => { throw new ApiError(0, 'network', '没有连上网络，请再试一次。') })
  if (r.statusCode !== 200 && r.statusCode !== 201) throw new ApiError(r.statusCode, r.data?.code ?? 'http', r.data?.title ?? '没有拿到登录码，请再试一次。')
  return r.data.code as string
}
