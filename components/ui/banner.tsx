import type { ReactNode } from 'react'
import { StateShape } from './state-mark'

/** The thin band over a page: one at a time, the gravest. */
export function Banner({
  tone,
  label,
  title,
  children,
}: {
  tone: 'attention' | 'broken'
  label: string
  title: ReactNode
  children?: ReactNode
}) {
  const colours = tone === 'broken' ? 'border-broken-line bg-broken-tint' : 'border-attention-line bg-attention-tint'
  return (
    <section
      aria-label={label}
      className={`flex min-h-8 items-center gap-2 border-b px-page py-1.5 text-table [grid-area:banner] ${colours}`}
    >
      <StateShape state={tone} />
      <p role="status" className="min-w-0">
        <strong className="mr-2 font-medium">{title}</strong>
        <span className="text-ink-2">{children}</span>
      </p>
    </section>
  )
}
