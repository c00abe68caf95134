import { Icon, type IconName } from './icon'

/** One of some values, chosen from the browser's own menu: it knows every keyboard, reader and screen. */
export function Select<Value extends string>({
  label,
  value,
  options,
  icon,
  strong = false,
  onChoose,
}: {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  icon?: IconName
  strong?: boolean
  onChoose: (value: Value) => void
}) {
  const shown = options.find((option) => option.value === value)?.label ?? value
  return (
    <span className="relative inline-flex h-control min-w-0 items-center gap-1.5 rounded-md px-2 text-ink-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus hover:bg-hover">
      {icon ? <Icon name={icon} className="text-ink-3" /> : null}
      <span aria-hidden="true" className={`truncate ${strong ? 'font-medium text-ink' : ''}`}>
        {shown}
      </span>
      <Icon name="down" size={12} className="text-ink-3" />
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onChoose(chosen.value)
        }}
        className="absolute inset-0 cursor-default bg-raised text-ink opacity-0"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
