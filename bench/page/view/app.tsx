import { useState } from 'preact/hooks'
import { type Answered, askStation } from '../client/ask-station.ts'
import { type Desk, emptyDesk, type StartCall, takeEntry } from '../model/desk.ts'
import { gridOf } from '../model/grid.ts'
import type { Entered } from '../model/keys.ts'
import { readEntry, slotNamed } from '../model/read-entry.ts'
import { type Tile, tileOf } from '../model/tile.ts'
import { Announcer } from './announcer.tsx'
import { FailureList } from './failure-list.tsx'
import { LineBanner } from './line-banner.tsx'
import { LostBanner } from './lost-banner.tsx'
import { OrderHeader } from './order-header.tsx'
import { type Reply, ScanBar } from './scan-bar.tsx'
import { SlotTile } from './slot-tile.tsx'
import { useKeys } from './use-keys.ts'
import { useLanguage } from './use-language.ts'
import { useStation } from './use-station.ts'

/** The operator's page: one client of the station's local API. */
export const App = () => {
  const { state, now } = useStation()
  const [language, setLanguage] = useLanguage()
  const [desk, setDesk] = useState<Desk>(emptyDesk)
  const [reply, setReply] = useState<Reply>()
  const { slots, link } = state
  const numbers = slots.map(({ slot }) => slot)

  const ask = async (path: string, body: unknown, hint: Desk['hint']): Promise<void> => {
    const answer: Answered = await askStation(path, body)
    setReply(answer.ok ? { hint } : { no: answer })
  }
  const start = ({ slot, ...unit }: StartCall): Promise<void> =>
    ask(`/slots/${slot}/start`, unit, {
      word: unit.serial === undefined && unit.imei === undefined ? 'ready' : 'sent',
      params: { slot, what: unit.serial ?? unit.imei },
    })
  const onEntered = (entered: Entered): void => {
    const { slot, entry } = readEntry(entered, numbers, desk.slot)
    const { desk: after, start: call } = takeEntry(slot === undefined ? desk : { ...desk, slot }, entry, slots)
    setDesk(after)
    if (call) void start(call)
  }
  const typed = useKeys(onEntered, (key) => {
    setReply(undefined)
    if (key === 'Escape') setDesk(emptyDesk)
  })

  const act = ({ slot, action }: Tile, unit: Omit<StartCall, 'slot'>): void => {
    if (action === 'print-label') void ask(`/units/${unit.imei}/label`, {}, { word: 'printed', params: { slot } })
    // A unit is tried again with its own serial; its IMEI is read again.
    else void start({ slot, ...(action === 'again' && unit.serial !== undefined ? { serial: unit.serial } : {}) })
  }

  const tiles = slots.map((each) => ({
    state: each,
    tile: tileOf(each, { link, proof: state.proofs[each.imei ?? ''], now }),
  }))
  const { columns, rows } = gridOf(slots.length)
  const chosen = slotNamed(typed, numbers) ?? desk.slot
  return (
    <div class={`page ${link}`}>
      <OrderHeader language={language} state={state} onLanguage={setLanguage} />
      {link === 'live' ? (
        <LineBanner
          language={language}
          told={state.line}
          onOpen={(opening) => void ask('/line/open', opening, emptyDesk.hint)}
        />
      ) : (
        <LostBanner language={language} link={link} />
      )}
      <main class={`columns-${columns} rows-${rows}`}>
        {tiles.map((each) => (
          <SlotTile
            key={each.state.slot}
            language={language}
            state={each.state}
            tile={each.tile}
            isChosen={link === 'live' && each.state.slot === chosen}
            onAct={() => act(each.tile, { serial: each.state.serial, imei: each.state.imei })}
          />
        ))}
      </main>
      <footer>
        <ScanBar language={language} typed={typed} reply={reply} hint={desk.hint} />
        <FailureList language={language} failures={state.summary.failures} />
      </footer>
      <Announcer language={language} tiles={tiles} />
    </div>
  )
}
