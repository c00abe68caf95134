// Java serialization streams as they are spelled, each form with its bytes.

export { readStreamSyntax } from './read-stream-syntax.ts'
export type { ContentSyntax, DescriptorPosition, DescriptorSyntax, FieldSyntax, Span } from './stream-syntax.ts'
