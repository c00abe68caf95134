'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '@/components/ui/icon'
import { currentPage, PAGES } from './pages'

/** The main navigation. What is not built is not in it. */
export function Rail({ demo }: { demo: boolean }) {
  const t = useTranslations('shell')
  const path = usePathname()
  const current = currentPage(path)
  return (
    <nav
      aria-label={t('main')}
      className="flex flex-col border-r border-line bg-sunk px-2 pb-2 [grid-area:rail] folded:px-[7px]"
    >
      <Link
        href="/"
        aria-label={t('home')}
        className="flex h-top items-center gap-2 px-2 text-lead font-semibold tracking-[-0.01em]"
      >
        <Icon name="weir" size={16} className="text-accent" />
        <span className="folded:hidden">{t('name')}</span>
      </Link>
      {PAGES.map(({ name, href, icon }) => (
        <RailLink
          key={name}
          href={href}
          icon={icon}
          label={t(name)}
          current={current?.href !== href ? undefined : current.exact ? 'page' : 'true'}
        />
      ))}
      {demo ? (
        <p
          title={t('demoMeans')}
          className="mt-auto rounded-md border border-dashed border-line-2 px-2 py-1.5 text-meta leading-[15px] text-ink-3 folded:border-transparent folded:px-0 folded:text-center"
        >
          <strong className="block font-medium text-ink-2 folded:hidden">{t('demo')}</strong>
          <span className="folded:hidden">{t('demoMeans')}</span>
          <span className="hidden folded:inline">{t('demoShort')}</span>
        </p>
      ) : null}
    </nav>
  )
}

function RailLink({
  href,
  icon,
  label,
  current,
}: {
  href: string
  icon: IconName
  label: string
  current: 'page' | 'true' | undefined
}) {
  return (
    <Link
      href={href}
      title={label}
      aria-label={label}
      aria-current={current}
      className="group mb-px flex h-7 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hover aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink"
    >
      <Icon name={icon} size={15} className="text-ink-3 group-aria-[current]:text-accent" />
      <span className="folded:hidden">{label}</span>
    </Link>
  )
}
