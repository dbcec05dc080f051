import { chooseLanguage } from '../../../../bench/page/languages/choose-language.ts'
import { english } from '../../../../bench/page/languages/english.ts'
import { german } from '../../../../bench/page/languages/german.ts'
import { say, word } from '../../../../bench/page/languages/say.ts'

const of = (code: string, params: Record<string, unknown> = {}) => ({ code, params, says: 'Says.', next: 'Next.' })

test('a sentence is made of its code and parameters, in either language', () => {
  const swapped = of('imei-not-expected', { imei: '1', expected: '2' })
  expect(say(english, swapped)).toEqual({ says: 'This is 1, expected 2.', next: 'Put in the right unit.' })
  expect(say(german, swapped)).toEqual({
    says: 'Das ist 1, erwartet 2.',
    next: 'Das richtige Gerät einlegen.',
  })
})

test('a state is a word of the language; a parameter that is missing is shown as missing', () => {
  expect(say(german, of('device-not-usable', { imei: '1', state: 'suspended' })).says).toBe('1 ist gesperrt.')
  expect(say(english, of('device-not-usable', { imei: '1' })).says).toBe('1 is ….')
})

test('a code of a newer agent is said in its own English', () => {
  expect(say(german, of('not-invented-yet'))).toEqual({ says: 'Says.', next: 'Next.' })
})

test('a word of the page takes parameters, too', () => {
  expect(word(english, 'slotChosen', { slot: 7 })).toBe('Slot 7 chosen. Scan, or press Enter to start it.')
})

test('the first wish that can be met decides, a region counts as its language, and English is always there', () => {
  expect(chooseLanguage([null, undefined, 'fr', 'de-AT', 'en'])).toBe(german)
  expect(chooseLanguage(['en-GB', 'de'])).toBe(english)
  expect(chooseLanguage(['fr'])).toBe(english)
})
