import { useTranslations } from 'next-intl'
import { PENDING_COLUMNS } from './pending-columns'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']
const BARS = ['w-3/4', 'w-1/2', 'w-2/3']

type Listed = keyof typeof PENDING_COLUMNS

/** What stands above the columns: strip and views of a list, or the head of a job and, of one tab, its chart. */
const ABOVE: Record<Listed, string> = {
  fleet: 'h-[100px]',
  jobs: 'h-11',
  checkpoints: 'h-[436px]',
  'recovery-points': 'h-[170px]',
  'high-availability': 'h-[200px]',
}

/** The shape of a page that is on its way: its head and columns, then bars where rows will be. */
export function PendingPage({ page }: { page: Listed | 'settings' | 'decoder' }) {
  const t = useTranslations()
  return (
    <>
      <div className="border-b border-line [grid-area:top]" />
      <main id="main" aria-busy="true" className="overflow-hidden [grid-area:main]">
        <p role="status" className="sr-only">
          {t('shell.pending')}
        </p>
        {page === 'settings' || page === 'decoder' ? (
          <PendingText title={t(`${page}.title`)} />
        ) : (
          <PendingList page={page} />
        )}
      </main>
      <footer className="border-t border-line bg-sunk [grid-area:status]" />
    </>
  )
}

/** A page that is no list: its title, and lines of text. */
function PendingText({ title }: { title: string }) {
  return (
    <div className="p-page">
      <h1 className="text-title font-semibold">{title}</h1>
      <div className="pending mt-6 grid max-w-160 gap-5">
        {BARS.map((width) => (
          <span key={width} className={`block h-2 rounded-sm bg-line ${width}`} />
        ))}
      </div>
    </div>
  )
}

function PendingList({ page }: { page: Listed }) {
  const t = useTranslations()
  const columns = PENDING_COLUMNS[page]
  return (
    <>
      <div className={ABOVE[page]} />
      <table className="table">
        <thead>
          <tr>
            {columns.map(([name, classes]) => (
              <th key={name} scope="col" className={classes}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pending">
          {ROWS.map((row, index) => (
            <tr key={row}>
              {columns.map(([name, classes], column) => (
                <td key={name} className={classes}>
                  <span className={`inline-block h-2 rounded-sm bg-line ${BARS[(index + column) % BARS.length]}`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
