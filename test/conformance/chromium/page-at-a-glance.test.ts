import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { languages } from '../../../bench/page/languages/choose-language.ts'
import { say } from '../../../bench/page/languages/say.ts'
import type { LineState } from '../../../bench/station/line-gate.ts'
import { sentence } from '../../../bench/station/sentences.ts'
import { imeiOf } from '../../support/unit.ts'
import { describePeer } from '../support/peer.ts'
import { missingChromium, openBrowser } from './support/browser.ts'
import { everyCode } from './support/every-code.ts'
import { exampleOrder, exampleSummary, sixteenTiles } from './support/example-tiles.ts'
import { muteAgent } from './support/mute-agent.ts'
import { type OpenPage, openBlank, openPage } from './support/page.ts'
import { scriptedStation } from './support/scripted-station.ts'

/** What `looks()` answers for each tile. */
interface Look {
  kind: string
  shape: string
  word: string
  pattern: string
  contrast: number
}

const example = { summary: exampleSummary, order: exampleOrder }

/** What of the page is outside its frame or over its neighbour; an empty list is what everybody wants. */
const misfits = (page: Page) => page.evaluate<string[]>('misfits()')

describePeer('station page × Chromium, at a glance', missingChromium, () => {
  let browser: Browser
  /** 16 slots, for whatever changes nothing. */
  let full: OpenPage
  beforeAll(async () => {
    browser = await openBrowser()
    full = await open(16)
  })
  afterAll(async () => {
    await browser.close()
    await full.server.close()
  })

  const open = (slots: number) => openPage(browser, scriptedStation(sixteenTiles(Date.now()).slice(0, slots), example))

  test.each([1, 6, 16])('%i slots fit on a large and a small screen without scrolling', async (slots) => {
    const opened = await open(slots)
    expect(await misfits(opened.page)).toEqual([])
    await opened.page.setViewportSize({ width: 1280, height: 720 })
    expect(await misfits(opened.page)).toEqual([])
    await opened.close()
  })

  test('with 16 slots, a sentence is read from two metres: 9 minutes of arc and more, the word and the number larger', async () => {
    const arc = async (selector: string) => {
      const px = await full.page.evaluate<number>(`capitalHeight('${selector}')`)
      // A dot of a 24-inch Full HD screen is 0.277 mm.
      return (Math.atan((px * 0.277) / 2_000) * 180 * 60) / Math.PI
    }
    expect(await arc('.next')).toBeGreaterThan(9)
    expect(await arc('.word')).toBeGreaterThan(11)
    expect(await arc('.number')).toBeGreaterThan(17)
    expect(await arc('.says')).toBeGreaterThan(6.5)
  })

  test.each(languages.map((language) => [language.name, language] as const))(
    '%s: every sentence fits the smallest tile',
    async (_, language) => {
      const now = new Date().toISOString()
      const station = scriptedStation(sixteenTiles(Date.now()), example)
      const opened = await openPage(browser, station, { query: `&lang=${language.tag}` })
      const wrong: string[] = []
      for (let from = 0; from < everyCode.length; from += 16) {
        const codes = everyCode.slice(from, from + 16)
        codes.forEach((sentence, i) => {
          const unit = { imei: '350457790000010', serial: 'SN-004117' }
          station.show({ slot: i + 1, ...unit, colour: 'red', sentence, since: now })
        })
        const last = codes.at(-1)
        const text = last ? say(language, last).next : ''
        await opened.page.locator(`[data-slot="${codes.length}"] .next`, { hasText: text }).waitFor()
        wrong.push(...(await misfits(opened.page)))
      }
      expect(wrong).toEqual([])
      await opened.close()
    },
  )

  test('a closed line is said across the page, with the unit that opens it, and every tile is still there', async () => {
    const line: LineState = {
      open: false,
      state: 'closed',
      sentence: sentence('line-needs-article', { units: imeiOf(900) }),
      at: new Date().toISOString(),
    }
    const station = scriptedStation(sixteenTiles(Date.now()), { ...example, line })
    const opened = await openPage(browser, station)
    expect(await opened.page.getByRole('alert').locator('b, span').allTextContents()).toEqual([
      'LINE CLOSED',
      `No first article has passed in this shift. Put in a golden unit: ${imeiOf(900)}.`,
    ])
    expect(await misfits(opened.page)).toEqual([])

    // A supervisor opens it: by a name and a reason of some length, and what is typed there is no scan.
    await opened.page.getByRole('button', { name: 'Open without an article' }).click()
    const dialog = opened.page.getByRole('dialog', { name: 'Open without an article' })
    const open = dialog.getByRole('button', { name: 'Open without an article' })
    await dialog.getByLabel('Your name').pressSequentially('Shift lead')
    await dialog.getByLabel('Why?').pressSequentially('too short')
    expect(await open.isDisabled()).toBe(true)
    await dialog.getByLabel('Why?').pressSequentially(' no more')
    await open.click()
    await dialog.waitFor({ state: 'hidden' })
    expect(station.openings).toEqual([{ reason: 'too short no more', by: 'Shift lead' }])
    expect(station.asked).toEqual([])
    await opened.close()
  })

  test('an agent that hangs with open sockets is lost, and green is not shown any more', async () => {
    const agent = await muteAgent(scriptedStation(sixteenTiles(Date.now()), example))
    const page = await browser.newPage()
    await page.clock.install()
    await page.goto(agent.url)
    await page.locator('[data-slot="1"][data-kind="done"]').waitFor()
    await page.clock.fastForward(7_000)
    await page.getByRole('alert').getByText('No connection to the agent').waitFor()
    expect(await page.locator('[data-kind="unknown"]').count()).toBe(16)
    await page.close()
    agent.close()
  })

  test('the tree of a screen reader names every tile with slot, state and sentence', async () => {
    const tree = await full.page.locator('main').ariaSnapshot()
    const named = [...tree.matchAll(/^ *- .?region "(.*)"/gm)].map(([, name = '']) => name)
    const expected = [
      'Slot 1: DONE. Take it out.',
      'Slot 2: WORKING. Leave the unit in.',
      'Slot 3: WORKING. Leave the unit in.',
      'Slot 4: DONE. Take it out.',
      'Slot 5: STOP. Put in the right unit.',
      'Slot 6: WORKING. Leave the unit in.',
      'Slot 7: FREE. Put in a unit.',
      'Slot 8: LATER. Take it out and keep it apart.',
      'Slot 9: WORKING. Leave the unit in.',
      'Slot 10: SCAN. Scan its serial number.',
      'Slot 11: DONE. Take it out.',
      'Slot 12: WORKING. Leave the unit in.',
      'Slot 13: LOOK. See to the printer, then Print again.',
      'Slot 14: WORKING. Leave the unit in.',
      'Slot 15: STOP. Put the unit aside.',
      'Slot 16: WORKING. Leave the unit in.',
    ]
    expect(named.map((name, i) => name.slice(0, expected[i]?.length))).toEqual(expected)
  })

  test('no state is told by colour alone, and text stands out from what is behind it', async () => {
    const looks = await full.page.evaluate<Look[]>('looks()')
    const kinds = [...new Map(looks.map((look) => [look.kind, look])).values()]
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['done', 'free', 'later', 'look', 'scan', 'stop', 'working'])
    for (const sign of ['shape', 'word', 'pattern'] as const)
      expect(new Set(kinds.map((look) => look[sign])).size).toBe(kinds.length)
    for (const { contrast, kind } of kinds)
      expect({ kind, readable: contrast >= 6.5 }).toEqual({ kind, readable: true })
  })

  test('who asks for less motion gets none', async () => {
    const motion = () => full.page.evaluate<number>('motion()')
    expect(await motion()).toBeGreaterThan(0)
    await full.page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await motion()).toBe(0)
    await full.page.emulateMedia({ reducedMotion: 'no-preference' })
  })

  test('pictures at 1 and 16 slots show something; MINTMARK_PICTURES=docs/images keeps them', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'mintmark-pictures-'))
    const folder = process.env.MINTMARK_PICTURES ? resolve(process.env.MINTMARK_PICTURES) : scratch
    const one = await open(1)
    const blank = await openBlank(browser)
    for (const [{ page }, name, colours] of [
      [one, 'station-1-slot.png', 5],
      [full, 'station-16-slots.png', 9],
    ] as const) {
      const path = join(folder, name)
      await page.screenshot({ path, animations: 'disabled' })
      const png = (await readFile(path)).toString('base64')
      expect(await blank.evaluate<number>(`distinctColours('${png}')`)).toBeGreaterThan(colours)
    }
    await one.close()
    await rm(scratch, { recursive: true })
  })
})
