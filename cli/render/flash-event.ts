import type { FlashEvent, FlashStep } from '../../bench/flash/flash-result.ts'

const sentences: Record<FlashStep, (params: FlashEvent['params']) => string> = {
  probe: () => 'looking for a modem',
  admission: ({ firmware, inferred }) =>
    `asking whether this unit may be keyed (${firmware}${inferred ? ', a firmware not in our table' : ''})`,
  look: ({ securityTag }) => `looking at security tag ${securityTag}`,
  prepare: () => 'switching the radio off',
  key: ({ why }) => `making the key: ${why}`,
  mint: () => 'asking for the certificate',
  write: ({ securityTag }) => `writing to security tag ${securityTag}`,
  'read-back': () => 'reading back',
  confirm: () => 'having the cloud compare',
}

/** One line of progress. */
export const renderFlashEvent = ({ step, port, imei, params }: FlashEvent): string =>
  `${imei ?? port}  ${sentences[step](params)}`
