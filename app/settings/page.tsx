import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readView } from '@/app/read-view'
import { SettingsPage } from '@/components/settings/settings-page'
import { readHistorySettings } from '@/lib/services/settings/history-settings'
import { saveHistory } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('title') }
}

export default function Page() {
  return readView({
    page: 'settings',
    read: () => readHistorySettings(),
    render: (view) => <SettingsPage view={view} saveHistory={saveHistory} />,
  })
}
