import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { OperationOrdersProvider } from '@/components/operation/operation-orders'
import { OperationsChip } from '@/components/operation/operations-chip'
import { isTheme, THEME_COOKIE } from '@/components/preference/theme'
import { Help } from '@/components/shell/help'
import { LanguageSwitch } from '@/components/shell/language-switch'
import { Palette } from '@/components/shell/palette'
import { Rail } from '@/components/shell/rail'
import { ThemeSwitch } from '@/components/shell/theme-switch'
import { TipLayer } from '@/components/ui/tip-layer'
import { env } from '@/lib/env'
import { geistMono, geistSans } from './fonts'
import { pickMessages, SHELL_MESSAGES } from './message-names'
import { chooseLocale, chooseTheme } from './preferences'
import { orderSavepoint } from './savepoint-action'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { default: t('name'), template: `%s · ${t('name')}` }, description: t('description') }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  const t = await getTranslations('shell')
  const chosen = (await cookies()).get(THEME_COOKIE)?.value
  const theme = isTheme(chosen) ? chosen : 'system'
  return (
    <html
      lang={locale === 'zh' ? 'zh-CN' : locale}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${geistSans.variable} ${geistMono.variable}`}
      // The theme switch changes data-theme before the server hears of it.
      suppressHydrationWarning
    >
      <body className="shell">
        <NextIntlClientProvider messages={pickMessages(await getMessages(), SHELL_MESSAGES)}>
          <a
            href="#main"
            className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30 focus:rounded-md focus:bg-base focus:px-3 focus:py-1.5"
          >
            {t('skip')}
          </a>
          <Rail demo={env().demo} />
          {/* Above the heads of tables: what waits for the script of the search lies in here. */}
          <header className="z-[2] flex items-center gap-1 justify-self-end pr-page [grid-area:top]">
            <Palette />
            <OperationsChip />
            <Help />
            <LanguageSwitch choose={chooseLocale} />
            <ThemeSwitch current={theme} choose={chooseTheme} />
          </header>
          <OperationOrdersProvider savepoint={orderSavepoint}>{children}</OperationOrdersProvider>
          <TipLayer />
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
