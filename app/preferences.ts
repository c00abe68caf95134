'use server'

import { cookies, headers } from 'next/headers'
import { isLocale, LOCALE_COOKIE } from '@/components/preference/locale'
import { isTheme, THEME_COOKIE } from '@/components/preference/theme'
import { requireOwnOrigin } from '@/lib/auth/origin'

const A_YEAR_S = 365 * 24 * 60 * 60

/** A page of another place changes nothing here, not even this. */
async function remember(name: string, value: string): Promise<void> {
  requireOwnOrigin(await headers())
  ;(await cookies()).set(name, value, { path: '/', maxAge: A_YEAR_S, sameSite: 'lax', httpOnly: true })
}

/** Remembers the language of this browser; the page comes back in it. Anything but a language of ours is ignored. */
export async function chooseLocale(locale: string): Promise<void> {
  if (isLocale(locale)) await remember(LOCALE_COOKIE, locale)
}

/** Remembers the theme of this browser; `system` follows the operating system. */
export async function chooseTheme(theme: string): Promise<void> {
  if (isTheme(theme)) await remember(THEME_COOKIE, theme)
}
