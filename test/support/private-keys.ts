import { createPrivateKey, type JsonWebKey } from 'node:crypto'

/** A private key that existed in a run, and every form in which bytes of it could lie somewhere. */
export interface KeyTraces {
  name: string
  forms: [form: string, bytes: Buffer][]
}

/** A thing somebody wrote: a row, a log, a file, what a command printed. */
export interface Written {
  place: string
  bytes: Buffer
}

const urlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')

/** Base64 of `bytes` wherever they stand in a longer text: its three alignments, without the edges that neighbours change. */
const base64Inside = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : before + 1, -2),
  )

const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const satisfies (keyof JsonWebKey)[]
/** Of each number so many bytes: enough for no accident, and what a text cut short still shows. */
const shownBytes = 32

/** Every form in which the numbers of a private key, PEM, could be written; nothing that its public key shows, too. */
export const tracesOf = (name: string, pem: string): KeyTraces => {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' })
  const forms = secretMembers.flatMap((member): [string, Buffer][] => {
    const text = jwk[member]
    if (text === undefined) return []
    const secret = Buffer.from(text, 'base64url').subarray(0, shownBytes)
    const texts: [string, string][] = [
      ['hex', secret.toString('hex')],
      ['HEX', secret.toString('hex').toUpperCase()],
      ['numbers', [...secret].join(',')],
      ...base64Inside(secret).flatMap((inside): [string, string][] => [
        ['base64', inside],
        ['base64url', urlSafe(inside)],
        // A body that arrives base64-encoded holds base64 of base64.
        ...base64Inside(Buffer.from(inside)).map((twice): [string, string] => ['base64 twice', twice]),
      ]),
    ]
    return [
      [`${member} in bytes`, secret],
      ...texts.map(([form, written]): [string, Buffer] => [`${member} in ${form}`, Buffer.from(written)]),
    ]
  })
  return { name, forms }
}

/** Line breaks, also escaped ones and spaces beside them, in the middle of base64 or hex do not hide a key. */
const unbroken = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(/(\\+[rn]|\s)+/g, ''), 'latin1')

/** Looks for every key in everything; answers what was found where, at best nothing. */
export const findKeys = (keys: readonly KeyTraces[], everything: readonly Written[]): string[] =>
  everything.flatMap(({ place, bytes }) => {
    const views = [bytes, unbroken(bytes)]
    return keys.flatMap(({ name, forms }) => {
      const found = forms.find(([, form]) => views.some((view) => view.includes(form)))
      return found === undefined ? [] : [`${name}: ${found[0]} in ${place}`]
    })
  })
