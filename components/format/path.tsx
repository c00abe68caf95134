'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Copy } from '@/components/ui/copy'
import { pathPieces } from './shorten'

/** A path in full, wrapping after its slashes, with a button that copies it whole. */
export function CopiedPath({ path }: { path: string }) {
  const t = useTranslations('point')
  return (
    <span className="flex items-start gap-1">
      <span className="mono [overflow-wrap:anywhere]">
        {pathPieces(path).map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity and never move
          <Fragment key={index}>
            {piece}
            <wbr />
          </Fragment>
        ))}
      </span>
      <Copy text={path} what={t('path')} />
    </span>
  )
}
