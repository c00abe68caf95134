'use client'

import { useTranslations } from 'next-intl'
import { Copy } from '@/components/ui/copy'
import { pathPieces } from './shorten'

/** A path whose lines break after its slashes, and within a name only where it alone is longer than the line. */
export function PathText({ path }: { path: string }) {
  return pathPieces(path).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity and never move
    <span key={index} className="inline-block max-w-full">
      {piece}
    </span>
  ))
}

/** A path in full, with a button that copies it whole. */
export function CopiedPath({ path }: { path: string }) {
  const t = useTranslations('point')
  return (
    <span className="block">
      <span className="mono [overflow-wrap:anywhere]">
        <PathText path={path} />
      </span>{' '}
      <Copy text={path} what={t('path')} />
    </span>
  )
}
