/** Files to take away. */
import { http } from '@/core/store'
import { device } from '@/platform/device'

/** Fetch the file with our own token and hand it to the phone. */
export async function take(url: string, name: string) {
  const r = await http.send({ method: 'get', url, binary: true })
  await device.saveFile(name, r.data as ArrayBuffer)
}
