import { TextFormatError } from '../format-error.ts'
import { javaTrim } from './java-trim.ts'
import { quoteIfNeeded } from './yaml-text.ts'

/**
 * Writes `flink-conf.yaml`, in the order of the map.
 *
 * @throws FormatError for what the file cannot say: there are no quotes, so neither `#` nor a line end nor spaces around.
 */
export function writeFlinkConf(values: ReadonlyMap<string, string>): string {
  let text = ''
  for (const [key, value] of values) {
    if (/[#\r\n]/.test(key + value) || key.includes(': ') || !isWhole(key) || !isWhole(value)) {
      throw new TextFormatError(
        'unsupported',
        text.length,
        'a setting that flink-conf.yaml can hold',
        `${key}: ${value}`,
      )
    }
    text += `${key}: ${value}\n`
  }
  return text
}

/** Writes `config.yaml` with flat keys, in the order of the map; every value as the text it is. */
export function writeConfigYaml(values: ReadonlyMap<string, string | readonly string[]>): string {
  let text = ''
  for (const [key, value] of values) text += `${quoteIfNeeded(key)}: ${yamlValue(value)}\n`
  return text
}

function yamlValue(value: string | readonly string[]): string {
  return typeof value === 'string' ? quoteIfNeeded(value) : `[${value.map(quoteIfNeeded).join(', ')}]`
}

function isWhole(text: string): boolean {
  return text !== '' && javaTrim(text) === text
}
