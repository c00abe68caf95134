import { cva } from 'class-variance-authority'

/** The classes of a button or of a link that looks like one. */
export const button = cva('inline-flex items-center gap-1.5 rounded-md border font-medium whitespace-nowrap', {
  variants: {
    kind: {
      plain: 'border-line-2 bg-base text-ink hover:bg-hover',
      quiet: 'border-transparent text-ink-2 font-normal hover:bg-hover',
      /** One in a view at most. */
      primary: 'border-accent bg-accent text-accent-ink hover:opacity-90',
      /** Stays in its place while it can't act; its tip says why. */
      disabled: 'cursor-not-allowed border-line-2 bg-sunk text-ink-3',
    },
    size: {
      control: 'h-control px-2.5 text-body',
      small: 'h-6 px-2 text-table',
      icon: 'h-control min-w-control justify-center px-1.5 text-table',
    },
  },
  defaultVariants: { kind: 'plain', size: 'control' },
})
