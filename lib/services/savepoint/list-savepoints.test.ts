import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { storageReader } from '../../storage/reader.ts'
import { listSavepoints, newSavepoints } from './list-savepoints.ts'

const JOB = '520554bf500d775132dc38b306ab8b28'
const TARGET = 's3://lake/savepoints'

/** A registered location in a folder of its own. */
async function location() {
  const directory = await mkdtemp(join(tmpdir(), 'weir-savepoints-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const storage = storageReader(() => [{ id: 'a', prefix: 's3://lake', directory }])
  const make = async (name: string, { complete }: { complete: boolean }) => {
    await mkdir(join(directory, 'savepoints', name), { recursive: true })
    if (complete) await writeFile(join(directory, 'savepoints', name, '_metadata'), 'x')
  }
  return { storage, make, directory }
}

it('a job’s savepoints are known by its id, complete or not, and nobody else’s are', async () => {
  const { storage, make, directory } = await location()
  expect(await listSavepoints(storage, TARGET, JOB), 'Flink makes the directory with the first').toEqual([])
  await make('savepoint-520554-00000000000a', { complete: true })
  await make('savepoint-520554-00000000000b', { complete: false })
  await make('savepoint-999999-00000000000c', { complete: true })
  await writeFile(join(directory, 'savepoints', 'savepoint-520554-file'), 'x')
  expect((await listSavepoints(storage, TARGET, JOB))?.sort()).toEqual([
    'savepoint-520554-00000000000a',
    'savepoint-520554-00000000000b',
  ])
})

it('new ones are complete and were not there before', async () => {
  const { storage, make } = await location()
  await make('savepoint-520554-00000000000a', { complete: true })
  const known = await listSavepoints(storage, TARGET, JOB)
  await make('savepoint-520554-00000000000b', { complete: false })
  expect(await newSavepoints(storage, TARGET, JOB, known)).toEqual([])
  await make('savepoint-520554-00000000000c', { complete: true })
  expect(await newSavepoints(storage, `${TARGET}/`, JOB, known)).toEqual([`${TARGET}/savepoint-520554-00000000000c`])
})

it('where nobody can look, nothing is told', async () => {
  const { storage } = await location()
  expect(await listSavepoints(storage, 's3://other/savepoints', JOB)).toBeNull()
  expect(await newSavepoints(storage, TARGET, JOB, null)).toBeNull()
  expect(await newSavepoints(storage, 's3://other/savepoints', JOB, [])).toBeNull()
})
