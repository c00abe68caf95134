'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { reachable } from '@/components/ui/reachable'

// Seen on narrow screens only.
const Menu = dynamic(() => reachable(() => import('./menu').then((module) => module.Menu)), { ssr: false })

/** A legend: in line where there is room for it, below a button where there is none. @param props.children a list */
export function LegendKey({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <div className="folded:hidden">{children}</div>
      <div className="hidden min-h-7 folded:block">
        <Menu icon="legend" label={label}>
          <div className="w-max max-w-[calc(100vw-32px)] p-2.5 [&>ul]:flex-col [&>ul]:items-start [&>ul]:gap-y-1">
            {children}
          </div>
        </Menu>
      </div>
    </>
  )
}
