/** Primitives for the mini-program, from Taro's components. Same props, same classes as prim.h5.tsx. */
import { Button, Image, Input, Picker as WxPicker, Text, Textarea, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { cx } from './cx'
import type * as T from './types'

export const Box = ({ className, id, children, style, role, label }: T.BoxProps) => <View className={className} id={id} style={style} ariaRole={role} ariaLabel={label}>{children}</View>

export function Txt({ className, id, children, as = 'span', size, tone, bold, num, label }: T.TxtProps) {
  const name = cx('txt', as !== 'span' && 'block', size && `f${size}`, tone && `c-${tone}`, bold && 'bold', num && 'num', className)
  if (as === 'span') return <Text className={name} id={id}>{children}</Text>
  return <View className={name} id={id} ariaLabel={label} ariaRole={as === 'p' ? undefined : 'heading'}>{children}</View>
}

export const Btn = ({ kind = 'plain', wide, disabled, busy, label, className, children, onTap }: T.BtnProps) => (
  <Button className={cx('btn', kind, wide && 'wide', busy && 'busy', (disabled || busy) && 'off', className)} hoverClass='pressed' ariaLabel={label} disabled={disabled || busy} onClick={onTap}>{children}</Button>
)

interface FrameProps { label: string; help?: string; error?: string; required?: boolean; hideLabel?: boolean; className?: string; children: ReactNode }
const Frame = ({ label, help, error, required, hideLabel, className, children }: FrameProps) => (
  <View className={cx('fld', className, !!error && 'wrong')}>
    {hideLabel ? null : <View className='lb'>{label}{required ? null : <Text className='opt'>（可不填）</Text>}</View>}
    {children}
    {error ? <View className='err' ariaRole='alert'>{error}</View> : null}
    {help ? <View className='help'>{help}</View> : null}
  </View>
)

export const Field = ({ label, value, onChange, type = 'text', help, error, required, disabled, max, placeholder, suffix, hideLabel, onConfirm }: T.FieldProps) => (
  <Frame label={label} help={help} error={error} required={required || hideLabel} hideLabel={hideLabel}>
    <View className='inw'>
      <Input className={cx('in', type === 'code' && 'code')} type={type === 'text' || type === 'search' ? 'text' : 'number'} confirmType={type === 'search' ? 'search' : 'done'} value={value} maxlength={max ?? -1}
        placeholder={placeholder} placeholderClass='ph' disabled={disabled} ariaLabel={label} onInput={e => onChange(e.detail.value)} onConfirm={onConfirm} />
      {suffix ? <Text className='suf'>{suffix}</Text> : null}
    </View>
  </Frame>
)

export const Area = ({ label, value, onChange, help, error, required, disabled, max, placeholder }: T.AreaProps) => (
  <Frame label={label} help={help} error={error} required={required}>
    <Textarea className='in area' value={value} maxlength={max ?? -1} placeholder={placeholder} placeholderClass='ph' disabled={disabled} ariaLabel={label} onInput={e => onChange(e.detail.value)} />
  </Frame>
)

export const Choice = <V extends string>({ label, value, options, onChange, help, error, required, inline }: T.ChoiceProps<V>) => (
  <Frame className={cx('opts', inline && 'inline')} label={label} help={help} error={error} required={required}>
    <View className='oplist' ariaRole='radiogroup' ariaLabel={label}>
      {options.map(o => (
        <View key={o.value} className={cx('op', o.value === value && 'on')} hoverClass='pressed' ariaRole='radio' ariaLabel={`${o.text}${o.value === value ? '，已选' : ''}`} onClick={() => onChange(o.value)}>
          <View className='mark' /><View className='opt-t'>{o.text}{o.note ? <View className='opt-n'>{o.note}</View> : null}</View>
        </View>
      ))}
    </View>
  </Frame>
)

export const Picker = <V extends string>({ label, value, options, onChange, help, error, required, disabled, placeholder }: T.PickerProps<V>) => (
  <Frame label={label} help={help} error={error} required={required}>
    <WxPicker mode='selector' range={options.map(o => o.text)} value={Math.max(0, options.findIndex(o => o.value === value))} disabled={disabled} onChange={e => onChange(options[Number(e.detail.value)].value)}>
      <View className='in sel' ariaRole='button' ariaLabel={label}>{options.find(o => o.value === value)?.text ?? placeholder ?? '请选择'}</View>
    </WxPicker>
  </Frame>
)

export const DateField = ({ label, value, onChange, help, error, required, disabled, from, to }: T.DateProps) => (
  <Frame label={label} help={help} error={error} required={required}>
    <WxPicker mode='date' value={value} start={from} end={to} disabled={disabled} onChange={e => onChange(e.detail.value)}><View className='in sel' ariaRole='button' ariaLabel={label}>{value || '请选择日期'}</View></WxPicker>
  </Frame>
)
export const TimeField = ({ label, value, onChange, help, error, required, disabled }: T.TimeProps) => (
  <Frame label={label} help={help} error={error} required={required}>
    <WxPicker mode='time' value={value} disabled={disabled} onChange={e => onChange(e.detail.value)}><View className='in sel' ariaRole='button' ariaLabel={label}>{value || '请选择时间'}</View></WxPicker>
  </Frame>
)

export const Toggle = ({ label, note, on, onChange }: T.ToggleProps) => (
  <View className='row tap tg' hoverClass='pressed' ariaRole='switch' ariaLabel={`${label}，${on ? '已开' : '已关'}`} onClick={() => onChange(!on)}>
    <View className='row-m'><View className='row-t'>{label}</View>{note ? <View className='row-n'>{note}</View> : null}</View><View className={cx('kn', on && 'on')} />
  </View>
)

export const Check = ({ label, on, onChange, error }: T.CheckProps) => (
  <View className='fld'>
    <View className={cx('op', 'check', on && 'on')} hoverClass='pressed' ariaRole='checkbox' onClick={() => onChange(!on)}><View className='mark' /><View className='opt-t'>{label}</View></View>
    {error ? <View className='err' ariaRole='alert'>{error}</View> : null}
  </View>
)

export const Pic = ({ src, label, whole, className, onTap }: T.PicProps) => (
  <View className={cx('pic', whole && 'whole', className)} hoverClass={onTap ? 'pressed' : 'none'} ariaRole={onTap ? 'button' : 'img'} ariaLabel={label} onClick={onTap}><Image className='pic-i' src={src} mode={whole ? 'aspectFit' : 'aspectFill'} /></View>
)

export const Row = ({ title, note, value, lead, label, current, onTap }: T.RowProps) => (
  <View className={cx('row', onTap && 'tap', current && 'cur')} hoverClass={onTap ? 'pressed' : 'none'} ariaRole={onTap ? 'button' : undefined} ariaLabel={label} onClick={onTap}>
    {lead != null ? <View className='row-l'>{lead}</View> : null}
    <View className='row-m'><View className='row-t'>{title}</View>{note ? <View className='row-n'>{note}</View> : null}</View>
    {value != null ? <View className='row-v'>{value}</View> : null}
    {onTap ? <View className='ic ic-next' /> : null}
  </View>
)

export const Tabs = <V extends string>({ label, value, tabs, onChange }: T.TabsProps<V>) => (
  <View className='tabs' ariaRole='tablist' ariaLabel={label}>
    {tabs.map(t => (
      <View key={t.value} className={cx('tab', t.value === value && 'on')} hoverClass='pressed' ariaRole='tab' ariaLabel={`${t.text}${t.value === value ? '，已选' : ''}`} onClick={() => onChange(t.value)}>
        {t.text}{t.count != null ? <Text className='tab-c num'>{t.count}</Text> : null}
      </View>
    ))}
  </View>
)

export function Sheet({ open, title, children, foot, onClose, closeLabel }: T.SheetProps) {
  if (!open) return null
  return (
    <View className='sheet-wrap'>
      <View className='sheet-veil' ariaRole='button' ariaLabel={closeLabel} onClick={onClose} catchMove />
      <View className='sheet' ariaRole='dialog' ariaLabel={title}>
        <View className='sheet-in'>
          <View className='sheet-h'><View className='sheet-t'>{title}</View><View className='icb' hoverClass='pressed' ariaRole='button' ariaLabel={closeLabel} onClick={onClose}><View className='ic ic-close' /></View></View>
          <View className='sheet-b'>{children}</View>
          {foot ? <View className='sheet-f'>{foot}</View> : null}
        </View>
      </View>
    </View>
  )
}

/** WeChat draws its own title bar; only what stands beside the title is left to draw. */
export const Bar = ({ side }: T.BarProps) => (side ? <View className='bar wx'><View className='bar-s'>{side}</View></View> : null)

export const Nav = ({ label, items }: T.NavProps) => (
  <View className='nav' ariaRole='tablist' ariaLabel={label}>
    {items.map(i => (
      <View key={i.key} className={cx('nav-i', i.current && 'on')} ariaRole='tab' ariaLabel={`${i.text}${i.badge ? `，${i.badge} 条未读` : ''}${i.current ? '，当前' : ''}`} onClick={i.onTap}>
        <View className={`ic ic-${i.icon}`} /><View className='nav-t'>{i.text}</View>
        {i.badge ? <View className='badge num'>{i.badge > 99 ? '99+' : i.badge}</View> : null}
      </View>
    ))}
  </View>
)
