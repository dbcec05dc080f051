import type { DeviceState } from '../../device/life-cycle.ts'
import { type LinkResult, notChecked, sound } from '../diagnosis.ts'
import type { DiagnosisFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { atTheBench, here } from '../repairs.ts'

const causes = {
  'never-minted': 'no order of this stage ever began the device',
  'mint-unfinished': 'a unit was spent on it, and it got no certificate',
  'not-confirmed': 'it has a certificate, and nobody has shown that the modem holds it',
  'confirmation-unfinished': 'the modem holds the certificate, and the confirmation stopped half way',
  suspended: 'ops suspended it',
  revoked: 'ops revoked it',
  scrapped: 'it was scrapped, and its unit given back',
  released: 'its reservation lapsed, and its unit was given back',
}

const broken = breaks(causes)

const orderAnew = (imei: string) => [
  `echo ${imei} > ${imei}.txt`,
  `mintmark order create --profile <PROFILE.json> --quantity 1 --imei-list ${imei}.txt`,
]

const check = ({ imei, device, order, now }: DiagnosisFacts): LinkResult => {
  if (device === undefined)
    return broken(
      'never-minted',
      `The registry has no device ${imei}: no order of this stage ever began it.`,
      atTheBench('Give the unit its identity on an open order.', '<ORDER>'),
    )
  const { state, orderId, lease, history = [] } = device
  const by = history.at(-1)
  const evidence = { state, since: device.changedAt, by: by?.by, note: by?.note, order: orderId }
  const finish = atTheBench('Run the same unit again: it goes on where it stopped, on the same unit.', orderId)
  const results: Partial<Record<DeviceState, () => LinkResult>> = {
    reserved: () => {
      const running = lease !== undefined && lease.expiresAt > now
      const wait = running ? ` A mint holds it until ${new Date(lease.expiresAt).toISOString()}.` : ''
      return broken('mint-unfinished', `Device ${imei} was reserved and got no certificate.${wait}`, finish, evidence)
    },
    minted: () =>
      broken(
        'not-confirmed',
        `Device ${imei} has certificate ${device.certificateId}, and nobody has shown that the modem holds it.`,
        finish,
        evidence,
      ),
    confirming: () =>
      broken(
        'confirmation-unfinished',
        `The confirmation of device ${imei} stopped half way: its certificate may still be INACTIVE.`,
        finish,
        evidence,
      ),
    suspended: () =>
      broken(
        'suspended',
        `Device ${imei} was suspended on ${device.changedAt}.`,
        here('Resume it, once the reason is gone.', `mintmark device resume ${imei}`),
        evidence,
      ),
    revoked: () =>
      broken(
        'revoked',
        `Device ${imei} was revoked on ${device.changedAt}, and a revoked certificate stays revoked.`,
        here(
          'Give it up, and open an order that names it; then run the unit at the bench on that order.',
          `mintmark device scrap ${imei}`,
          ...orderAnew(imei),
        ),
        evidence,
      ),
    scrapped: () =>
      broken(
        'scrapped',
        `Device ${imei} was scrapped on ${device.changedAt}.`,
        here('Open an order that names it, then run the unit at the bench on that order.', ...orderAnew(imei)),
        evidence,
      ),
    released: () =>
      broken(
        'released',
        `The reservation of device ${imei} lapsed on ${device.changedAt} before it was proven.`,
        atTheBench('Run the unit again: it takes a unit of the order anew.', orderId),
        evidence,
      ),
  }
  // Active from the mint on, by the profile's own wish: nobody has shown that the modem holds it, and it may work.
  if (state === 'minted' && order?.profile.activation === 'at-mint') return sound('minted and active, not proven')
  const result = results[state]?.()
  if (result !== undefined) return result
  if (device.certificateId === undefined) return notChecked(`the row says ${state} and names no certificate`)
  return sound(`${state} since ${device.changedAt}, generation ${device.generation}`)
}

/** What the registry says of the device. */
export const registryLink: Link<DiagnosisFacts> = { name: 'registry', causes, check }
