import { readFileSync } from 'node:fs'
import { agentVersion } from '../../bench/agent-version.ts'

test('the agent tells the version of the package', () => {
  expect(agentVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version)
})
