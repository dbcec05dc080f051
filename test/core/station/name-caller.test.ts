import { nameCaller } from '../../../core/station/name-caller.ts'
import { isSharedRole, plainSerial, sessionPrincipal, sessionSerial } from '../../../core/station/station-session.ts'

const role = 'mintmark-dev-stations'
const serial = '4a00ff0123456789abcdef0123456789'
const session = `arn:aws:sts::123456789012:assumed-role/${role}/${serial}`
const row = { name: 'bench-1', serial, principal: session }

test.each([
  ['as AWS writes it', session],
  ['in capitals', session.replace(serial, serial.toUpperCase())],
  ['padded with zeros', session.replace(serial, `00${serial}`)],
])('the serial of a session is found %s', (_, principal) => {
  expect(sessionSerial(principal, role)).toBe(serial)
  expect(nameCaller(principal, row)).toBe('bench-1')
})

test('other principals are no sessions of a certificate', () => {
  for (const principal of [
    'arn:aws:iam::123456789012:user/bench-1',
    `arn:aws:sts::123456789012:assumed-role/line-1/${serial}`,
    `arn:aws:iam::123456789012:role/${role}`,
    `arn:aws:sts::123456789012:assumed-role/${role}-2/${serial}`,
  ])
    expect([principal, sessionSerial(principal, role)]).toEqual([principal, undefined])
})

test('a certificate that the registry does not know is refused, also one of a role of the same name elsewhere', () => {
  expect(nameCaller(session, undefined)).toMatchObject({ refusal: 'station-not-enrolled' })
  expect(nameCaller(session.replace('123456789012', '999999999999'), row)).toMatchObject({
    refusal: 'station-not-enrolled',
  })
})

test('a revoked station is refused by name, although its session goes on', () => {
  expect(nameCaller(session, { ...row, revokedAt: '2026-11-22T03:00:00.000Z' })).toEqual({
    refusal: 'station-revoked',
    params: { name: 'bench-1', serial, revokedAt: '2026-11-22T03:00:00.000Z' },
  })
})

test('the principal of a certificate comes from its role, path left out as STS leaves it out', () => {
  expect(sessionPrincipal(`arn:aws:iam::123456789012:role/factory/${role}`, serial)).toBe(session)
  expect(() => sessionPrincipal('arn:aws:iam::123456789012:user/x', serial)).toThrow('is not the ARN of a role')
})

test('the shared role is recognised in an order, as role and as session', () => {
  expect(isSharedRole(session, role)).toBe(true)
  expect(isSharedRole(`arn:aws:iam::123456789012:role/factory/${role}`, role)).toBe(true)
  expect(isSharedRole('arn:aws:iam::123456789012:role/line-1', role)).toBe(false)
})

test('a serial of nothing but zeros keeps one', () => {
  expect(plainSerial('0000')).toBe('0')
})
