'use client'

import { use, useState } from 'react'
import { reachable } from '@/components/ui/reachable'
import './globals.css'

/** When even the layout fails there is no provider to ask: the browser's language decides, and only then is text loaded. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const [chinese] = useState(
    () => typeof navigator !== 'undefined' && navigator.language.toLowerCase().startsWith('zh'),
  )
  const [loading] = useState(() =>
    reachable(() => (chinese ? import('../messages/zh.json') : import('../messages/en.json'))),
  )
  const { failed } = use(loading)
  return (
    <html lang={chinese ? 'zh-CN' : 'en'}>
      <body className="p-page">
        <title>{failed.title}</title>
        <main>
          <h1 className="text-title font-semibold">{failed.title}</h1>
          <p className="mt-2 text-ink-2">{failed.unexpected}</p>
          {error.digest ? <p className="mono mt-1 text-ink-2">{error.digest}</p> : null}
          <button
            type="button"
            onClick={reset}
            className="mt-4 h-control rounded-md border border-line-2 px-2.5 font-medium"
          >
            {failed.again}
          </button>
        </main>
      </body>
    </html>
  )
}
