import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { LOCALE_COOKIE, pickLocale } from '@/components/preference/locale'

export default getRequestConfig(async () => {
  const locale = pickLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
  const { default: messages } = await (locale === 'zh' ? import('../messages/zh.json') : import('../messages/en.json'))
  return { locale, messages }
})
