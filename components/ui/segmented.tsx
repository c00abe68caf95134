'use client'

/** Some values side by side, of which one is pressed. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChoose,
}: {
  label: string
  options: readonly { value: Value; label: string }[]
  /** Null: none of them. */
  value: Value | null
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset
      aria-label={label}
      className="inline-flex h-[26px] flex-none overflow-hidden rounded-md border border-line-2"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
          className="border-l border-line px-[9px] text-table whitespace-nowrap text-ink-2 first:border-l-0 hover:bg-hover aria-pressed:bg-selected aria-pressed:font-medium aria-pressed:text-ink"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
