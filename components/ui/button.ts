import { cva } from 'class-variance-authority'

/** The classes of a button or of a link that looks like one. */
export const button = cva(
  'inline-flex items-center gap-1.5 rounded-md border font-medium whitespace-nowrap hover:bg-hover',
  {
    variants: {
      kind: {
        plain: 'border-line-2 bg-base text-ink',
        quiet: 'border-transparent text-ink-2 font-normal',
      },
      size: {
        control: 'h-control px-2.5 text-body',
        small: 'h-6 px-2 text-table',
        icon: 'h-control min-w-control justify-center px-1.5 text-table',
      },
    },
    defaultVariants: { kind: 'plain', size: 'control' },
  },
)
