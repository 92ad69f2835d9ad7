/** Which column fills what, and what is the same in every row: guessed, put right here, checked anew. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import type { Answer } from '@/core/http'
import { t } from '@/core/i18n'
import type { Import, ImportField } from '@/core/types'
import { mapColumns } from '@/services/imports'
import { Btn, Field, Picker, Section } from '@/ui'
import { asked, assign, filledIn, isChanged, unfilled, type Fixed, type Paths } from './imports'

const LENGTH_MAX = 200
const nameOf = (f: ImportField) => (f.required ? t('imports.required', { name: f.heading }) : f.heading)

/** Give it the version as its key, so that it begins anew when somebody else has changed the table. */
export function Mapping({ of, onDone, onStale }: { of: Answer<Import>; onDone(answer: Answer<Import>): void; onStale(): void }) {
  const { data: table, etag } = of
  const [paths, setPaths] = useState<Paths>(table.columns.map(c => c.path)), [fixed, setFixed] = useState<Fixed>(table.fixed), [added, setAdded] = useState<string[]>([])
  const write = useWrite(async () => {
    try { onDone(await mapColumns(table.id, etag ?? '', [...paths], filledIn(fixed))) } catch (e) {
      if ((e as { code?: string }).code !== 'version_conflict') throw e
      toast(t('imports.moved'), 'danger')
      onStale()
    }
  })
  const shown = asked(table, paths, fixed, added)
  const others = unfilled(table.fillable, paths).filter(f => !shown.includes(f))
  return (
    <>
      <Section title={t('imports.columns')} note={t('imports.columns.note')}>
        {table.columns.map((c, i) => (
          <Picker key={i} required label={c.heading} help={c.samples.length ? t('imports.columns.samples', { words: c.samples.join('、') }) : undefined} value={paths[i] ?? 'none'} options={[{ value: 'none', text: t('imports.columns.none') }, ...table.fillable.map(f => ({ value: f.path, text: nameOf(f) }))]}
            onChange={v => setPaths(assign(paths, i, v === 'none' ? null : v))} />
        ))}
      </Section>
      {shown.length || others.length ? (
        <Section title={t('imports.fixed')} note={t('imports.fixed.note')}>
          {shown.map(f => <OneFixed key={f.path} field={f} value={fixed[f.path] ?? ''} onChange={v => setFixed({ ...fixed, [f.path]: v })} />)}
          {others.length ? <Picker label={t('imports.fixed.more')} value='' placeholder={t('imports.fixed.choose')} options={others.map(f => ({ value: f.path, text: f.heading }))} onChange={v => setAdded([...added, v])} /> : null}
        </Section>
      ) : null}
      <Btn wide busy={write.busy} disabled={!isChanged(table, paths, fixed)} onTap={() => write.run()}>{t('imports.save')}</Btn>
    </>
  )
}

function OneFixed({ field: f, value, onChange }: { field: ImportField; value: string; onChange(v: string): void }) {
  if (!f.choices.length) return <Field label={f.heading} required={f.required} help={f.note || undefined} value={value} max={LENGTH_MAX} onChange={onChange} />
  return <Picker label={f.heading} required={f.required} value={value} options={f.choices.map(c => ({ value: c, text: c }))} onChange={onChange} />
}
