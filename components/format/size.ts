// One for each language and number of digits: to make a formatter takes a hundred times as long as to use it.
const formatters = new Map<string, Intl.NumberFormat>()

function formatterOf(locale: string, digits: number): Intl.NumberFormat {
  const known = formatters.get(`${locale} ${digits}`)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  })
  formatters.set(`${locale} ${digits}`, made)
  return made
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/**
 * Bytes in binary units with three significant figures: `840 B`, `31.2 MiB`, `1.31 GiB`, `212 GiB`.
 *
 * @param locale decides the decimal mark only: the units are the same everywhere.
 */
export function binarySize(bytes: number, locale: string): string {
  let unit = 0
  let value = Math.max(0, bytes)
  // 1023.5 would round to 1024 of the smaller unit.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${formatterOf(locale, digits).format(value)} ${UNITS[unit]}`
}
