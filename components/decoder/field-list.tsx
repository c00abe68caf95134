'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { OutlineNode } from '@/lib/decode/index.ts'

/** Rows of one level that show at first: a graph has many thousands. */
const FIRST_SHOWN = 200

/** The fields of a view; choosing one marks its bytes. What has parts is unfolded by its own button. */
export function FieldList({
  nodes,
  selected,
  onSelect,
}: {
  nodes: readonly OutlineNode[]
  selected: OutlineNode | null
  onSelect: (node: OutlineNode) => void
}) {
  const t = useTranslations('decoder')
  const [shown, setShown] = useState(FIRST_SHOWN)
  return (
    <ul className="min-w-0">
      {nodes.slice(0, shown).map((node) => (
        <Field key={`${node.start}-${node.end}-${node.name}`} node={node} selected={selected} onSelect={onSelect} />
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

function Field({
  node,
  selected,
  onSelect,
}: {
  node: OutlineNode
  selected: OutlineNode | null
  onSelect: (node: OutlineNode) => void
}) {
  const t = useTranslations('decoder')
  const [open, setOpen] = useState(false)
  const hasParts = node.children.length > 0
  return (
    <li className="min-w-0">
      <div className="flex min-w-0 items-start">
        {hasParts ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={t(open ? 'fold' : 'unfold', { name: node.name, offset: node.start })}
            onClick={() => setOpen(!open)}
            className="grid size-6 flex-none place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
          >
            <Icon name={open ? 'down' : 'right'} size={12} />
          </button>
        ) : (
          <span className="w-6 flex-none" />
        )}
        <button
          type="button"
          aria-pressed={selected === node}
          title={t('at', { start: node.start, end: node.end })}
          onClick={() => onSelect(node)}
          className="grid min-h-6 min-w-0 flex-1 grid-cols-[minmax(112px,max-content)_minmax(0,1fr)_max-content] items-baseline gap-x-3 rounded-sm px-1 py-0.5 text-left text-table hover:bg-hover aria-pressed:bg-selected"
        >
          <span className="font-medium">{node.name}</span>
          <span className="mono [overflow-wrap:anywhere] text-ink-2">{node.value ?? ''}</span>
          <span className="mono text-meta text-ink-3">{node.start.toString(16).padStart(8, '0')}</span>
        </button>
      </div>
      {hasParts && open ? (
        <div className="ml-3 border-l border-line pl-1">
          <FieldList nodes={node.children} selected={selected} onSelect={onSelect} />
        </div>
      ) : null}
    </li>
  )
}
