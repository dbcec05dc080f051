import { demoHelp, readDemoOptions } from './demo/demo-options.ts'
import { renderCounts, renderDevices, renderStages, renderStory } from './demo/render-demo.ts'
import { runDemo } from './demo/run-demo.ts'

const options = readDemoOptions(process.argv.slice(2))
if (options === 'help') {
  process.stdout.write(`${demoHelp}\n`)
  process.exit(0)
}
if ('says' in options) {
  process.stderr.write(`${options.says}\n\n${demoHelp}\n`)
  process.exit(2)
}

const interrupt = new AbortController()
process.on('SIGINT', () => (interrupt.signal.aborted ? process.exit(130) : interrupt.abort(new Error('Ctrl-C'))))
process.on('SIGTERM', () => interrupt.abort(new Error('SIGTERM')))

const { json, devices } = options
try {
  const report = await runDemo({
    devices,
    signal: interrupt.signal,
    progress: (line) => void process.stderr.write(`${line}\n`),
    now: () => performance.now(),
  })
  const { counts, elapsedMs, story } = report
  const text = [
    renderDevices(report.devices),
    renderStages([...report.stages, ['all but the replay', elapsedMs]]),
    ...(story ? [renderStory(story)] : []),
    renderCounts(counts),
  ]
  process.stdout.write(json ? `${JSON.stringify({ ...counts, elapsedMs })}\n` : `\n${text.join('\n\n')}\n`)
  if (story?.isAsThen === false) process.stderr.write('The story did not replay as it was: see the table.\n')
  process.exitCode = counts.failed > 0 || story?.isAsThen === false ? 1 : 0
} catch (error) {
  if (!interrupt.signal.aborted) throw error
  process.stderr.write('Called off; nothing is left running.\n')
  process.exitCode = 130
}
