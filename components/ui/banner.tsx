import type { ReactNode } from 'react'
import { StateShape } from './state-mark'

/**
 * The thin band over a page: one at a time, the gravest.
 *
 * @param props.title is announced when it comes: nothing in it counts
 * @param props.since what counts on behind the title, such as an age; with the blank before it, where the language has one
 */
export function Banner({
  tone,
  label,
  title,
  since,
  children,
}: {
  tone: 'attention' | 'broken'
  label: string
  title: string
  since?: ReactNode
  children?: ReactNode
}) {
  const colours = tone === 'broken' ? 'border-broken-line bg-broken-tint' : 'border-attention-line bg-attention-tint'
  return (
    <section
      aria-label={label}
      className={`flex min-h-8 items-center gap-2 border-b px-page py-1.5 text-table [grid-area:banner] ${colours}`}
    >
      <StateShape state={tone} />
      <p className="min-w-0">
        <strong className="mr-2 font-medium">
          <span role="status">{title}</span>
          {since}
        </strong>
        <span className="text-ink-2">{children}</span>
      </p>
    </section>
  )
}
