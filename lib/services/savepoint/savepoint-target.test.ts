import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configuredTarget, faultOfTarget, faultOfTyped, flinkPath, liesIn } from './savepoint-target.ts'

describe('the directory that is asked for', () => {
  it.each([
    's3://lake/savepoints',
    's3://lake/savepoints/',
    's3://lake',
    'file:///srv/savepoints',
    'file:/srv/savepoints',
    'hdfs://name:8020/flink',
    'hdfs:///flink/savepoints',
    'viewfs:///flink',
    'dbfs:/flink/savepoints',
    'alluxio://zk@one:2181,two:2181/flink',
    'abfs://container@account.dfs.core.windows.net/x',
  ])('may be %s', (target) => expect(faultOfTyped(target)).toBeNull())

  it.each([
    '',
    'savepoints',
    'relative/dir',
    '/srv/savepoints',
    './x',
    'file://',
    'file:///',
    'file://host/x',
    'hdfs:///',
    's3:///x',
    's3a:///x',
    'gs:/x',
    'abfss:///x',
    's3:x',
    's3://lake/../other',
    's3://lake/./x',
    's3://lake//x',
    's3://lake/x//',
    'file:////srv',
    'file:///srv/a\\..\\..\\etc',
    's3://lake/x?versionId=1',
    's3://lake/x#y',
    's3://lake/a\nb',
    ' s3://lake/x',
    's3://lake/x ',
    `s3://lake/${'x'.repeat(2_000)}`,
  ])('may not be %j', (target) => expect(faultOfTyped(target)).not.toBeNull())

  it.each([
    's3://AKIA:canary@lake/x',
    's3://AKIA:cana/ry@lake/x',
    'hdfs://user:canary@name:8020/x',
    's3://lake/x?X-Amz-Signature=canary',
    'wasbs://container@account/x?sig=canary',
  ])('may not carry a secret, typed or configured: %s', (target) => {
    expect(faultOfTyped(target)).toBe('secret')
    expect(faultOfTarget(target)).toBe('secret')
  })

  it('may be configured in any spelling that Flink mends', () => {
    for (const target of ['s3://lake/flink//savepoints', 's3://lake/./x/', 'file:///srv/a\\b']) {
      expect(faultOfTarget(target)).toBeNull()
    }
    expect(faultOfTarget('s3://lake/../../x')).toBe('invalid')
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => faultOfTyped(text) !== undefined && flinkPath(text) !== undefined))
  })
})

describe('the directory a cluster is configured with', () => {
  const of = (settings: Record<string, string>, version = '1.20.5') =>
    configuredTarget(new Map(Object.entries(settings)), version)

  it('goes by the name its release reads, and that one’s older names', () => {
    const both = { 'state.savepoints.dir': 's3://old', 'execution.checkpointing.savepoint-dir': 's3://new' }
    expect(of(both)).toBe('s3://new')
    expect(of(both, '1.14.6')).toBe('s3://old')
    expect(of({ 'state.savepoints.dir': 's3://old' })).toBe('s3://old')
    expect(of({ 'savepoints.state.backend.fs.dir': 's3://oldest' }, '1.14.6')).toBe('s3://oldest')
    expect(of({ 'state.backend.fs.savepointdir': 's3://no-key-of-flink' })).toBeNull()
    expect(of({ 'state.savepoints.dir': ' ' })).toBeNull()
    expect(of({})).toBeNull()
  })

  it('is spelled as Flink spells it, with the scheme that Flink would take', () => {
    expect(of({ 'state.savepoints.dir': '/srv/x' })).toBe('file:///srv/x')
    expect(of({ 'state.savepoints.dir': '/x', 'fs.default-scheme': 'hdfs://name:8020/' })).toBe('hdfs://name:8020/x')
    expect(of({ 'state.savepoints.dir': 's3://lake/flink//a/./b/../c/' })).toBe('s3://lake/flink/a/c')
  })
})

describe('where a savepoint lies', () => {
  const NAME = 'savepoint-1a2b3c-0123456789ab'

  it('is right in the directory that was asked for, however either is spelled', () => {
    expect(liesIn(`file:/srv/sp/${NAME}`, 'file:///srv/sp/')).toBe(true)
    expect(liesIn(`s3://lake/sp/${NAME}`, 's3://lake/sp')).toBe(true)
    expect(liesIn(`s3://lake/${NAME}`, 's3://lake')).toBe(true)
    expect(liesIn(`s3://lake/flink/sp/${NAME}`, 's3://lake/flink//sp')).toBe(true)
    expect(liesIn(`s3://lake/flink/sp/${NAME}`, 's3://lake/flink/./sp')).toBe(true)
    expect(liesIn(`file:/srv/a/b/${NAME}`, 'file:///srv/a\\b')).toBe(true)
  })

  it('may have the authority that Flink filled in, and no other', () => {
    expect(liesIn(`hdfs://name:8020/sp/${NAME}`, 'hdfs:///sp')).toBe(true)
    expect(liesIn(`hdfs://other:8020/sp/${NAME}`, 'hdfs://name:8020/sp')).toBe(false)
    expect(liesIn(`s3://name/sp/${NAME}`, 'hdfs:///sp')).toBe(false)
  })

  it('is nowhere else', () => {
    expect(liesIn(`s3://lake/spare/${NAME}`, 's3://lake/sp')).toBe(false)
    expect(liesIn(`s3://lake/sp/x/${NAME}`, 's3://lake/sp')).toBe(false)
    expect(liesIn(`s3://lake/sp/../${NAME}`, 's3://lake/sp')).toBe(false)
    expect(liesIn('s3://lake/sp/chk-1', 's3://lake/sp')).toBe(false)
    expect(liesIn('s3://lake/sp', 's3://lake/sp')).toBe(false)
  })
})
