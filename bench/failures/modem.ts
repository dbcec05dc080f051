import type { FailureFamily } from './define.ts'

/** What a modem, or what stands in its place, can do to us. */
export const modemFailures = {
  layer: 'modem',
  kinds: {
    'no-answer': {
      says: (p: { port: string; command: string; seconds: number }) =>
        `The modem on ${p.port} gave no final answer to ${p.command} within ${p.seconds} s.`,
      next: () => 'Power-cycle the unit and repeat; nothing is spent twice.',
    },
    'modem-restarted': {
      says: (p: { port: string; command: string }) => `The unit on ${p.port} restarted during ${p.command}.`,
      next: () => 'Check its supply and repeat; nothing is spent twice.',
    },
    'port-silent': {
      says: (p: { port: string }) => `Nothing on ${p.port} answers AT.`,
      next: () =>
        "Power the unit, or try the board's other port; AT Host speaks at 115200 baud and ends its lines with CR, LF or CRLF.",
    },
    'port-is-shell': {
      says: (p: { port: string; prompt: string }) =>
        `${p.port} is a shell (prompt "${p.prompt}"), not the AT port of a modem.`,
      next: () => 'Flash firmware with AT Host or Serial Modem on this port.',
    },
    'port-is-at-shell': {
      says: (p: { port: string; prompt: string }) =>
        `${p.port} is an AT shell (prompt "${p.prompt}"): it passes "at AT…" on, but no certificate, because a line feed ends its line.`,
      next: () => 'Flash firmware with AT Host (the at_client sample) or Serial Modem on this port.',
    },
    'port-is-trace': {
      says: (p: { port: string }) => `${p.port} sends binary data: it looks like the modem's trace, not its AT port.`,
      next: () => "Use the board's other port.",
    },
    'port-is-log': {
      says: (p: { port: string; heard: string }) => `${p.port} only prints a log ("${p.heard}") and answers no AT.`,
      next: () => "Use the board's other port, or flash firmware with AT Host on this one.",
    },
    'not-a-modem': {
      says: (p: { port: string; command: string; heard: string }) =>
        `What is on ${p.port} is not an nRF91 modem: it answered ${p.command} with "${p.heard}".`,
      next: () => "Use the board's AT port.",
    },
    'modem-refused': {
      says: (p: { command: string; answer: string; meaning: string; fix: string }) =>
        `The modem answered ${p.command} with "${p.answer}" (${p.meaning}).`,
      next: (p: { command: string; answer: string; meaning: string; fix: string }) => p.fix,
    },
    'command-too-long': {
      says: (p: { command: string; length: number; limit: number }) =>
        `${p.command} would have ${p.length} characters; AT Host takes ${p.limit} and swallows the rest, so it was not sent.`,
      next: () => 'Use fewer or shorter trust anchors in the profile.',
    },
    'content-unfit': {
      says: (p: { item: string; why: string }) => `The ${p.item} cannot be written to a modem: ${p.why}.`,
      next: () => 'Correct the trust anchors in the profile of the order.',
    },
    'write-not-taken': {
      says: (p: { port: string; command: string; length: number }) =>
        `The modem on ${p.port} answers AT, but twice gave no answer to ${p.command} with its ${p.length} characters.`,
      next: () =>
        "Something on the way loses long writes: update the firmware of the board's USB bridge, or build Serial Modem with a larger receive buffer (CONFIG_SLM_UART_RX_BUF_SIZE=2048), then repeat.",
    },
    'keygen-not-told': {
      says: (p: { command: string; heard: string }) =>
        `${p.command} told of no key: the application on the board answered "${p.heard}".`,
      next: () =>
        'Flash AT Host (the at_client sample) or give Serial Modem larger buffers, then repeat; a profile may also allow keys made by the station.',
    },
    'write-damaged': {
      says: (p: { item: string; tag: number }) =>
        `Twice the modem stored another ${p.item} in security tag ${p.tag} than the one sent.`,
      next: () => 'Shorten the cable, silence whatever else prints on this port, then repeat.',
    },
    'answer-garbled': {
      says: (p: { command: string; why: string }) => `The modem's answer to ${p.command} is damaged: ${p.why}.`,
      next: () => 'Silence whatever else prints on this port, then repeat.',
    },
  },
} satisfies FailureFamily
