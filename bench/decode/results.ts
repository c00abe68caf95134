import { z } from 'zod'

/** What `--json` prints of one file: medians of a run, in a shape that other programs read. */
const Result = z.strictObject({
  file: z.string().min(1),
  bytes: z.int().positive(),
  mode: z.enum(['full', 'summary']),
  rival: z.enum(['flink', 'ObjectInputStream', 'java-deserialization', 'java-object-serialization']),
  oursMs: z.number().positive(),
  rivalMs: z.number().positive(),
  /** How many times faster ours is. */
  ratio: z.number().positive(),
  /** Most memory of our process, its runtime and the file with it. */
  peakMb: z.number().positive(),
})
export type Result = z.infer<typeof Result>

export const Results = z.strictObject({ results: z.array(Result).min(1) })
export type Results = z.infer<typeof Results>
