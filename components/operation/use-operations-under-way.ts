'use client'

import { useEffect, useState } from 'react'
import { followStream } from '@/components/live/stream'
import { subjectText } from '@/components/live/stream-subject'
import type { OperationView } from '@/lib/fleet/operation-view'

/** All that are under way, newest first; none until the stream has told. A stream that is cut tells all again once it is back. */
export function useOperationsUnderWay(): readonly OperationView[] {
  const [underWay, setUnderWay] = useState<readonly OperationView[]>([])
  useEffect(
    () =>
      followStream({ subject: subjectText({ view: 'operations' }), cursor: '' }, (event) => {
        if (event.kind === 'message' && event.message.kind === 'operations') setUnderWay(event.message.underWay)
      }),
    [],
  )
  return underWay
}
