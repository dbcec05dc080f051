import { useRef, useState } from 'preact/hooks'
import type { Language } from '../languages/language.ts'
import { word } from '../languages/say.ts'

/** What the API takes for a reason (docs/station-api.md). */
const shortest = 10
const longest = 500

interface Props {
  language: Language
  onOpen: (opening: { reason: string; by: string }) => void
}

/** A supervisor opens the line without a first article: a reason and a name, which journal and order keep. */
export const OpenLine = ({ language, onOpen }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState('')
  const [by, setBy] = useState('')
  const open = (): void => {
    dialog.current?.close()
    onOpen({ reason: reason.trim(), by: by.trim() })
  }
  return (
    <>
      <button type="button" class="open-line" onClick={() => dialog.current?.showModal()}>
        {word(language, 'openLine')}
      </button>
      <dialog ref={dialog} aria-label={word(language, 'openLine')}>
        <label>
          {word(language, 'openReason')}
          <textarea
            rows={3}
            maxLength={longest}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <label>
          {word(language, 'openBy')}
          <input maxLength={64} value={by} onInput={(event) => setBy(event.currentTarget.value)} />
        </label>
        <p>
          <button
            type="button"
            class="open-line"
            disabled={reason.trim().length < shortest || by.trim() === ''}
            onClick={open}
          >
            {word(language, 'openLine')}
          </button>
          <button type="button" class="open-line" onClick={() => dialog.current?.close()}>
            {word(language, 'cancel')}
          </button>
        </p>
      </dialog>
    </>
  )
}
