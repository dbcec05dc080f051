import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Why there is no browser to look at the page with, or undefined. */
export const missingChromium = existsSync(executablePath)
  ? undefined
  : 'chromium is not installed; run: apt-get install chromium fonts-liberation'

/** Chromium without a window and without any talk of its own to the network. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
