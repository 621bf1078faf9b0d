package org.matrixee.store.device;

import java.util.Collection;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/**
 * Messages that wait for devices of this server. Every method needs a running transaction.
 *
 * <p>At each place in the stream there is at most one message for a device, so that a page may end
 * after any message and be continued from its place.
 *
 * <p>v1.19: Client-Server API, "Send-to-Device messaging", "Server behaviour".
 */
public interface ToDeviceStore {
  /**
   * Keeps messages for devices; one statement. None of the devices may be there twice, and none may
   * end before the transaction does: see {@link DeviceStore#holdAll}.
   *
   * @param position their place in the stream
   */
  void add(long position, Collection<AddressedMessage> messages);

  /**
   * The messages after {@code afterPos}, up to and with {@code uptoPos}, in the order of sending.
   * What a client has not confirmed is read again, in the same order.
   *
   * @param limit at most so many
   */
  ToDevicePage read(UserId user, DeviceId device, long afterPos, long uptoPos, int limit);

  /**
   * Forgets what a client has confirmed by coming with a later token: the messages up to and with
   * {@code uptoPos}; says how many.
   */
  int delete(UserId user, DeviceId device, long uptoPos);

  /** Forgets all that waits for devices which have ended. */
  void deleteAll(UserId user, Collection<DeviceId> devices);
}
