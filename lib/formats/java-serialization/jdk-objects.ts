import { ByteSink } from '../byte-sink.ts'
import { FormatError } from '../format-error.ts'
import {
  classOf,
  objectOf,
  type Writable,
  type WritableBytes,
  type WritableClass,
  type WritableObject,
} from './writable.ts'

// Objects of the JDK as they stand in what Flink serializes. Source: `ObjectStreamClass` and the `writeObject` of each.

const SERIALIZABLE = 2
const WITH_WRITE_OBJECT = 3

const NUMBER = classOf('java.lang.Number', -8742448824652078965n)
const INTEGER = classOf('java.lang.Integer', 1360826667806852920n, 'I value', { superclass: NUMBER })
const LONG = classOf('java.lang.Long', 4290774380558885855n, 'J value', { superclass: NUMBER })
const BYTES = classOf('[B', -5984413125824719648n)
const LONGS = classOf('[J', 8655923659555304851n)
const URI = classOf('java.net.URI', -6052424284110960213n, 'L string Ljava/lang/String;', { flags: WITH_WRITE_OBJECT })
const UUID = classOf('java.util.UUID', -4856846361193249489n, 'J leastSigBits, J mostSigBits')
const ARRAY_LIST = classOf('java.util.ArrayList', 8683452581122892189n, 'I size', { flags: WITH_WRITE_OBJECT })
const EMPTY_LIST = classOf('java.util.Collections$EmptyList', 8842843931221139166n)
const SINGLETON_SET = classOf(
  'java.util.Collections$SingletonSet',
  3193687207550431679n,
  'L element Ljava/lang/Object;',
)
const HASH_MAP = classOf('java.util.HashMap', 362498820763181265n, 'F loadFactor, I threshold', {
  flags: WITH_WRITE_OBJECT,
})
const LINKED_HASH_MAP = classOf('java.util.LinkedHashMap', 3801124242820219131n, 'Z accessOrder', {
  superclass: HASH_MAP,
})

const SMALL_INTS = new Map<number, WritableObject>()

/** The same object for what `Integer.valueOf` keeps: -128 to 127. */
export function boxedInt(value: number): WritableObject {
  const known = SMALL_INTS.get(value)
  if (known) return known
  const made = objectOf(INTEGER, { value })
  if (value >= -128 && value <= 127) SMALL_INTS.set(value, made)
  return made
}

export function boxedLong(value: number): WritableObject {
  return objectOf(LONG, { value })
}

export function byteArray(bytes: Uint8Array): WritableBytes {
  return { kind: 'bytes', class: BYTES, length: bytes.length, bytes }
}

export function longArray(values: readonly number[]): WritableBytes {
  const sink = new ByteSink()
  for (const value of values) sink.long(value)
  return { kind: 'bytes', class: LONGS, length: values.length, bytes: sink.take() }
}

export function uri(text: string): WritableObject {
  return objectOf(URI, { string: text })
}

/** @throws FormatError for text that is none. */
export function uuid(text: string): WritableObject {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new FormatError('malformedText', 0, 'a UUID', text)
  const digits = text.replaceAll('-', '')
  return objectOf(UUID, { mostSigBits: signedHex(digits.slice(0, 16)), leastSigBits: signedHex(digits.slice(16)) })
}

/** 16 hex digits as the signed 64 bits they stand for. */
export function signedHex(digits: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${digits}`))
}

export function arrayList(elements: readonly Writable[]): WritableObject {
  const capacity = intBytes([elements.length])
  return objectOf(ARRAY_LIST, { size: elements.length }, { [ARRAY_LIST.name]: [capacity, ...elements] })
}

export function emptyList(): WritableObject {
  return objectOf(EMPTY_LIST, {})
}

export function singletonSet(element: Writable): WritableObject {
  return objectOf(SINGLETON_SET, { element })
}

/** In the order of the entries, which in Java is that of the keys' hashes. */
export function hashMap(entries: readonly (readonly [Writable, Writable])[]): WritableObject {
  const buckets = bucketsFor(entries.length)
  const head = intBytes([buckets, entries.length])
  const threshold = entries.length === 0 ? 0 : buckets * 0.75
  return objectOf(HASH_MAP, { loadFactor: 0.75, threshold }, { [HASH_MAP.name]: [head, ...entries.flat()] })
}

/** In the order in which the entries were put in. */
export function linkedHashMap(entries: readonly (readonly [Writable, Writable])[]): WritableObject {
  const { fields, written } = hashMap(entries)
  return objectOf(LINKED_HASH_MAP, { ...fields, accessOrder: false }, written)
}

export function arrayClass(name: string, serialVersionUID: bigint): WritableClass {
  return classOf(name, serialVersionUID, '', { flags: SERIALIZABLE })
}

/** The first power of two from 16 on that is no more than three quarters full. */
function bucketsFor(size: number): number {
  let buckets = 16
  while (size > buckets * 0.75) buckets *= 2
  return buckets
}

function intBytes(values: readonly number[]): Uint8Array {
  const sink = new ByteSink()
  for (const value of values) sink.i4(value)
  return sink.take()
}
