/** Puts a text into the clipboard. False where the browser refuses: without permission, and over plain HTTP, where it has none. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
