import { PendingPage } from '@/components/shell/pending-page'

export default function Loading() {
  return <PendingPage shape="fleet" />
}
