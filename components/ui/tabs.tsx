import Link from 'next/link'
import { Icon } from './icon'

export interface Tab {
  href: string
  label: string
  /** How many things are there, where that is known. */
  count?: number | undefined
  /** What it can't show, for want of a right; empty where it shows all. */
  lacks?: string
  current: boolean
}

/**
 * Tabs that are pages: links with addresses of their own.
 *
 * @param props.lock what the lock of a tab is called that can't show all
 */
export function Tabs({ label, lock, tabs }: { label: string; lock: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mt-2 flex flex-none gap-6 border-b border-line px-page whitespace-nowrap">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          data-tab=""
          aria-current={tab.current ? 'page' : undefined}
          className="relative -mb-px flex h-[34px] items-center border-b-2 border-transparent text-ink-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {/* As wide as when it is current, whichever is: else all tabs behind it would move. */}
          <span
            data-label={tab.label}
            className="grid after:invisible after:h-0 after:font-medium after:content-[attr(data-label)]"
          >
            {tab.label}
          </span>
          {tab.lacks ? (
            <span role="img" aria-label={lock} data-tip={tab.lacks} className="ml-1.5 text-ink-3">
              <Icon name="lock" size={11} />
            </span>
          ) : null}
          {tab.count === undefined ? null : (
            <span className="absolute left-full ml-1 text-meta font-normal text-ink-3">{tab.count}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}
