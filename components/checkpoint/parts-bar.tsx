'use client'

import type { CheckpointParts } from '@/lib/fleet/timeline-view'

const PARTS = [
  ['startDelayMs', 'bg-chart-delay'],
  ['alignmentMs', 'bg-chart-align'],
  ['syncMs', 'bg-chart-sync'],
  ['asyncMs', 'bg-chart-async'],
] as const

/**
 * What a duration is made of, as long as its share of the longest one beside it. The figures stand in the cells next to it.
 *
 * @param props.ofMs the duration that fills the whole width
 */
export function PartsBar({
  parts,
  durationMs,
  ofMs,
}: {
  parts: CheckpointParts | null
  durationMs: number
  ofMs: number
}) {
  const share = ofMs <= 0 ? 0 : Math.min(1, durationMs / ofMs)
  const sum = parts === null ? 0 : PARTS.reduce((total, [part]) => total + parts[part], 0)
  return (
    <span aria-hidden="true" className="block h-2 min-w-0 flex-1">
      <span className="flex h-2 min-w-px gap-px" style={{ width: `${share * 100}%` }}>
        {parts === null || sum <= 0 ? (
          <span className="h-2 flex-1 bg-chart-spark" />
        ) : (
          PARTS.map(([part, colour]) =>
            parts[part] > 0 ? (
              <span key={part} className={`h-2 min-w-px ${colour}`} style={{ flexGrow: parts[part] / sum }} />
            ) : null,
          )
        )}
      </span>
    </span>
  )
}
