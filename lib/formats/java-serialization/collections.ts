import { FormatError } from '../format-error.ts'
import { JavaBlockData } from './java-leaves.ts'
import { JavaArray, type JavaObject, type JavaValue, typeName } from './java-value.ts'

// Unmodifiable views of views: one or two deep in practice.
const MAX_WRAPPERS = 16

const WRAPPED_IN: Record<string, string> = {
  'java.util.Collections$UnmodifiableCollection': 'c',
  'java.util.Collections$UnmodifiableList': 'c',
  'java.util.Collections$UnmodifiableRandomAccessList': 'c',
  'java.util.Collections$UnmodifiableSet': 'c',
  'java.util.Collections$UnmodifiableMap': 'm',
}

/** What Flink writes at least for each element that a projection looks at: of what is shared, a reference of five. */
const BYTES_EACH = 2
const LEAST_ELEMENTS = 10_000

/**
 * Elements a projection may look at in all. References make a stream of n bytes stand for far more elements than n
 * (every list holds the list before it many times), while what Flink writes takes bytes for each element.
 */
export class VisitBudget {
  readonly #limit: number
  #left: number

  constructor(stream: { byteLength: number }) {
    this.#limit = Math.max(LEAST_ELEMENTS, Math.floor(stream.byteLength / BYTES_EACH))
    this.#left = this.#limit
  }

  spend(count: number, offset: number): void {
    this.#left -= count
    if (this.#left < 0) {
      throw new FormatError('tooLarge', offset, `at most ${this.#limit} elements`, 'more, by way of references')
    }
  }
}

/** Of a collection: so many, of which each is made when its turn comes. */
interface Contents extends Iterable<JavaValue | JavaBlockData> {
  readonly length: number
}

/** Elements of a JDK list or set, in stream order. */
export function elementsOf(value: JavaObject, budget: VisitBudget): Iterable<JavaValue> {
  const collection = unwrap(value, budget)
  const elements = rawElements(collection)
  budget.spend(elements.length + 1, collection.offset)
  return objectsOf(elements, collection)
}

/** Entries of a JDK map, in stream order. */
export function entriesOf(value: JavaObject, budget: VisitBudget): Iterable<[key: JavaValue, value: JavaValue]> {
  const map = unwrap(value, budget)
  const flat = rawEntries(map)
  budget.spend(flat.length + 1, map.offset)
  return pairsOf(objectsOf(flat, map))
}

function* objectsOf(contents: Contents, { offset, className }: JavaObject): Generator<JavaValue> {
  for (const content of contents) {
    if (content instanceof JavaBlockData)
      throw new FormatError('unexpected', offset, `an object in ${className}`, 'block data')
    yield content
  }
}

function* pairsOf(flat: Iterator<JavaValue> & Iterable<JavaValue>): Generator<[JavaValue, JavaValue]> {
  for (const key of flat) yield [key, flat.next().value ?? null]
}

function unwrap(value: JavaObject, budget: VisitBudget): JavaObject {
  let inner = value
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const field = WRAPPED_IN[inner.className]
    if (field === undefined) return inner
    budget.spend(1, inner.offset)
    inner = inner.object(field)
  }
  throw new FormatError('tooDeep', value.offset, `at most ${MAX_WRAPPERS} views of a collection`, 'more')
}

function rawElements(collection: JavaObject): Contents {
  switch (collection.className) {
    case 'java.util.ArrayList':
      return written(collection, collection.className, 4, () => collection.int('size'))
    case 'java.util.LinkedList':
      return written(collection, collection.className, 4, (head) => head.getInt32(0))
    case 'java.util.HashSet':
    case 'java.util.LinkedHashSet':
      return written(collection, 'java.util.HashSet', 12, (head) => head.getInt32(8))
    case 'java.util.CollSer':
      return written(collection, collection.className, 4, (head) => head.getInt32(0))
    case 'java.util.Collections$EmptyList':
    case 'java.util.Collections$EmptySet':
      return []
    case 'java.util.Collections$SingletonList':
    case 'java.util.Collections$SingletonSet':
      return [collection.field('element')]
    case 'java.util.Arrays$ArrayList': {
      const array = collection.field('a')
      if (array instanceof JavaArray) return array.elements
      throw new FormatError('unexpected', collection.offset, 'an array of objects', typeName(array))
    }
    default:
      throw new FormatError('unsupported', collection.offset, 'a list or set of the JDK', collection.className)
  }
}

function rawEntries(map: JavaObject): Contents {
  switch (map.className) {
    case 'java.util.HashMap':
    case 'java.util.LinkedHashMap':
      return written(map, 'java.util.HashMap', 8, (head) => head.getInt32(4) * 2)
    case 'java.util.TreeMap':
      return written(map, map.className, 4, (head) => head.getInt32(0) * 2)
    case 'java.util.CollSer':
      return written(map, map.className, 4, (head) => head.getInt32(0))
    case 'java.util.Collections$EmptyMap':
      return []
    case 'java.util.Collections$SingletonMap':
      return [map.field('k'), map.field('v')]
    default:
      throw new FormatError('unsupported', map.offset, 'a map of the JDK', map.className)
  }
}

/** The objects a collection's `writeObject` wrote after a head of fixed length, which tells their number. */
function written(
  collection: JavaObject,
  className: string,
  headBytes: number,
  count: (head: DataView) => number,
): Contents {
  const { head, rest } = collection.annotation(className)
  if (!(head instanceof JavaBlockData) || head.bytes.length !== headBytes) {
    const expected = `${headBytes} bytes of block data in ${className}`
    throw new FormatError('unexpected', collection.offset, expected, typeName(head))
  }
  const { buffer, byteOffset, byteLength } = head.bytes
  const expected = count(new DataView(buffer, byteOffset, byteLength))
  if (rest.length === expected) return rest
  throw new FormatError('unexpected', collection.offset, `${expected} objects in ${className}`, `${rest.length}`)
}
