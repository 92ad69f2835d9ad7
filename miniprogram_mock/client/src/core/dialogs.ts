/** Questions and short messages that any code may raise; Screen draws them on the page that is shown. */
import { watched } from './emitter'

export interface Question { title: string; text?: string; yes: string; no?: string; danger?: boolean }
interface Open extends Question { answer(yes: boolean): void }
export interface Message { id: number; text: string; tone: 'ok' | 'danger' }

export const question = watched<Open | undefined>(undefined)
export const message = watched<Message | undefined>(undefined)
let serial = 0

/** Ask yes or no in a sheet; leaving it answers no. */
export function ask(q: Question): Promise<boolean> {
  question.get()?.answer(false)
  return new Promise(resolve => {
    question.set({ ...q, answer: yes => { question.set(undefined); resolve(yes) } })
  })
}

/** Say in one sentence what became of it; read aloud by screen readers, gone after some seconds. */
export function toast(text: string, tone: Message['tone'] = 'ok') {
  const id = ++serial
  message.set({ id, text, tone })
  setTimeout(() => { if (message.get()?.id === id) message.set(undefined) }, 3000 + text.length * 120)
}
