/**
 * Where in a text `JSON.parse` stopped, in characters: V8 and JavaScriptCore tell the position or that the text ends,
 * SpiderMonkey the line and column. 0 where an engine tells nothing.
 */
export function syntaxErrorOffset(error: unknown, text: string): number {
  const message = error instanceof Error ? error.message : ''
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Math.min(Number(position), text.length)
  const place = /line (\d+) column (\d+)/.exec(message)
  if (place) {
    let start = 0
    for (let line = 1; line < Number(place[1]); line++) start = text.indexOf('\n', start) + 1
    return Math.min(start + Number(place[2]) - 1, text.length)
  }
  return /end of|EOF|unterminated/i.test(message) ? text.length : 0
}
