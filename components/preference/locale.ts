export const LOCALES = ['en', 'zh'] as const
export type Locale = (typeof LOCALES)[number]

export const LOCALE_COOKIE = 'weir-locale'

/** No browser sends more; what comes after is not read. */
const ACCEPT_LANGUAGE_LIMIT = 512

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/**
 * The language to speak: the person's choice, else the first language of `Accept-Language` that Weir has, else English.
 *
 * @param chosen value of the cookie, as sent.
 * @param acceptLanguage the header, as sent (RFC 9110, 12.5.4); ranges without a readable weight count as 1.
 */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen
  const ranges = (acceptLanguage ?? '')
    .slice(0, ACCEPT_LANGUAGE_LIMIT)
    .split(',')
    .map((range, position) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters[0] ?? '')?.[1] ?? 1)
      return { language: tag.split('-')[0], weight: Number.isFinite(weight) ? weight : 1, position }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
  for (const { language } of ranges) if (isLocale(language)) return language
  return 'en'
}
