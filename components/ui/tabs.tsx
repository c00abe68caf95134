import Link from 'next/link'

export interface Tab {
  href: string
  label: string
  current: boolean
}

/** Tabs that are pages: links with addresses of their own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mt-2 flex flex-none gap-5 border-b border-line px-page whitespace-nowrap">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          data-tab=""
          aria-current={tab.current ? 'page' : undefined}
          className="-mb-px flex h-[34px] items-center border-b-2 border-transparent text-ink-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
