import { atFinalResult } from '../../../core/modem/at-final-result.ts'
import { cmeError, knownCmeCodes } from '../../../core/modem/cme-errors.ts'
import { unsolicitedKind } from '../../../core/modem/unsolicited.ts'

test.each([
  ['OK', { kind: 'ok' }],
  ['OK\r', { kind: 'ok' }],
  ['ERROR', { kind: 'error' }],
  ['+CME ERROR: 513', { kind: 'cme', code: 513 }],
  ['+CMS ERROR: 304', { kind: 'cms', code: 304 }],
  ['AOK', undefined],
  ['%KEYGEN: "OK', undefined],
  ['OK OK', undefined],
  ['+CME ERROR: x', undefined],
  ['ERRORS', undefined],
  ['', undefined],
])('%j is the final result %j', (line, result) => {
  expect(atFinalResult(line)).toEqual(result)
})

test.each([
  ['+CEREG: 5,"67C0","01AA1300",7', undefined, 'notification'],
  ['+CEREG: 0,5', 'AT+CEREG?', undefined],
  ['+CEREG: 5', 'AT%CMNG=1', 'notification'],
  ['%XMONITOR: 5,"",""', 'AT%XMONITOR', undefined],
  ['%XMONITOR: 5,"",""', 'AT', 'notification'],
  ['%MDMEV: SEARCH STATUS 1', undefined, 'notification'],
  ['%CMNG: 1,0', 'AT%CMNG=1', undefined],
  ['[00:00:12.345,678] <inf> aws_iot: connected', undefined, 'log'],
  ['\u001b[0m[00:00:12.345,678] \u001b[1;33m<wrn> x: y', undefined, 'log'],
  ['<inf> aws_iot: connected', undefined, 'log'],
  ['*** Booting nRF Connect SDK v2.7.0 ***', undefined, 'boot'],
  ['***** Booting Zephyr OS v1.14.99-ncs1 *****', undefined, 'boot'],
  ['The AT host sample started', undefined, 'boot'],
  ['Ready', undefined, 'boot'],
  ['OK', undefined, undefined],
  ['352656109480783', undefined, undefined],
])('%j after %j is unsolicited: %s', (line, command, kind) => {
  expect(unsolicitedKind(line, command)).toBe(kind)
})

test('every error has a meaning and a next step; one without a source says so', () => {
  expect(knownCmeCodes).toEqual(expect.arrayContaining([0, 50, 513, 514, 515, 518, 519, 523, 527, 528, 529]))
  for (const code of knownCmeCodes) expect(cmeError(code).fix).toMatch(/^[A-Z].*\.$/)
  expect(cmeError(518).fix).toContain('AT+CFUN=4')
  expect(cmeError(516).meaning).toBe('no published meaning')
})
