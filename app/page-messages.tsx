import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreMessages } from '@/components/shell/more-messages'
import { PAGE_MESSAGES, type PageName, pickMessages } from './message-names'

/** Gives the components of a page the messages that they ask for, beside those of the shell. */
export async function PageMessages({ page, children }: { page: PageName; children: ReactNode }) {
  return <MoreMessages messages={pickMessages(await getMessages(), PAGE_MESSAGES[page])}>{children}</MoreMessages>
}
