'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'

/**
 * The field that search and commands are typed into. It takes the focus as it appears, in the same step in which it takes
 * the place of another one: no key falls between the two.
 *
 * @param props.chosenId the id of the choice that Enter would take
 */
export function PaletteField({
  text,
  onText,
  onKeyDown,
  chosenId,
}: {
  text: string
  onText: (text: string) => void
  onKeyDown: (event: KeyboardEvent) => void
  chosenId: string | undefined
}) {
  const t = useTranslations('palette')
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  return (
    <div className="flex h-11 flex-none items-center gap-2.5 border-b border-line px-4 text-ink-3">
      <Icon name="search" />
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="choices"
        aria-activedescendant={chosenId}
        aria-label={t('label')}
        placeholder={t('hint')}
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        ref={field}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="min-w-0 flex-1 bg-transparent text-lead text-ink outline-none placeholder:text-ink-3"
      />
    </div>
  )
}
