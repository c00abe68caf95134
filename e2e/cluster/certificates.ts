import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certificate with its key, as paths of PEM files. */
export interface Certificate {
  cert: string
  key: string
}

/** A certificate authority of one run, in a folder of its own. */
export class CertificateAuthority {
  readonly certFile: string
  readonly #dir: string

  private constructor(dir: string) {
    this.#dir = dir
    this.certFile = join(dir, 'ca.crt')
  }

  static async create(dir: string): Promise<CertificateAuthority> {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const authority = new CertificateAuthority(dir)
    await openssl(dir, 'req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=weir-test')
    return authority
  }

  /**
   * Issues a certificate. Kubernetes takes the common name for the user and the organization for the group.
   * The keys are RSA: the Kubernetes client in Flink 1.14 reads no other without a library Flink does not bring.
   */
  async issue(name: string, subject: { user: string; group?: string }, alternativeNames: string): Promise<Certificate> {
    const subjectName = `${subject.group ? `/O=${subject.group}` : ''}/CN=${subject.user}`
    await writeFile(
      join(this.#dir, `${name}.ext`),
      `subjectAltName=${alternativeNames}\nextendedKeyUsage=serverAuth,clientAuth\n`,
    )
    await openssl(this.#dir, `req -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr -subj ${subjectName}`)
    await openssl(
      this.#dir,
      `x509 -req -in ${name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out ${name}.crt -days 2 -extfile ${name}.ext`,
    )
    return { cert: join(this.#dir, `${name}.crt`), key: join(this.#dir, `${name}.key`) }
  }

  /** A bare key pair, for signing service account tokens. */
  async keyPair(name: string): Promise<{ privateKey: string; publicKey: string }> {
    await openssl(this.#dir, `genrsa -out ${name}.key 2048`)
    await openssl(this.#dir, `rsa -in ${name}.key -pubout -out ${name}.pub`)
    return { privateKey: join(this.#dir, `${name}.key`), publicKey: join(this.#dir, `${name}.pub`) }
  }
}

async function openssl(cwd: string, command: string): Promise<void> {
  await run('openssl', command.split(' '), { cwd })
}
