import type { ReactNode } from 'react'

/** A name and what is known under it, two cells of a list of facts. @param props.mono where the name is that of a file */
export function Fact({ name, mono = false, children }: { name: string; mono?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className={mono ? 'mono text-ink-3' : 'text-ink-3'}>{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  )
}
