/** Primitives for the browser: plain semantic HTML, so screen readers, keyboards and tests meet real elements. */
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { cx } from './cx'
import type * as T from './types'

export const Box = ({ className, id, children, style, role, label, hidden }: T.BoxProps) => (
  role === 'main' ? <main className={className} id={id}>{children}</main>
    : <div className={className} id={id} style={style} role={role} aria-label={label} aria-hidden={hidden || undefined}>{children}</div>
)

export function Txt({ className, id, children, as: As = 'span', size, tone, bold, num, label }: T.TxtProps) {
  const name = cx('txt', As !== 'span' && 'block', size && `f${size}`, tone && `c-${tone}`, bold && 'bold', num && 'num', className)
  return <As className={name} id={id} aria-label={label}>{children}</As>
}

export const Btn = ({ kind = 'plain', wide, disabled, busy, label, className, expanded, children, onTap }: T.BtnProps) => (
  <button type='button' className={cx('btn', kind, wide && 'wide', busy && 'busy', className)} aria-label={label} aria-expanded={expanded} aria-busy={busy || undefined} disabled={disabled || busy} onClick={onTap}>{children}</button>
)

function Frame({ id, label, help, error, required, hideLabel, children }: { id: string; label: string; help?: string; error?: string; required?: boolean; hideLabel?: boolean; children: ReactNode }) {
  return (
    <div className={cx('fld', !!error && 'wrong')}>
      {hideLabel ? null : <label className='lb' htmlFor={id}>{label}{required ? null : <span className='opt' aria-hidden='true'>（可不填）</span>}</label>}
      {children}
      {error ? <div className='err' id={`${id}-e`} role='alert'>{error}</div> : null}
      {help ? <div className='help' id={`${id}-h`}>{help}</div> : null}
    </div>
  )
}
const described = (id: string, error?: string, help?: string) => cx(error && `${id}-e`, help && `${id}-h`) || undefined
const INPUT = {
  text: { type: 'text' }, search: { type: 'search' }, tel: { type: 'tel', inputMode: 'tel' }, number: { type: 'text', inputMode: 'numeric' },
  code: { type: 'text', inputMode: 'numeric', autoComplete: 'one-time-code' },
} as const

export function Field({ label, value, onChange, type = 'text', help, error, required, disabled, max, placeholder, suffix, hideLabel, onConfirm }: T.FieldProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required || hideLabel} hideLabel={hideLabel}>
      <div className='inw'>
        <input {...INPUT[type]} className={cx('in', type === 'code' && 'code')} id={id} value={value} maxLength={max} placeholder={placeholder} disabled={disabled}
          aria-label={hideLabel ? label : undefined} aria-required={required} aria-invalid={!!error} aria-describedby={described(id, error, help)}
          onChange={e => onChange(e.target.value)} onKeyDown={e => { if (e.key === 'Enter' && !e.nativeEvent.isComposing) onConfirm?.() }} />
        {suffix ? <span className='suf'>{suffix}</span> : null}
      </div>
    </Frame>
  )
}

export function Area({ label, value, onChange, help, error, required, disabled, max, placeholder }: T.AreaProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required}>
      <textarea className='in area' id={id} value={value} maxLength={max} placeholder={placeholder} disabled={disabled} rows={4}
        aria-required={required} aria-invalid={!!error} aria-describedby={described(id, error, help)} onChange={e => onChange(e.target.value)} />
    </Frame>
  )
}

export function Choice<V extends string>({ label, value, options, onChange, help, error, required, inline }: T.ChoiceProps<V>) {
  const id = useId()
  return (
    <fieldset className={cx('fld', 'opts', inline && 'inline', !!error && 'wrong')} aria-describedby={described(id, error, help)}>
      <legend className='lb'>{label}{required ? null : <span className='opt' aria-hidden='true'>（可不填）</span>}</legend>
      <div className='oplist'>
        {options.map(o => (
          <label key={o.value} className={cx('op', o.value === value && 'on')}>
            <input className='native' type='radio' name={id} checked={o.value === value} onChange={() => onChange(o.value)} />
            <span className='mark' aria-hidden='true' /><span className='opt-t'>{o.text}{o.note ? <span className='opt-n'>{o.note}</span> : null}</span>
          </label>
        ))}
      </div>
      {error ? <div className='err' id={`${id}-e`} role='alert'>{error}</div> : null}
      {help ? <div className='help' id={`${id}-h`}>{help}</div> : null}
    </fieldset>
  )
}

export function Picker<V extends string>({ label, value, options, onChange, help, error, required, disabled, placeholder }: T.PickerProps<V>) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required}>
      <select className='in sel' id={id} value={value} disabled={disabled} aria-required={required} aria-invalid={!!error} aria-describedby={described(id, error, help)} onChange={e => onChange(e.target.value as V)}>
        {value === '' ? <option value=''>{placeholder ?? '请选择'}</option> : null}
        {options.map(o => <option key={o.value} value={o.value}>{o.text}</option>)}
      </select>
    </Frame>
  )
}

/** What the closed field says, in Chinese whatever the browser's language; the native text shows while it has the focus. */
function momentText(type: 'date' | 'time', value: string) {
  if (!value) return type === 'date' ? '请选择日期' : '请选择时间'
  const [y, m, d] = value.split('-')
  return type === 'time' ? value : `${y}年${Number(m)}月${Number(d)}日`
}
const openPicker = (el: HTMLInputElement) => { try { el.showPicker?.() } catch { /* not allowed here: the field can still be typed in */ } }

