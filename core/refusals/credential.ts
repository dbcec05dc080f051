import type { Family } from './define.ts'

/** Refusals about keys, requests for certificates, and the proof that a modem holds them. */
export const credentialRefusals = {
  'csr-malformed': {
    status: 422,
    says: (p: { why: string }) => `That is not a certificate signing request: ${p.why}.`,
    next: () =>
      'Send a PKCS#10 request in PEM ("BEGIN CERTIFICATE REQUEST"), or the %KEYGEN answer as the modem gave it.',
  },
  'csr-too-long': {
    status: 422,
    says: (p: { length: number }) => `The request has ${p.length} characters; AWS IoT takes at most 4096.`,
    next: () => 'Leave out attributes and extensions that are not needed.',
  },
  'csr-key-unsupported': {
    status: 422,
    says: (p: { key: string }) => `The request is for a key of type ${p.key}.`,
    next: () => 'Use an EC key on P-256, or RSA with at least 2048 bits.',
  },
  'csr-signature-invalid': {
    status: 422,
    says: () =>
      "The request is not signed by the key it contains: it was damaged on the way, or the key is somebody else's.",
    next: () => 'Make the key again and send the new request.',
  },
  'keygen-malformed': {
    status: 422,
    says: (p: { why: string }) => `That is not an answer of AT%KEYGEN: ${p.why}.`,
    next: () => 'Send the text between the quotes, two base64url parts with a dot between them.',
  },
  'keygen-digest-mismatch': {
    status: 422,
    says: (p: { stated: string; computed: string }) =>
      `The modem vouches for a request with SHA-256 ${p.stated}, but the one sent has ${p.computed}: it was damaged on the serial line.`,
    next: () => 'Run AT%KEYGEN again on a quiet line.',
  },
  'keygen-tag-mismatch': {
    status: 422,
    says: (p: { stated: number; expected: number }) =>
      `The modem made the key in security tag ${p.stated}; the profile uses ${p.expected}.`,
    next: () => 'Make the key in the tag of the profile.',
  },
  'attestation-malformed': {
    status: 422,
    says: (p: { why: string }) => `That is not an answer of AT%ATTESTTOKEN: ${p.why}.`,
    next: () => 'Ask the modem again on a quiet line.',
  },
  'attestation-not-fresh': {
    status: 422,
    says: (p: { challenge: string; nonce: string }) =>
      `The modem was asked with challenge ${p.challenge} and answered ${p.nonce}: that is an old answer, or one damaged on the serial line.`,
    next: () => 'Start the unit again; each time it is asked with a new challenge.',
  },
  'attestation-of-another-modem': {
    status: 409,
    says: (p: { attested: string; key: string }) =>
      `Modem ${p.attested} answered the challenge, but the key was made by modem ${p.key}: the unit was changed in between.`,
    next: () => 'Leave one unit in until it is done, then start it again.',
  },
  'key-source-not-allowed': {
    status: 422,
    says: (p: { keySource: string; allowed: readonly string[] }) =>
      `The profile does not allow a key made by the ${p.keySource}; it allows: ${p.allowed.join(', ')}.`,
    next: () => 'Use an allowed key source, or change the profile of the next order.',
  },
  'key-source-impossible': {
    status: 422,
    says: (p: { firmware: string; why: string }) => `No key source of the profile works with ${p.firmware}: ${p.why}.`,
    next: () => 'Update the modem firmware, or allow another key source in the profile.',
  },
  'firmware-malformed': {
    status: 422,
    says: (p: { firmware: string; why: string }) => `${p.why}.`,
    next: () => 'Read it again with AT+CGMR; it looks like mfw_nrf9160_1.3.7.',
  },
  'firmware-out-of-range': {
    status: 422,
    says: (p: { firmware: string; min: string; max: string }) =>
      `The profile takes firmware from ${p.min} to ${p.max}; this modem runs ${p.firmware}.`,
    next: () => 'Update the modem firmware, or widen the range in the profile of the next order.',
  },
  'key-of-another-device': {
    status: 409,
    says: (p: { imei: string }) =>
      `That key was already used for device ${p.imei}; two devices with one key could not be told apart.`,
    next: () => 'Make a new key for this device.',
  },
  'mint-in-progress': {
    status: 409,
    says: (p: { imei: string; retryAfterSeconds: number }) =>
      `Another request is minting for device ${p.imei} right now.`,
    next: (p: { imei: string; retryAfterSeconds: number }) => `Ask again in ${p.retryAfterSeconds} s.`,
  },
  'certificate-superseded': {
    status: 409,
    says: (p: { certificateId: string; imei: string }) =>
      `Certificate ${p.certificateId.slice(0, 12)}… is not the current one of device ${p.imei}.`,
    next: () => 'Flash the unit again; it gets the current certificate without spending another unit.',
  },
  'listing-malformed': {
    status: 422,
    says: (p: { line: string; why: string }) => `"${p.line}" is not a line of an AT%CMNG=1 answer: ${p.why}.`,
    next: () => 'List the credentials again on a quiet line.',
  },
  'credential-missing': {
    status: 422,
    says: (p: { tag: number; missing: readonly string[] }) =>
      `Security tag ${p.tag} of the modem holds no ${p.missing.join(' and no ')}.`,
    next: () => 'Flash the unit again; the write did not take.',
  },
  'credential-differs': {
    status: 422,
    says: (p: { tag: number; type: string; found: string; expected: string; hint: string }) =>
      `Security tag ${p.tag} holds another ${p.type} (SHA-256 ${p.found.slice(0, 12)}… instead of ${p.expected.slice(0, 12)}…)${p.hint === '' ? '' : `: ${p.hint}`}.`,
    next: () => 'Flash the unit again.',
  },
  'proof-too-weak': {
    status: 422,
    says: (p: { firmware: string }) =>
      `The profile asks for proof by digest, and ${p.firmware} prints placeholders: only presence can be shown.`,
    next: () => 'Update the modem firmware, or let the profile accept presence.',
  },
} satisfies Family
