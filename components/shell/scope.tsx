import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

export interface ScopePart {
  label: string
  href?: string
  /** A part of the one before, and not below it. */
  within?: boolean
}

/** The top bar's left side. What stands at its right is of the layout, the same on all pages: room is left for it. */
export function TopBar({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <nav
      aria-label={t('scope')}
      className="flex h-top min-w-0 items-center border-b border-line pr-[452px] pl-page [grid-area:top] folded:pr-44"
    >
      {children}
    </nav>
  )
}

/** Where this page stands: the way down from the fleet. */
export function Scope({ parts }: { parts: readonly ScopePart[] }) {
  return (
    <TopBar>
      <ol className="flex min-w-0 items-center gap-1.5 whitespace-nowrap text-ink-2">
        {parts.map(({ label, href, within }, index) => {
          const last = index === parts.length - 1
          return (
            <li
              key={href ?? label}
              className={`flex items-center gap-1.5 ${last ? 'min-w-0' : 'max-w-60 shrink-[2] min-w-6'}`}
            >
              {index > 0 ? (
                <span aria-hidden="true" className="text-faint">
                  {within ? '▸' : '/'}
                </span>
              ) : null}
              {href ? (
                <Link href={href} className="truncate hover:text-ink hover:underline">
                  {label}
                </Link>
              ) : (
                <span
                  aria-current={last ? 'page' : undefined}
                  className={`truncate ${last ? 'font-medium text-ink' : ''}`}
                >
                  {label}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </TopBar>
  )
}