const moment = (type: 'date' | 'time') => function Moment({ label, value, onChange, help, error, required, disabled, from, to }: T.DateProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required}>
      <div className='mo'>
        <input className='in' type={type} id={id} value={value} min={from} max={to} disabled={disabled} aria-required={required} aria-invalid={!!error} aria-describedby={described(id, error, help)}
          onClick={e => openPicker(e.currentTarget)} onChange={e => onChange(e.target.value)} />
        <span className={cx('mo-t', !value && 'ph')} aria-hidden='true'>{momentText(type, value)}</span>
      </div>
    </Frame>
  )
}
export const DateField = moment('date')
export const TimeField = moment('time') as (p: T.TimeProps) => JSX.Element

export const Toggle = ({ label, note, on, onChange }: T.ToggleProps) => (
  <button type='button' role='switch' aria-checked={on} className='row tap tg' onClick={() => onChange(!on)}>
    <span className='row-m'><span className='row-t'>{label}</span>{note ? <span className='row-n'>{note}</span> : null}</span><span className={cx('kn', on && 'on')} aria-hidden='true' />
  </button>
)

export function Check({ label, on, onChange, error }: T.CheckProps) {
  const id = useId()
  return (
    <div className='fld'>
      <label className={cx('op', 'check', on && 'on')}>
        <input className='native' type='checkbox' checked={on} aria-invalid={!!error} aria-describedby={error ? `${id}-e` : undefined} onChange={e => onChange(e.target.checked)} />
        <span className='mark' aria-hidden='true' /><span className='opt-t'>{label}</span>
      </label>
      {error ? <div className='err' id={`${id}-e`} role='alert'>{error}</div> : null}
    </div>
  )
}

export const Pic = ({ src, label, whole, className, onTap }: T.PicProps) => (
  onTap ? <button type='button' className={cx('pic', whole && 'whole', className)} aria-label={label} onClick={onTap}><img className='pic-i' src={src} alt='' /></button>
    : <span className={cx('pic', whole && 'whole', className)}><img className='pic-i' src={src} alt={label} loading='lazy' /></span>
)

export function Row({ title, note, value, lead, label, current, onTap }: T.RowProps) {
  const inside = (
    <>
      {lead != null ? <span className='row-l'>{lead}</span> : null}
      <span className='row-m'><span className='row-t'>{title}</span>{note ? <span className='row-n'>{note}</span> : null}</span>
      {value != null ? <span className='row-v'>{value}</span> : null}
      {onTap ? <span className='ic ic-next' aria-hidden='true' /> : null}
    </>
  )
  if (!onTap) return <div className='row' aria-label={label}>{inside}</div>
  return <button type='button' className={cx('row', 'tap', current && 'cur')} aria-label={label} aria-current={current || undefined} onClick={onTap}>{inside}</button>
}

export function Tabs<V extends string>({ label, value, tabs, onChange }: T.TabsProps<V>) {
  const list = useRef<HTMLDivElement>(null)
  function keys(e: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key]
    if (!step) return
    const i = (tabs.findIndex(t => t.value === value) + step + tabs.length) % tabs.length
    onChange(tabs[i].value)
    ;(list.current?.children[i] as HTMLElement)?.focus()
  }
  return (
    <div className='tabs' role='tablist' aria-label={label} ref={list} onKeyDown={keys}>
      {tabs.map(t => (
        <button key={t.value} type='button' role='tab' className={cx('tab', t.value === value && 'on')} aria-selected={t.value === value} tabIndex={t.value === value ? 0 : -1} onClick={() => onChange(t.value)}>
          {t.text}{t.count != null ? <span className='tab-c num'>{t.count}</span> : null}
        </button>
      ))}
    </div>
  )
}

/** A native modal dialog: focus stays inside, Escape closes, what lies beneath is inert. */
export function Sheet({ open, title, children, foot, onClose, closeLabel }: T.SheetProps) {
  const ref = useRef<HTMLDialogElement>(null), id = useId()
  useEffect(() => {
    const d = ref.current
    if (!d || !open) return
    if (d.showModal && !d.open) d.showModal()
    return () => { if (d.open) d.close?.() }
  }, [open])
  if (!open) return null
  return (
    <dialog ref={ref} className='sheet' aria-labelledby={id} onCancel={e => { e.preventDefault(); onClose() }} onClick={e => { if (e.target === ref.current) onClose() }}>
      <div className='sheet-in'>
        <div className='sheet-h'><h2 className='sheet-t' id={id}>{title}</h2><button type='button' className='icb' aria-label={closeLabel} onClick={onClose}><span className='ic ic-close' aria-hidden='true' /></button></div>
        <div className='sheet-b'>{children}</div>
        {foot ? <div className='sheet-f'>{foot}</div> : null}
      </div>
    </dialog>
  )
}

/** The browser has no title bar of its own, so it draws one. */
export const Bar = ({ title, back, backLabel, onBack, side }: T.BarProps) => (
  <header className={cx('bar', back && 'sub')}>
    {back ? <button type='button' className='icb' aria-label={backLabel} onClick={onBack}><span className='ic ic-back' aria-hidden='true' /></button> : null}
    <h1 className='bar-t'>{title}</h1>{side ? <div className='bar-s'>{side}</div> : null}
  </header>
)

export const Nav = ({ label, items, head }: T.NavProps) => (
  <nav className='nav' aria-label={label}>
    {head ? <div className='nav-h'>{head}</div> : null}
    {items.map(i => (
      <button key={i.key} type='button' className={cx('nav-i', i.current && 'on')} aria-current={i.current ? 'page' : undefined} onClick={i.onTap}>
        <span className={`ic ic-${i.icon}`} aria-hidden='true' /><span className='nav-t'>{i.text}</span>
        {i.badge ? <span className='badge num'>{i.badge > 99 ? '99+' : i.badge}<span className='sr'>条未读</span></span> : null}
      </button>
    ))}
  </nav>
)
