import type { ClassDescriptor } from './class-descriptor.ts'

// Values of a Java serialization stream that hold no others.

/** Bytes that a class's own `writeObject` or `writeExternal` wrote between objects. */
export class JavaBlockData {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

export class JavaEnumConstant {
  readonly descriptor: ClassDescriptor
  readonly name: string

  constructor(descriptor: ClassDescriptor, name: string) {
    this.descriptor = descriptor
    this.name = name
  }
}

/** A `java.lang.Class`. */
export class JavaClass {
  readonly descriptor: ClassDescriptor

  constructor(descriptor: ClassDescriptor) {
    this.descriptor = descriptor
  }
}

/** An array of primitives, left as the big-endian bytes it was read from. */
export class JavaPrimitiveArray {
  readonly descriptor: ClassDescriptor
  readonly length: number
  readonly bytes: Uint8Array

  constructor(descriptor: ClassDescriptor, length: number, bytes: Uint8Array) {
    this.descriptor = descriptor
    this.length = length
    this.bytes = bytes
  }
}
