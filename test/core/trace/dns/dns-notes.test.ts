import { DnsNotes } from '../../../../core/trace/dns/dns-notes.ts'
import { tcpPacket, udpPacket } from '../../../support/capture/packets.ts'
import { pcapFile } from '../../../support/capture/pcap-file.ts'
import { readFacts } from '../../../support/capture/read-facts.ts'

const name = (text: string) =>
  Buffer.concat([
    ...text.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ])
const record = (owner: Buffer, type: number, data: Buffer) => {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([owner, fixed, data])
}
const pointer = Buffer.from([0xc0, 12])
const answer = (question: string, records: Buffer[], code = 0) => {
  const header = Buffer.from([0, 1, 0x81, 0x80 | code, 0, 1, 0, records.length, 0, 0, 0, 0])
  return Buffer.concat([header, name(question), Buffer.from([0, 1, 0, 1]), ...records])
}
const host = 'abc-ats.iot.eu-west-1.amazonaws.com'
const notesOf = (...messages: Buffer[]) => {
  const notes = new DnsNotes()
  for (const message of messages) notes.answer(message, 0, message.length)
  return notes
}

test('an address has the name that was asked for, also behind a CNAME', () => {
  const notes = notesOf(
    answer(host, [
      record(pointer, 5, name('other.example')),
      record(name('other.example'), 1, Buffer.from([52, 1, 2, 3])),
      record(pointer, 28, Buffer.from('20010db8000000000000000000000001', 'hex')),
    ]),
  )
  expect(notes.nameOf('52.1.2.3')).toBe(host)
  expect(notes.nameOf('2001:db8::1')).toBe(host)
  expect(notes.nameOf('52.1.2.4')).toBeNull()
})

test('a name that does not resolve is kept once', () => {
  const refusal = answer('typo.example', [], 3)
  expect(notesOf(refusal, refusal).failures).toEqual([{ name: 'typo.example', reason: 'NXDOMAIN' }])
})

test('pointers that run in circles, and every cut, are survived', () => {
  const loop = answer(host, [record(Buffer.from([0xc0, 12 + host.length + 2 + 4]), 1, Buffer.from([1, 2, 3, 4]))])
  expect(notesOf(loop).nameOf('1.2.3.4')).toBeNull()
  const whole = answer(host, [record(pointer, 1, Buffer.from([52, 1, 2, 3]))])
  for (let length = 0; length < whole.length; length += 1)
    expect(notesOf(whole.subarray(0, length)).nameOf('52.1.2.3')).toBeNull()
})

test('remembers thousands of names, not millions', () => {
  const notes = new DnsNotes()
  for (let n = 0; n < 5000; n += 1) {
    const message = answer(`h${n}.example`, [record(pointer, 1, Buffer.from([10, 0, n >> 8, n & 255]))])
    notes.answer(message, 0, message.length)
  }
  expect(notes.nameOf('10.0.0.0')).toBeNull()
  expect(notes.nameOf('10.0.19.135')).toBe('h4999.example')
})

test('a connection shows the name its server was asked for', () => {
  const lookup = udpPacket(
    '10.0.0.53',
    53,
    '10.0.0.2',
    40_000,
    answer(host, [record(pointer, 1, Buffer.from([52, 1, 2, 3]))]),
  )
  const syn = tcpPacket({ from: '10.0.0.2', to: '52.1.2.3', fromPort: 49_152, toPort: 8883, flags: 'S' })
  expect(readFacts(pcapFile(101, [{ bytes: lookup }, { bytes: syn }])).connections[0]?.dnsName).toBe(host)
})
