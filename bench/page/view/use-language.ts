import { useEffect, useState } from 'preact/hooks'
import { chooseLanguage } from '../languages/choose-language.ts'
import type { Language } from '../languages/language.ts'

const key = 'mintmark-language'

/** `?lang=` of the address, else what was chosen on this computer before, else what the browser asks for. */
const wished = (): Language =>
  chooseLanguage([new URLSearchParams(location.search).get('lang'), localStorage.getItem(key), ...navigator.languages])

/** The language of the page and the way to change it, which is remembered. */
export const useLanguage = (): [Language, (language: Language) => void] => {
  const [language, setLanguage] = useState(wished)
  useEffect(() => {
    document.documentElement.lang = language.tag
  }, [language])
  return [
    language,
    (next) => {
      localStorage.setItem(key, next.tag)
      history.replaceState(null, '', location.pathname)
      setLanguage(next)
    },
  ]
}
