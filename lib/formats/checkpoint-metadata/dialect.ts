import { FormatError } from '../format-error.ts'

/**
 * How a file is laid out where its version number does not tell. Three Flink releases wrote different layouts under
 * version 3; which one it is shows only in that another does not come out at the last byte.
 */
export interface Dialect {
  version: 2 | 3 | 4 | 5 | 6
  /** 1.14: changelog handles without sizes and ids. */
  changelogOf114: boolean
  /** 1.11: channel state without the subtask's index. */
  channelsOf111: boolean
  /** Set by the reader: the file has what the two differ in, so that another try makes sense. */
  metChangelog: boolean
  metChannels: boolean
}

export function newestDialect(version: Dialect['version']): Dialect {
  return { version, changelogOf114: false, channelsOf111: false, metChangelog: false, metChannels: false }
}

/** The other layouts that a version 3 file may have after `tried` failed, likeliest first. */
export function otherDialects(tried: Dialect): Dialect[] {
  if (tried.version !== 3) return []
  const others: Dialect[] = []
  if (tried.metChangelog) others.push({ ...newestDialect(3), changelogOf114: true })
  if (tried.metChannels) others.push({ ...newestDialect(3), channelsOf111: true })
  return others
}

/** Reads in the layout that most files of a version have and, should that fail, in the others; the first error counts. */
export function inRightDialect<T>(version: Dialect['version'], read: (dialect: Dialect) => T): T {
  const newest = newestDialect(version)
  try {
    return read(newest)
  } catch (error) {
    for (const dialect of error instanceof FormatError ? otherDialects(newest) : []) {
      try {
        return read(dialect)
      } catch (again) {
        if (!(again instanceof FormatError)) throw again
      }
    }
    throw error
  }
}
