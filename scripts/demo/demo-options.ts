import { parseArgs } from 'node:util'

export interface DemoOptions {
  json: boolean
  devices: number
}

export const demoHelp = `The main job on this machine: an order, simulated modems, and a registered device for each.

  npm run demo                       with progress, a table and the time of each stage
  npm run demo -- --json             one JSON line on stdout
  npm run demo -- --devices 100      instead of 8

Ends with 0 when every device is registered, 1 when one failed, 2 for a wrong option.`

const most = 1000

/** The options, or a sentence that says what is wrong with them; `help` asks for the text above. */
export const readDemoOptions = (args: readonly string[]): DemoOptions | 'help' | { says: string } => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        devices: { type: 'string', default: '8' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    const devices = Number(values.devices)
    if (Number.isInteger(devices) && devices >= 1 && devices <= most) return { json: values.json, devices }
    return { says: `--devices "${values.devices}" is not a number from 1 to ${most}` }
  } catch (error) {
    return { says: (error as Error).message }
  }
}
