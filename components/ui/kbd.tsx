export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-sm border border-line-2 bg-base px-1 font-mono text-meta leading-[13px] text-ink-3">
      {children}
    </kbd>
  )
}
