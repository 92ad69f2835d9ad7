/** Photos: chosen on the phone, taken in one by one, shown at the addresses that come with a thing. */
import { api, cid } from '@/core/store'
import type { Photo } from '@/core/types'
import { device } from '@/platform/device'

export const PHOTOS_MAX = 6
/** Paths of what the person chose, small enough to send; none when they gave up. */
export const choose = (most: number) => device.choosePhotos(most)
export const addPhoto = (path: string): Promise<Photo> => api.upload('/communities/{cid}/photos', { path }, { path: { cid: cid() } })
/** The server's addresses begin with `/`; the mini-program has no origin of its own. */
export const addressOf = (url: string) => API_BASE + url
