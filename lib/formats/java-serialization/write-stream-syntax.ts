import { ByteSink } from '../byte-sink.ts'
import { encodeModifiedUtf8 } from '../encode-modified-utf8.ts'
import { FIRST_HANDLE, MAGIC, TC, VERSION } from './protocol.ts'
import type {
  ArraySyntax,
  BlockDataSyntax,
  ContentSyntax,
  DescriptorSyntax,
  LayerSyntax,
  StringSyntax,
} from './stream-syntax.ts'

/** Writes a stream as it is spelled: the opposite of `readStreamSyntax`. Spans are not looked at. */
export function writeStreamSyntax(contents: readonly ContentSyntax[]): Uint8Array {
  const sink = new ByteSink()
  sink.u2(MAGIC)
  sink.u2(VERSION)
  for (const content of contents) writeContent(sink, content)
  return sink.take()
}

function writeContent(sink: ByteSink, content: ContentSyntax): void {
  switch (content.form) {
    case 'null':
      sink.u1(TC.null)
      break
    case 'reset':
      sink.u1(TC.reset)
      break
    case 'rest':
      throw new RangeError('only the start of this stream was read')
    case 'reference':
      sink.u1(TC.reference)
      sink.i4(content.handle + FIRST_HANDLE)
      break
    case 'string':
      writeString(sink, content)
      break
    case 'blockData':
      writeBlockData(sink, content)
      break
    case 'object':
      sink.u1(TC.object)
      writeContent(sink, content.descriptor)
      for (const layer of content.layers) writeLayer(sink, layer)
      break
    case 'array':
      writeArray(sink, content)
      break
    case 'enum':
      sink.u1(TC.enum)
      writeContent(sink, content.descriptor)
      writeContent(sink, content.constant)
      break
    case 'class':
      sink.u1(TC.class)
      writeContent(sink, content.descriptor)
      break
    case 'descriptor':
      writeDescriptor(sink, content)
      break
  }
}

function writeLayer(sink: ByteSink, { fields, annotation }: LayerSyntax): void {
  for (const field of fields) {
    if (field instanceof Uint8Array) sink.raw(field)
    else writeContent(sink, field)
  }
  if (annotation) writeAnnotation(sink, annotation)
}

function writeArray(sink: ByteSink, { descriptor, length, elements }: ArraySyntax): void {
  sink.u1(TC.array)
  writeContent(sink, descriptor)
  sink.i4(length)
  if (elements instanceof Uint8Array) sink.raw(elements)
  else for (const element of elements) writeContent(sink, element)
}

function writeBlockData(sink: ByteSink, { bytes, long }: BlockDataSyntax): void {
  sink.u1(long ? TC.blockDataLong : TC.blockData)
  if (long) sink.i4(bytes.length)
  else sink.u1(bytes.length)
  sink.raw(bytes)
}

function writeDescriptor(sink: ByteSink, descriptor: DescriptorSyntax): void {
  if (descriptor.class) {
    const { name, serialVersionUID, flags, fields } = descriptor.class
    sink.u1(TC.classDescriptor)
    sink.utf(name)
    sink.i8(serialVersionUID)
    sink.u1(flags)
    sink.u2(fields.length)
    for (const field of fields) {
      sink.u1(field.type.charCodeAt(0))
      sink.utf(field.name)
      if (field.signature) writeContent(sink, field.signature)
    }
  } else {
    const interfaces = descriptor.proxyInterfaces ?? []
    sink.u1(TC.proxyClassDescriptor)
    sink.i4(interfaces.length)
    for (const each of interfaces) sink.utf(each)
  }
  writeAnnotation(sink, descriptor.annotation)
  writeContent(sink, descriptor.superclass)
}

function writeAnnotation(sink: ByteSink, contents: readonly ContentSyntax[]): void {
  for (const content of contents) writeContent(sink, content)
  sink.u1(TC.endBlockData)
}

function writeString(sink: ByteSink, { text, long }: StringSyntax): void {
  const bytes = encodeModifiedUtf8(text)
  sink.u1(long ? TC.longString : TC.string)
  if (long) sink.long(bytes.length)
  else sink.u2(bytes.length)
  sink.raw(bytes)
}
