import { useTranslations } from 'next-intl'
import { PlainPage } from '@/components/shell/plain-page'

export default function NotFound() {
  const t = useTranslations('notFound')
  return (
    <PlainPage title={t('page')}>
      <p>{t('pageMeans')}</p>
    </PlainPage>
  )
}
