/** `SC_…` of java.io.ObjectStreamConstants. */
export const FLAG = {
  writeMethod: 0x01,
  serializable: 0x02,
  externalizable: 0x04,
  blockData: 0x08,
  enum: 0x10,
} as const

export interface FieldDescriptor {
  /** JVM type code: B C D F I J S Z, `L` for an object, `[` for an array. */
  type: string
  name: string
  /** JVM signature of an object's or array's type (`Ljava/lang/String;`); null for primitives. */
  signature: string | null
}

/** A class as the stream describes it: the writer's view, which need not be any class that exists here. */
export class ClassDescriptor {
  readonly name: string
  readonly serialVersionUID: bigint
  readonly flags: number
  readonly fields: readonly FieldDescriptor[]
  /** Interfaces of a dynamic proxy class; null for any other class. */
  readonly proxyInterfaces: readonly string[] | null
  readonly superclass: ClassDescriptor | null
  readonly #slots = new Map<string, number>()
  #layout: readonly ClassDescriptor[] | null = null

  constructor(from: {
    name: string
    serialVersionUID: bigint
    flags: number
    fields: readonly FieldDescriptor[]
    proxyInterfaces: readonly string[] | null
    superclass: ClassDescriptor | null
  }) {
    this.name = from.name
    this.serialVersionUID = from.serialVersionUID
    this.flags = from.flags
    this.fields = from.fields
    this.proxyInterfaces = from.proxyInterfaces
    this.superclass = from.superclass
  }

  /**
   * The classes that have data in an object's serial form, superclass first. Made when the first object asks: a stream
   * can describe many more classes than it has objects of.
   */
  get layout(): readonly ClassDescriptor[] {
    if (this.#layout) return this.#layout
    const layout: ClassDescriptor[] = []
    for (const descriptor of chain(this)) {
      const hasData =
        descriptor.fields.length > 0 || (descriptor.flags & (FLAG.writeMethod | FLAG.externalizable)) !== 0
      if (hasData) layout.push(descriptor)
    }
    this.#layout = layout.reverse()
    return this.#layout
  }

  /** True for this class itself and for its superclasses. */
  isA(className: string): boolean {
    for (const descriptor of chain(this)) {
      if (descriptor.name === className) return true
    }
    return false
  }

  /** Where a field's value lies among an object's values; a subclass's field hides one of its superclass. */
  slot(field: string): number | undefined {
    if (this.#slots.size === 0) this.#indexFields()
    return this.#slots.get(field)
  }

  #indexFields(): void {
    let slot = 0
    for (const descriptor of this.layout) {
      for (const field of descriptor.fields) this.#slots.set(field.name, slot++)
    }
  }
}

/** The class and its superclasses. */
function* chain(descriptor: ClassDescriptor): Generator<ClassDescriptor> {
  for (let each: ClassDescriptor | null = descriptor; each; each = each.superclass) yield each
}
