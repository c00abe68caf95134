import { jsonText } from '@/lib/decode/index.ts'
import { decodeInput } from './decode-input'
import type { DecodeAnswer, DecodeRequest } from './outcome'

// Runs beside the page, which stays responsive and ends it when it takes too long. It keeps the last value, for its JSON.

/** Between two signs of life, so that a large file is not a flood of messages. */
const BYTES_PER_SIGN = 16 * 1024 * 1024

let value: unknown

self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => void answer(event.data))

async function answer(request: DecodeRequest): Promise<void> {
  if (request.ask === 'json') {
    // In pieces: one text of it may be longer than a text can be.
    say({ answer: 'json', json: new Blob([...jsonText(value, 2)], { type: 'text/plain' }) })
    return
  }
  let told = 0
  try {
    const decoded = await decodeInput(request.input, (readBytes) => {
      if (readBytes - told < BYTES_PER_SIGN) return
      told = readBytes
      say({ answer: 'alive', readBytes })
    })
    value = decoded.value
    say({ answer: 'outcome', outcome: decoded.outcome })
  } catch (error) {
    say({ answer: 'outcome', outcome: { kind: 'refused', reason: 'unreadable' } })
    // A file that vanished is told; anything else is a defect, which the console shall have.
    if (!(error instanceof DOMException)) throw error
  }
}

function say(message: DecodeAnswer): void {
  self.postMessage(message)
}
