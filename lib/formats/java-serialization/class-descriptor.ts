import { FormatError } from '../format-error.ts'

/** `SC_…` of java.io.ObjectStreamConstants. */
export const FLAG = {
  writeMethod: 0x01,
  serializable: 0x02,
  externalizable: 0x04,
  blockData: 0x08,
  enum: 0x10,
} as const

/** Superclasses that a class may have, described in one another or referred to: every object of it has them all. */
const MOST_SUPERCLASSES = 64

export interface FieldDescriptor {
  /** JVM type code: B C D F I J S Z, `L` for an object, `[` for an array. */
  type: string
  name: string
}

/** Where a field's value lies among all of an object's, superclasses' first, and its type code. */
export interface FieldPlace {
  slot: number
  type: string
}

/** A class as the stream describes it: the writer's view, which need not be any class that exists here. */
export class ClassDescriptor {
  /** Among the classes of its stream, from 0. */
  readonly number: number
  readonly name: string
  readonly serialVersionUID: bigint
  readonly flags: number
  readonly fields: readonly FieldDescriptor[]
  /** Interfaces of a dynamic proxy class; null for any other class. */
  readonly proxyInterfaces: readonly string[] | null
  readonly superclass: ClassDescriptor | null
  /** How many superclasses there are. */
  readonly depth: number
  /** Fields that an object has in the stream, those of superclasses too. */
  readonly fieldCount: number
  /**
   * The nearest superclass with data in an object's serial form: the layer that is read before this one's. What an
   * externalizable class writes is all there is of an object, superclasses or not.
   */
  readonly layerBefore: ClassDescriptor | null
  /** Whether a class of the layout has a `writeObject` or `writeExternal` of its own. */
  readonly isAnnotated: boolean
  /** Of this class alone: a chain of wide classes has each field once. */
  #ownFields: Map<string, number> | null = null
  /** What was asked for, with what there is none of: a class may have 64 above it. */
  readonly #places = new Map<string, FieldPlace | undefined>()

  /**
   * @param at where the description begins.
   * @throws FormatError `tooDeep` for a class with too many superclasses.
   */
  constructor(
    from: {
      number: number
      name: string
      serialVersionUID: bigint
      flags: number
      fields: readonly FieldDescriptor[]
      proxyInterfaces: readonly string[] | null
      superclass: ClassDescriptor | null
    },
    at: number,
  ) {
    this.number = from.number
    this.name = from.name
    this.serialVersionUID = from.serialVersionUID
    this.flags = from.flags
    this.fields = from.fields
    this.proxyInterfaces = from.proxyInterfaces
    const { superclass } = from
    this.superclass = superclass
    this.depth = depthBelow(superclass, at)
    const isWhole = isExternal(from.flags)
    this.fieldCount = isWhole ? 0 : from.fields.length + (superclass?.fieldCount ?? 0)
    this.layerBefore = isWhole ? null : superclass && (hasData(superclass) ? superclass : superclass.layerBefore)
    this.isAnnotated = writes(from.flags) || (superclass?.isAnnotated ?? false)
  }

  /** True for this class itself and for its superclasses. */
  isA(className: string): boolean {
    return this.name === className || (this.superclass?.isA(className) ?? false)
  }

  /** Where a field's value lies among an object's values; a subclass's field hides one of its superclass. */
  place(field: string): FieldPlace | undefined {
    const known = this.#places.get(field)
    if (known || this.#places.has(field)) return known
    const place = this.#find(field)
    this.#places.set(field, place)
    return place
  }

  /** The type code of the field whose value lies there; undefined beyond the last. */
  typeAt(slot: number): string | undefined {
    const inherited = this.fieldCount - this.#ownCount
    return slot < inherited ? this.superclass?.typeAt(slot) : this.fields[slot - inherited]?.type
  }

  get #ownCount(): number {
    return isExternal(this.flags) ? 0 : this.fields.length
  }

  #find(field: string): FieldPlace | undefined {
    if (isExternal(this.flags)) return undefined
    this.#ownFields ??= new Map(this.fields.map(({ name }, i) => [name, i]))
    const i = this.#ownFields.get(field)
    if (i === undefined) return this.superclass === null ? undefined : this.superclass.#find(field)
    return { slot: this.fieldCount - this.fields.length + i, type: this.fields[i]?.type ?? '' }
  }
}

/** Whether a class has data in an object's serial form: fields, or a `writeObject` or `writeExternal` of its own. */
export function hasData({ flags, fields }: { flags: number; fields: readonly unknown[] }): boolean {
  return fields.length > 0 || writes(flags)
}

/** Whether objects of it are what its `writeExternal` wrote. */
export function isExternal(flags: number): boolean {
  return (flags & FLAG.externalizable) !== 0
}

/** Whether it has a `writeObject` or `writeExternal` of its own. */
export function writes(flags: number): boolean {
  return (flags & (FLAG.writeMethod | FLAG.externalizable)) !== 0
}

/** @throws FormatError `tooDeep` where a class described at `at` would have too many superclasses. */
export function depthBelow(superclass: { depth: number } | null, at: number): number {
  if (superclass === null) return 0
  if (superclass.depth < MOST_SUPERCLASSES) return superclass.depth + 1
  throw new FormatError('tooDeep', at, `at most ${MOST_SUPERCLASSES} superclasses`, 'more')
}
