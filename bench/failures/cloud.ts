import type { FailureFamily } from './define.ts'

/** Why the factory API could not be asked; its own "no" is a refusal and comes from `core/refusals`. */
export const cloudFailures = {
  layer: 'cloud',
  kinds: {
    'cloud-unreachable': {
      says: (p: { url: string; reason: string }) => `The cloud at ${p.url} cannot be reached: ${p.reason}.`,
      next: () => 'Check the network, the proxy and MINTMARK_API_URL, then repeat; nothing is spent twice.',
    },
    'cloud-silent': {
      says: (p: { url: string; seconds: number }) => `The cloud at ${p.url} gave no answer within ${p.seconds} s.`,
      next: () => 'Check the network and the proxy, then repeat; nothing is spent twice.',
    },
    'tls-intercepted': {
      says: (p: { url: string; reason: string }) =>
        `Something on the way to ${p.url} opens TLS with a certificate that this computer does not trust (${p.reason}): most likely the proxy of this site.`,
      next: () =>
        "Have IT put the proxy's CA into the system's trust store (or name it in NODE_EXTRA_CA_CERTS), or exempt *.amazonaws.com from inspection.",
    },
    'proxy-refused': {
      says: (p: { url: string; status: string }) => `The proxy did not let us through to ${p.url} (${p.status}).`,
      next: () => 'Check HTTPS_PROXY, with user and password where the proxy asks for them (407), then repeat.',
    },
    'proxy-unsupported': {
      says: (p: { version: string }) => `HTTPS_PROXY is set, and this Node (${p.version}) cannot use it by itself.`,
      next: () => 'Set NODE_USE_ENV_PROXY=1, or use Node 24.14 or newer.',
    },
    'cloud-throttled': {
      says: (p: { tries: number }) => `The cloud asked us to slow down ${p.tries} times in a row.`,
      next: () => 'Wait a minute and repeat; if it stays, ask ops for a higher rate of the factory API.',
    },
    'cloud-busy': {
      says: (p: { status: number; detail: string; tries: number }) =>
        `The cloud could not answer (${p.status} ${p.detail}), ${p.tries} times in a row.`,
      next: () => 'Repeat in a minute; if it stays, ops find the cause in the alarms of the stage.',
    },
    'clock-off': {
      says: (p: { seconds: number; direction: string }) =>
        `The clock of this computer is ${p.seconds} s ${p.direction}; AWS refuses its signatures.`,
      next: () => 'Set the clock (switch on network time), then repeat.',
    },
    'credentials-missing': {
      says: (p: { reason: string }) => `This computer has no AWS credentials: ${p.reason}.`,
      next: () => 'Set AWS_PROFILE or the AWS_* variables, then repeat.',
    },
    'credentials-expired': {
      says: (p: { detail: string }) => `The AWS credentials of this computer have expired: ${p.detail}.`,
      next: () => 'Sign in again (or renew the credentials of the station), then repeat.',
    },
    'session-refused': {
      says: (p: { station: string; status: number; reason: string }) =>
        `Roles Anywhere opened no session for station ${p.station} (${p.status}): ${p.reason}.`,
      next: () =>
        'Check the clock of this computer and the ARNs of the credential process; ops see with `mintmark station list` whether the station is enrolled.',
    },
    'station-certificate-ended': {
      says: (p: { station: string; from: string; to: string }) =>
        `The certificate of station ${p.station} is valid from ${p.from} to ${p.to}, and that is not now.`,
      next: (p: { station: string; from: string; to: string }) =>
        `Set the clock if the date is wrong; else ops give it a new one with \`mintmark station enroll ${p.station} --replace\`.`,
    },
    'not-authorized': {
      says: (p: { action: string; detail: string }) => `These AWS credentials may not ${p.action}: ${p.detail}.`,
      next: () => 'Check which profile is in use; ops grant `execute-api:Invoke` on the route.',
    },
    'answer-not-understood': {
      says: (p: { url: string; status: number; why: string }) =>
        `What answers at ${p.url} is not the Mintmark factory API (${p.status}): ${p.why}.`,
      next: () => 'Check MINTMARK_API_URL and the proxy.',
    },
  },
} satisfies FailureFamily
