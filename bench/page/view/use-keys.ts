import { useEffect, useRef, useState } from 'preact/hooks'
import { type Entered, noKeys, pressKey } from '../model/keys.ts'

const isTyped = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && (key.length === 1 ? key !== ' ' && !altKey : ['Backspace', 'Escape', 'Enter'].includes(key))

/**
 * Takes what scanner and keyboard type anywhere on the page. A scanner's Enter never presses the button that happens to
 * have the focus: it would start a slot that nobody meant.
 */
export const useKeys = (onEntered: (entered: Entered) => void, onKey: (key: string) => void): string => {
  const [text, setText] = useState('')
  const keys = useRef(noKeys)
  const calls = useRef({ onEntered, onKey })
  calls.current = { onEntered, onKey }
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing || event.repeat || !isTyped(event)) return
      // In a dialog somebody writes.
      if (event.target instanceof Element && event.target.closest('dialog')) return
      const isPress = event.key === 'Enter' && keys.current.text === '' && event.target instanceof HTMLButtonElement
      if (isPress) return
      event.preventDefault()
      calls.current.onKey(event.key)
      const after = pressKey(keys.current, event.key, event.timeStamp)
      keys.current = after.keys
      setText(after.keys.text)
      if (after.entered) calls.current.onEntered(after.entered)
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
  return text
}
