// Bytes of unknown kind → what they are and what they say. Pure; shared by the command line and the decoder page.

export { type ByteView, byteViews, failureView } from './byte-view.ts'
export { damagedParts } from './damaged-parts.ts'
export { type Content, type ContentKind, type Decoded, decode } from './decode.ts'
export { DecodeError, type OffsetUnit } from './decode-error.ts'
export { goldenSums, goldenValues, hasGolden } from './golden.ts'
export type { OutlineNode } from './java-outline.ts'
export { jsonText, wholeJsonText } from './json-text.ts'
export { projectContent, projectWatchEvent, summarizeContent } from './project-content.ts'
export { isMetadata, MAX_INPUT_BYTES } from './recognise.ts'
