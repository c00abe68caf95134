import { createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * A token of a service account that expires when a test wants it to: the API server itself gives none for less than ten
 * minutes. It is signed with the key that the API server signs with.
 */
export function serviceAccountToken(
  privateKeyFile: string,
  account: { namespace: string; name: string; uid: string },
  validSeconds: number,
): string {
  const now = Math.floor(Date.now() / 1000)
  const { namespace, name, uid } = account
  const claims = {
    iss: ISSUER,
    aud: [ISSUER],
    sub: `system:serviceaccount:${namespace}:${name}`,
    iat: now,
    nbf: now,
    exp: now + validSeconds,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
  }
  const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
  const signature = createSign('RSA-SHA256').update(unsigned).sign(readFileSync(privateKeyFile))
  return `${unsigned}.${signature.toString('base64url')}`
}

/** As the API server is told to call itself (`--service-account-issuer`). */
export const ISSUER = 'https://kubernetes.default.svc'

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
