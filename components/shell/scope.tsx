import Link from 'next/link'
import { useTranslations } from 'next-intl'

export interface ScopePart {
  label: string
  href?: string
}

/** Where this page stands: the way down from the fleet. */
export function Scope({ parts }: { parts: readonly ScopePart[] }) {
  const t = useTranslations('shell')
  return (
    <nav
      aria-label={t('scope')}
      className="flex h-top min-w-0 items-center border-b border-line pr-36 pl-page [grid-area:top]"
    >
      <ol className="flex min-w-0 items-center gap-1.5 whitespace-nowrap text-ink-2">
        {parts.map(({ label, href }, index) => {
          const last = index === parts.length - 1
          return (
            <li
              key={href ?? label}
              className={`flex items-center gap-1.5 ${last ? 'min-w-0' : 'max-w-60 shrink-[2] min-w-6'}`}
            >
              {index > 0 ? (
                <span aria-hidden="true" className="text-faint">
                  /
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
    </nav>
  )
}
