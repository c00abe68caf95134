import type { Page } from '@playwright/test'

/** What of a screen is measured, by what it is called in docs/screens.md. */
const PARTS: Readonly<Record<string, string>> = {
  'top bar': 'body > header',
  rail: 'body > nav',
  'rail entry': 'body > nav a[aria-current]',
  strip: 'main > dl',
  'strip figure': 'main > dl dd > span',
  'tool bar': 'main > div',
  'table head': 'thead th',
  row: 'tbody tr[data-row]',
  cell: 'tbody tr[data-row] td',
  'mono in a cell': 'tbody tr[data-row] td .mono',
  spark: 'tbody tr[data-row] td svg[width="99"]',
  'status bar': 'footer',
}

/** Height and type of each part, and the width of each column, as the browser computed them. */
export async function measure(page: Page): Promise<string[]> {
  return page.evaluate((parts) => {
    const lines = Object.entries(parts).flatMap(([name, selector]) => {
      const element = document.querySelector(selector)
      if (!element) return []
      const { fontSize, lineHeight, fontWeight } = getComputedStyle(element)
      const { width, height } = element.getBoundingClientRect()
      return `${name}: ${width.toFixed(0)} × ${height.toFixed(0)}, ${fontSize}/${lineHeight} ${fontWeight}`
    })
    const columns = [...document.querySelectorAll('thead th')]
      .map((head) => ({ text: head.textContent?.trim() ?? '', width: head.getBoundingClientRect().width }))
      .filter(({ width }) => width > 0)
      .map(({ text, width }) => `${text} ${width.toFixed(0)}`)
    return [...lines, `columns: ${columns.join(' · ')}`]
  }, PARTS)
}
