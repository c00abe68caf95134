import { init } from 'license-checker-rseidelsohn'

// What may be shipped with Apache-2.0 code. EPL, LGPL and MPL bind changes to those packages themselves, of which there are none.
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'EPL-2.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
])

/**
 * Fails on a package that is shipped under a licence outside the list.
 *
 * @param {string} checkout
 */
export async function checkLicences(checkout) {
  const packages = await new Promise((resolve, reject) => {
    init({ start: checkout, production: true, excludePrivatePackages: true }, (error, found) =>
      error ? reject(error) : resolve(found),
    )
  })
  const refused = Object.entries(packages).filter(([, { licenses }]) => ![licenses].flat().some(isAllowed))
  if (refused.length > 0) throw new Error(refused.map(([name, { licenses }]) => `${name}: ${licenses}`).join('\n'))
}

/**
 * Reads an SPDX expression of `OR` and `AND`; a star marks a licence that was guessed from its text.
 *
 * @param {string} expression
 * @returns {boolean}
 */
export function isAllowed(expression) {
  const choices = expression.replace(/^\(|\)$/g, '').split(/ OR /i)
  return choices.some((choice) =>
    choice.split(/ AND /i).every((name) => ALLOWED.has(name.replace(/[()*]/g, '').trim())),
  )
}
