/** The running half of config/aria.js: the same attributes, so that template and data use the same short names. */
import { mergeInternalComponents } from '@tarojs/shared'

const ARIA = { 'aria-role': '', 'aria-label': '' }
mergeInternalComponents({ View: ARIA, Button: ARIA, Input: ARIA, Textarea: ARIA } as never)
