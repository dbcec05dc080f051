export type HostDirt =
  | 'empty'
  | 'white-space'
  | 'scheme'
  | 'path'
  | 'port'
  | 'ip-literal'
  | 'trailing-dot'
  | 'not-a-name'

export interface CleanedHost {
  /** What is wrong with the text itself, before it is compared with any endpoint. */
  dirt?: HostDirt
  /** The name underneath, in lower case; equal to the text if there was nothing to clean. */
  clean: string
  upperCase: boolean
}

const plain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
// White space, control and invisible characters: they survive copying from a console, a PDF or a Windows file.
const invisible = /[\s\p{Cc}\p{Cf}\p{Zs}]/u
const invisibles = /[\s\p{Cc}\p{Cf}\p{Zs}]+/gu
const scheme = /^[a-z][a-z0-9+.-]*:\/\//
const port = /^([^:]*):\d*$/
const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const ipv6 = /^\[?[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*\]?(?:%\w+)?$/

/** Finds what was left in a host name by mistake, and the name underneath it. */
export function cleanHost(text: string): CleanedHost {
  // Names that need no cleaning, nearly all, take the short way.
  if (plain.test(text) && text.length <= 253) return { clean: text, upperCase: false }
  const lower = text.toLowerCase()
  const upperCase = lower !== text
  if (text === '') return { dirt: 'empty', clean: '', upperCase }
  if (invisible.test(lower)) return { dirt: 'white-space', clean: strip(lower.replace(invisibles, '')), upperCase }
  if (ipv4.test(lower) || ipv6.test(lower)) return { dirt: 'ip-literal', clean: lower, upperCase: false }
  if (scheme.test(lower)) return { dirt: 'scheme', clean: strip(lower), upperCase }
  if (/[/?#@\\]/.test(lower)) return { dirt: 'path', clean: strip(lower), upperCase }
  if (port.test(lower)) return { dirt: 'port', clean: strip(lower), upperCase }
  if (plain.test(lower) && lower.length <= 253) return { clean: lower, upperCase }
  const undotted = lower.replace(/\.$/, '')
  if (plain.test(undotted) && undotted.length <= 253) return { dirt: 'trailing-dot', clean: undotted, upperCase }
  return { dirt: 'not-a-name', clean: lower, upperCase }
}

function strip(lower: string): string {
  const name = lower
    .replace(scheme, '')
    .replace(/^[^/?#@]*@/, '')
    .replace(/[/?#\\].*$/, '')
  return name.replace(port, '$1').replace(/\.$/, '')
}
