import { Fragment } from 'react'
import { pathPieces } from './shorten'

/** A path that wraps after its slashes. */
export function Path({ path }: { path: string }) {
  return (
    <span className="mono [overflow-wrap:anywhere]">
      {pathPieces(path).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity and never move
        <Fragment key={index}>
          {piece}
          <wbr />
        </Fragment>
      ))}
    </span>
  )
}
