import type { Evidence, Finding, Severity } from '../endpoint/endpoint-check.ts'
import { atLeast } from '../modem/compare-versions.ts'
import { credentialTypeName } from '../modem/credential-type.ts'
import type { FirmwareFacts } from '../modem/firmware-facts.ts'
import type { InspectedItem } from './identify-items.ts'

export interface Inspection {
  firmware: FirmwareFacts
  /** Text of `AT%HWVERSION`, where it is known. */
  hardware?: string
  /** The tag that the application uses, if the user said so. */
  tag?: number
  items: readonly InspectedItem[]
  /** The certificates that the user expects to find. */
  expected: readonly string[]
}

const source = 'nRF9160 AT Commands, %CMNG'

/** What is wrong, or worth knowing, about the credentials a modem lists. */
export function inspectFindings(inspection: Inspection): Finding[] {
  const { items, firmware } = inspection
  const placeholders = items.some(({ placeholder }) => placeholder)
  return [
    ...oldHardware(inspection),
    ...missingItems(inspection),
    ...items.flatMap(ruined),
    ...absentCertificates(inspection, placeholders),
    ...strangers(inspection),
    ...items.filter(({ is }) => is !== undefined && is.lineEnds !== 'LF, final LF').map(otherLineEnds),
    ...(placeholders ? [placeholder(firmware)] : []),
  ]
}

/** B0A is SiP revision 1 (nrf91-modem.md 2.6). */
function oldHardware({ firmware: { firmware }, hardware }: Inspection): Finding[] {
  if (hardware === undefined || !/^nRF9160 \S+ B0A$/.test(hardware)) return []
  if (firmware.family !== 'nrf9160' || !atLeast(firmware.version, [1, 3, 0])) return []
  const says = `${firmware.text} does not start reliably on ${hardware}, which is SiP revision 1.`
  const fix = 'Go back to modem firmware 1.2.x on this board, or use one with revision 2 (B1A).'
  return [finding('hardware-too-old', 'error', says, fix)]
}

function ruined({ tag, kind, was }: InspectedItem): Finding[] {
  if (was === undefined) return []
  const says = `The ${kind} in tag ${tag} is ${was.certificate}, but ${was.how}: the modem cannot use it.`
  return [
    finding('line-breaks-lost', 'error', says, 'Write it from a file with real line feeds (mintmark flash does).'),
  ]
}

function missingItems({ items, tag }: Inspection): Finding[] {
  const tags = tag === undefined ? [...new Set(items.filter(({ type }) => type <= 2).map((item) => item.tag))] : [tag]
  return tags.flatMap((one) => {
    const missing = [0, 1, 2].filter((type) => !items.some((item) => item.tag === one && item.type === type))
    if (missing.length === 0) return []
    const what = missing.length === 3 ? 'nothing' : `no ${missing.map(credentialTypeName).join(' and no ')}`
    const says = `Security tag ${one} holds ${what}: TLS with AWS IoT Core needs all three items in the tag of the application.`
    // Without --tag it may be a tag of something else, for instance a root CA for downloads.
    const severity = tag === undefined ? 'warning' : 'error'
    return [
      finding(
        'items-missing',
        severity,
        says,
        'Write what is missing (mintmark flash), or name the tag the application uses.',
      ),
    ]
  })
}

function absentCertificates({ items, expected }: Inspection, placeholders: boolean): Finding[] {
  if (placeholders) return []
  return expected
    .filter((name) => !items.some(({ is, was }) => is?.certificate === name || was?.certificate === name))
    .map((name) =>
      finding(
        'certificate-absent',
        'error',
        `${name} is not on the modem, in none of its four line-ending forms.`,
        'Write it, or compare with the file that was written.',
      ),
    )
}

function strangers({ items, expected }: Inspection): Finding[] {
  return items
    .filter(
      ({ type, is, was, sha256 }) =>
        is === undefined &&
        was === undefined &&
        sha256 !== undefined &&
        (type === 0 || (type === 1 && expected.length > 0)),
    )
    .map(({ tag, kind, sha256 }) =>
      finding(
        'certificate-unknown',
        'warning',
        `The ${kind} in tag ${tag} (SHA-256 ${sha256?.slice(0, 16)}…) is none of Amazon's roots and none of the files given.`,
        'Give its file with --cert to compare, or write it again.',
      ),
    )
}

function otherLineEnds({ tag, kind, is }: InspectedItem): Finding {
  const says = `The ${kind} in tag ${tag} is ${is?.certificate}, written with other line ends (${is?.lineEnds}).`
  return finding(
    'line-ends',
    'info',
    says,
    'It is the same certificate; tools that compare digests expect LF with a final LF.',
  )
}

function placeholder({ firmware }: FirmwareFacts): Finding {
  const says = `${firmware.text} prints placeholders instead of digests: that the items are there is all it tells.`
  return finding('digest-placeholder', 'info', says, 'A connection proves the content, or firmware from 1.3.2 on.')
}

function finding(
  rule: string,
  severity: Severity,
  says: string,
  fix: string,
  evidence: Evidence = 'documented',
): Finding {
  return { rule, severity, says, fix, evidence, source }
}
