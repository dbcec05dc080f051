import type { Browser } from 'playwright-core'
import type { StationServer } from '../../../bench/api/serve-station.ts'
import type { StationApi } from '../../../bench/cloud/factory-api.ts'
import { systemTimers } from '../../../bench/timers.ts'
import { createModem } from '../../../simulator/modem.ts'
import { fixture } from '../../bench/support/fixture.ts'
import { type RunningStation, runStation } from '../../bench/support/simulated-station.ts'
import { lost } from '../../bench/support/stand-in-cloud.ts'
import { type StoryCloud, startStoryCloud } from '../../support/local-cloud.ts'
import { imeiOf } from '../../support/unit.ts'
import { describePeer } from '../support/peer.ts'
import { missingChromium, openBrowser } from './support/browser.ts'
import { type OpenPage, openPage, serve } from './support/page.ts'

/** A shift at one bench with two slots, on the deployed stacks, seen and steered through the page alone. */
describePeer('station page × Chromium, with the local cloud', missingChromium, () => {
  const slots = [fixture(1), fixture(2)]
  const away = { confirmations: false }
  const unit = (n: number) => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(n) })
  let cloud: StoryCloud
  let browser: Browser
  let running: RunningStation
  let opened: OpenPage
  let orderId = ''

  /** What must be ended, last begun first, also when the beginning failed half-way. */
  const endings: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    cloud = await startStoryCloud()
    endings.unshift(cloud.stop)
    ;({ orderId } = await cloud.openOrder(20))
    const real = cloud.apiAs(cloud.station)
    const api: StationApi = {
      ...real,
      confirm: (asked) => (away.confirmations ? Promise.reject(lost()) : real.confirm(asked)),
    }
    running = runStation(api, slots, { orderId, needsSerial: true }, { timers: systemTimers })
    endings.unshift(running.stop)
    browser = await openBrowser()
    endings.unshift(() => browser.close())
    opened = await openPage(browser, running.station, { newToken: () => 'first' })
    endings.unshift(opened.close)
  })
  afterAll(async () => {
    for (const end of endings) await end()
  })

  /** As a scanner types: all at once, with Enter at the end. */
  const scan = async (text: string) => {
    await opened.page.keyboard.type(text)
    await opened.page.keyboard.press('Enter')
  }
  const answer = (text: string) => opened.page.locator('.answer', { hasText: text }).waitFor()

  test('put in, scanned, green: the tile says which unit, and the order counts it', async () => {
    expect(await opened.tile(1, 'free')).toEqual(['1', 'FREE', 'Put in a unit.', 'This slot is free.', 'Start'])
    slots[0]?.put(unit(1))
    expect(await opened.tile(1, 'scan')).toEqual(expect.arrayContaining(['SCAN', 'Scan its serial number.', imeiOf(1)]))
    await scan('SN-1')
    await answer('SN-1 is for slot 1.')
    const done = await opened.tile(1, 'done')
    expect(done).toEqual(expect.arrayContaining(['1', 'DONE', 'Take it out.', 'SN-1', imeiOf(1)]))
    const header = (await opened.page.locator('header').allInnerTexts()).join(' ')
    expect(header).toContain(orderId)
    expect(header.replace(/\s+/g, ' ')).toMatch(/1 \/ 20 of the order 1 confirmed 100.0 % yield/)
  })

  test('a click starts a slot without a scan, for the next unit that is put in', async () => {
    await opened.page.getByRole('button', { name: 'Start, Slot 2' }).click()
    slots[1]?.put(unit(2))
    expect(await opened.tile(2, 'done')).toContain(imeiOf(2))
    slots[1]?.take()
    await opened.tile(2, 'free')
  })

  test("a scanner's Enter after a click starts nothing by itself", async () => {
    const started = () => running.events.filter((event) => event.type === 'slot' && event.slot.colour === 'working')
    const before = started().length
    await opened.page.getByRole('button', { name: 'Start, Slot 2' }).focus()
    await scan('SN-unknown-slot')
    await answer('SN-unknown-slot: which slot?')
    await opened.page.keyboard.press('Escape')
    await answer('Scan, or press a slot number.')
    expect(started()).toHaveLength(before)
  })

  test('a swapped unit is red before it is touched; the right scan makes it green', async () => {
    const modem = unit(3)
    slots[1]?.put(modem)
    await opened.tile(2, 'scan')
    const other = imeiOf(4)
    await scan('2')
    await scan(other)
    await answer(`IMEI ${other} will be compared.`)
    await scan('SN-3')
    expect((await opened.tile(2, 'stop')).join(' ')).toContain(
      `Put in the right unit. This is ${imeiOf(3)}, expected ${other}.`,
    )
    expect(modem.received().some((line) => /CFUN|CMNG|KEYGEN/.test(line))).toBe(false)
    expect(await opened.page.locator('.failures').textContent()).toContain('Put in the right unit.')
    await opened.page.getByRole('button', { name: 'Try again, Slot 2' }).click()
    expect(await opened.tile(2, 'done')).toEqual(expect.arrayContaining(['SN-3', imeiOf(3)]))
    slots[1]?.take()
    await opened.tile(2, 'free')
  })

  test('the cloud goes away: amber, and green by itself when it is back', async () => {
    away.confirmations = true
    slots[1]?.put(unit(5))
    await opened.tile(2, 'scan')
    await opened.page.keyboard.press('2')
    await opened.page.locator('[data-slot="2"].chosen').waitFor()
    await opened.page.keyboard.press('Enter')
    await scan('SN-5')
    expect((await opened.tile(2, 'later')).join(' ')).toMatch(/LATER.*Take it out and keep it apart\./)
    await opened.page.locator('.figure.amber', { hasText: 'wait for the cloud' }).waitFor()
    away.confirmations = false
    expect(await opened.tile(2, 'done')).toContain('SN-5')
    await opened.page.locator('.figure.amber').waitFor({ state: 'detached' })
  })

  test('a screen reader is told every tile on which somebody must act', async () => {
    const told = await opened.page.getByRole('log').textContent()
    for (const line of ['Slot 2: STOP.', 'Slot 2: LATER.', 'Slot 2: DONE. The cloud has confirmed it. Take it out.'])
      expect(told).toContain(line)
  })

  test('the other language is one press away, and is remembered', async () => {
    await opened.page.getByRole('button', { name: 'Deutsch' }).click()
    expect(await opened.tile(2, 'done')).toEqual(expect.arrayContaining(['FERTIG', 'Herausnehmen.']))
    await opened.page.reload()
    expect(await opened.tile(2, 'done')).toContain('FERTIG')
    expect(await opened.page.locator('html').getAttribute('lang')).toBe('de')
    await opened.page.getByRole('button', { name: 'English' }).click()
    expect(await opened.tile(2, 'done')).toContain('DONE')
  })

  test('a lost agent is never green: unknown at once, and back by itself', async () => {
    const port = Number(new URL(opened.server.url).port)
    await opened.server.close()
    await opened.page.getByRole('alert').getByText('No connection to the agent').waitFor()
    expect(await opened.page.locator('[data-kind]:not([data-kind="unknown"])').count()).toBe(0)
    let again: StationServer = await serve(running.station, { port, newToken: () => 'first' })
    await opened.tile(2, 'done')
    expect(await opened.page.getByRole('alert').count()).toBe(0)
    await again.close()
    again = await serve(running.station, { port, newToken: () => 'another start' })
    await opened.page.getByRole('alert').getByText('earlier start of the agent').waitFor()
    expect(await opened.page.locator('[data-kind="done"]').count()).toBe(0)
    await again.close()
  })

  test('the page asked for nothing but its own station, and broke no rule of its content security policy', () => {
    const foreign = opened.requests.filter((url) => new URL(url).origin !== opened.server.url)
    expect(opened.requests.length).toBeGreaterThan(5)
    expect(foreign).toEqual([])
    // Chromium tells every request that the agent, while it was away, did not answer.
    expect(opened.complaints.filter((text) => !/net::ERR_|401/.test(text))).toEqual([])
  })
})
