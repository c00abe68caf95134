// Java serialization streams as they are spelled, each form with its bytes, and whether they are whole.

export { checkJavaStream } from './object-stream.ts'
export { readStartOfSyntax } from './read-stream-syntax.ts'
export type { ContentSyntax, DescriptorPosition, DescriptorSyntax, FieldSyntax, Span } from './stream-syntax.ts'
