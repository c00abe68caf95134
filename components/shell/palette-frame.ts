/** The size of search and commands, the same while its script is on its way and after. */
export const PALETTE_SIZE = 'top-24 flex max-h-[min(480px,calc(100dvh-120px))] w-160 flex-col small:max-h-none'
