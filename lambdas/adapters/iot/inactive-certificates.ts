import { type Certificate, CertificateStatus, type IoTClient, ListCertificatesCommand } from '@aws-sdk/client-iot'

/** INACTIVE certificates of the account made in a window of time, newest first; listing ends where the window does. */
export async function* inactiveCertificates(
  iot: IoTClient,
  { after, before }: { after: number; before: number },
): AsyncGenerator<Certificate> {
  let marker: string | undefined
  do {
    const page = await iot.send(new ListCertificatesCommand({ pageSize: 250, ascendingOrder: false, marker }))
    for (const certificate of page.certificates ?? []) {
      const made = certificate.creationDate?.getTime() ?? 0
      if (made < after) return
      if (made < before && certificate.status === CertificateStatus.INACTIVE) yield certificate
    }
    marker = page.nextMarker
  } while (marker !== undefined)
}
