import { renderMatrix } from './conformance-matrix.ts'

test('a row for each target and client, each gap by name, and why something was skipped', () => {
  const cases = [
    { group: 'local cloud × openssl', title: 'verifies', status: 'passed' },
    { group: 'local cloud × openssl', title: 'refuses', status: 'failed' },
    { group: 'moto × IoT registry calls', title: 'known gap: it attaches', status: 'passed' },
    {
      group: 'MiniStack × black-box suite',
      title: 'not judged by MiniStack (server-name): another host',
      status: 'passed',
    },
    { group: undefined, title: 'local cloud × boto3: SKIPPED, pip install boto3', status: 'pending' },
    { group: 'helpers', title: 'no peer judges this', status: 'passed' },
  ]
  expect(renderMatrix(cases)).toBe(
    [
      'target       client              passed  failed  skipped  not judged',
      'MiniStack    black-box suite     0       0       0        1',
      'local cloud  boto3               0       0       1        0',
      'local cloud  openssl             1       1       0        0',
      'moto         IoT registry calls  0       0       0        1',
      '',
      'Not judged; a case watches each and fails when it closes:',
      'moto × IoT registry calls: known gap: it attaches',
      'MiniStack × black-box suite: not judged by MiniStack (server-name): another host',
      '',
      'local cloud × boto3: SKIPPED, pip install boto3',
    ].join('\n'),
  )
})
