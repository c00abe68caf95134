// Java serialization streams: as values, as they are spelled, each form with its bytes, and the other way round.

export type { ClassDescriptor } from './class-descriptor.ts'
export { elementsOf, entriesOf, VisitBudget } from './collections.ts'
export { JavaBlockData, JavaClass, JavaEnumConstant, JavaPrimitiveArray } from './java-leaves.ts'
export { JavaArray, JavaObject, type JavaValue } from './java-value.ts'
export { checkJavaStream, JavaObjectStream, type StreamVisitor } from './object-stream.ts'
export type { StreamLimits } from './protocol.ts'
export { readStreamSyntax, readSyntaxUpToDamage } from './read-stream-syntax.ts'
export { writeObjectStream } from './spell-objects.ts'
export type { ContentSyntax, DescriptorPosition, DescriptorSyntax, FieldSyntax, Span } from './stream-syntax.ts'
export { classOf, objectOf, type Writable } from './writable.ts'
export { writeStreamSyntax } from './write-stream-syntax.ts'
