import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageMessages } from '@/app/page-messages'
import { DecoderPage } from '@/components/decoder/decoder-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('decoder')
  return { title: t('title') }
}

/** Nothing of what is decoded comes here: the address has no part for it, and the page sends nothing. */
export default function Page() {
  return (
    <PageMessages page="decoder">
      <DecoderPage />
    </PageMessages>
  )
}
