import { useTranslations } from 'next-intl'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']

/** The shape of a page that is on its way: head and columns, then bars where rows will be. */
export function PendingPage({ shape }: { shape: 'fleet' | 'job' }) {
  const t = useTranslations('shell')
  return (
    <>
      <div className="border-b border-line [grid-area:top]" />
      <main id="main" aria-busy="true" className="overflow-hidden [grid-area:main]">
        <p role="status" className="sr-only">
          {t('pending')}
        </p>
        <div className={`border-b border-line ${shape === 'fleet' ? 'h-14' : 'h-[124px]'}`} />
        {shape === 'fleet' ? <div className="h-11" /> : null}
        <div className="h-row-head border-y border-line bg-sunk" />
        <div className="pending">
          {ROWS.map((row, index) => (
            <div key={row} className="flex h-row items-center gap-8 border-b border-line px-page">
              <span className="h-2 w-16 rounded-sm bg-line" />
              <span
                className={`h-2 rounded-sm bg-line ${index % 3 === 0 ? 'w-48' : index % 3 === 1 ? 'w-36' : 'w-40'}`}
              />
              <span className="h-2 w-24 rounded-sm bg-line folded:hidden" />
              <span className="ml-auto h-2 w-28 rounded-sm bg-line" />
            </div>
          ))}
        </div>
      </main>
      <footer className="border-t border-line bg-sunk [grid-area:status]" />
    </>
  )
}
