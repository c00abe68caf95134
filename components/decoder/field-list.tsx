'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { OutlineNode } from '@/lib/decode/index.ts'

/** Rows of one level that show at first: a graph has many thousands. */
const FIRST_SHOWN = 200

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

interface FieldsProps {
  nodes: readonly OutlineNode[]
  selected: OutlineNode | null
  onSelect: (node: OutlineNode) => void
}

/** The fields of a view; choosing one marks its bytes. Of all of them one is a stop of Tab, from which arrows lead on. */
export function Fields({ nodes, selected, onSelect }: FieldsProps) {
  return (
    <div data-fields="">
      <FieldList nodes={nodes} selected={selected} stop={selected ?? nodes[0] ?? null} onSelect={onSelect} />
    </div>
  )
}

/** Down and up choose the next field that is shown, right and left unfold and fold. */
function onKey(event: KeyboardEvent<HTMLElement>) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
  const field = event.currentTarget
  const fields = [...(field.closest('[data-fields]')?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  const step = STEPS[event.key]
  if (step !== undefined) {
    const next = fields[fields.indexOf(field) + step]
    next?.focus()
    next?.click()
  } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const fold = field.previousElementSibling
    const isOpen = fold?.getAttribute('aria-expanded') === 'true'
    if (fold instanceof HTMLElement && isOpen === (event.key === 'ArrowLeft')) fold.click()
  } else return
  event.preventDefault()
}

/** @param props.stop the field that Tab stops at. */
function FieldList({ nodes, stop, ...rest }: FieldsProps & { stop: OutlineNode | null }) {
  const t = useTranslations('decoder')
  const [shown, setShown] = useState(FIRST_SHOWN)
  return (
    <ul className="min-w-0">
      {nodes.slice(0, shown).map((node) => (
        <Field key={`${node.start}-${node.end}-${node.name}`} node={node} stop={stop} {...rest} />
      ))}
      {nodes.length > shown ? (
        <li className="px-6 py-1">
          <button
            type="button"
            onClick={() => setShown(shown + 10 * FIRST_SHOWN)}
            className={button({ kind: 'quiet', size: 'small' })}
          >
            {t('more', { count: nodes.length - shown })}
          </button>
        </li>
      ) : null}
    </ul>
  )
}

function Field({ node, stop, ...rest }: Omit<FieldsProps, 'nodes'> & { node: OutlineNode; stop: OutlineNode | null }) {
  const { selected, onSelect } = rest
  const t = useTranslations('decoder')
  const [open, setOpen] = useState(false)
  const hasParts = node.children.length > 0
  const fold = (event: MouseEvent<HTMLElement>) => {
    setOpen(!open)
    // What was chosen within it is not shown any more, and could not be left by keys.
    if (event.currentTarget.closest('li')?.querySelector('ul [aria-pressed=true]')) onSelect(node)
  }
  return (
    <li className="min-w-0">
      <div className="flex min-w-0 items-start">
        {hasParts ? (
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={open}
            aria-label={t(open ? 'fold' : 'unfold', { name: node.name, offset: node.start })}
            onClick={fold}
            className="grid size-6 flex-none place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
          >
            <Icon name={open ? 'down' : 'right'} size={12} />
          </button>
        ) : (
          <span className="w-6 flex-none" />
        )}
        <button
          type="button"
          data-field=""
          tabIndex={node === stop ? 0 : -1}
          aria-pressed={selected === node}
          title={t('at', { start: node.start, end: node.end })}
          onClick={() => onSelect(node)}
          onKeyDown={onKey}
          className="grid min-h-6 min-w-0 flex-1 grid-cols-[minmax(112px,max-content)_minmax(0,1fr)_max-content] items-baseline gap-x-3 rounded-sm px-1 py-0.5 text-left text-table hover:bg-hover aria-pressed:bg-selected"
        >
          <span className="font-medium">{node.name}</span>
          <span className="mono [overflow-wrap:anywhere] text-ink-2">{node.value ?? ''}</span>
          <span className="mono text-meta text-ink-3">{node.start.toString(16).padStart(8, '0')}</span>
        </button>
      </div>
      {hasParts && open ? (
        <div className="ml-3 border-l border-line pl-1">
          <FieldList nodes={node.children} stop={stop} {...rest} />
        </div>
      ) : null}
    </li>
  )
}
