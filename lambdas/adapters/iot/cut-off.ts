import {
  DeleteConnectionCommand,
  type IoTDataPlaneClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot-data-plane'

/** Ends the live session of a device; deactivating alone takes minutes (aws-iot-provisioning.md 9). No session is no error. */
export const cutOff = async (data: IoTDataPlaneClient, clientId: string): Promise<void> => {
  try {
    await data.send(new DeleteConnectionCommand({ clientId, preventWillMessage: false }))
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
  }
}
