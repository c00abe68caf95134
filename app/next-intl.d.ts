import type { Locale } from '@/components/preference/locale'
import type messages from '../messages/en.json'

// Keys of messages are checked by the compiler.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof messages
  }
}
