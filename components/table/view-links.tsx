'use client'

import { Select } from '@/components/ui/select'

export interface ViewLink<Name extends string> {
  name: Name
  label: string
  count: number
  current: boolean
}

/** The views of a list, with how many rows each has; on small screens a menu. */
export function ViewLinks<Name extends string>({
  label,
  views,
  onChoose,
}: {
  label: string
  views: readonly ViewLink<Name>[]
  onChoose: (name: Name) => void
}) {
  const current = views.find((view) => view.current) ?? views[0]
  return (
    <>
      <nav aria-label={label} className="-ml-2 flex gap-0.5 small:hidden">
        {views.map((view) => (
          <button
            key={view.name}
            type="button"
            aria-current={view.current ? 'true' : undefined}
            onClick={() => onChoose(view.name)}
            className="flex h-control items-center gap-1.5 rounded-md border border-transparent px-2 whitespace-nowrap text-ink-2 hover:bg-hover aria-[current]:border-line aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink"
          >
            {view.label}
            <span className="text-meta font-normal text-ink-3">{view.count}</span>
          </button>
        ))}
      </nav>
      {current ? (
        <span className="-ml-2 hidden small:inline-flex">
          <Select
            label={label}
            value={current.name}
            options={views.map(({ name, label: text, count }) => ({ value: name, label: `${text} ${count}` }))}
            onChoose={onChoose}
          />
        </span>
      ) : null}
    </>
  )
}
