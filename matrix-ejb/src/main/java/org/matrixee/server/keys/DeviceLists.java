package org.matrixee.server.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.DeviceRenamed;
import org.matrixee.server.account.device.DevicesEnded;
import org.matrixee.server.account.lifecycle.AccountDeactivated;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsDesk;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.device.DeviceKeyStore;
import org.matrixee.store.device.DeviceListStore;
import org.matrixee.store.device.OneTimeKeyStore;

/**
 * Notes in the running transaction that what others see of a user's devices and keys changed; and
 * forgets the keys of devices that end.
 *
 * <p>v1.19: Client-Server API, "Tracking the device list for a user".
 */
@ApplicationScoped
public class DeviceLists {
  private DeviceListStore lists;
  private DeviceKeyStore deviceKeys;
  private OneTimeKeyStore oneTimeKeys;
  private CrossSigningStore crossSigning;
  private NewsDesk news;

  /** For the container's proxies. */
  protected DeviceLists() {}

  /** With what it needs. */
  @Inject
  public DeviceLists(
      DeviceListStore lists,
      DeviceKeyStore deviceKeys,
      OneTimeKeyStore oneTimeKeys,
      CrossSigningStore crossSigning,
      NewsDesk news) {
    this.lists = lists;
    this.deviceKeys = deviceKeys;
    this.oneTimeKeys = oneTimeKeys;
    this.crossSigning = crossSigning;
    this.news = news;
  }

  /** Notes a change; its place in the stream. */
  public long changed(UserId user) {
    long position = news.place(new News.DeviceList(user));
    lists.note(user, position);
    return position;
  }

  /** Keys are told with the name of their device. */
  public void onDeviceRenamed(@Observes DeviceRenamed renamed) {
    if (deviceKeys.find(renamed.user(), renamed.device()).isPresent()) {
      changed(renamed.user());
    }
  }

  /** Keys of devices go with them. */
  public void onDevicesEnded(@Observes DevicesEnded ended) {
    Map<UserId, List<DeviceId>> byUser = new LinkedHashMap<>();
    for (Device device : ended.devices()) {
      byUser.computeIfAbsent(device.user(), user -> new ArrayList<>()).add(device.id());
    }
    byUser.forEach(
        (user, devices) -> {
          oneTimeKeys.deleteAll(user, devices);
          if (deviceKeys.deleteAll(user, devices) > 0) {
            forgetSignatures(user, devices.stream().map(DeviceId::value).toList());
            changed(user);
          }
        });
  }

  /** Forgets signatures on keys of a user, and those by them. */
  public void forgetSignatures(UserId user, List<String> keyIds) {
    crossSigning.deleteSignaturesOn(user, keyIds);
    crossSigning.deleteSignaturesBy(user, keyIds.stream().map(id -> "ed25519:" + id).toList());
  }

  /** Nobody verifies who has gone. */
  public void onAccountDeactivated(@Observes AccountDeactivated account) {
    UserId user = account.user();
    List<CrossSigningKey> kept = crossSigning.findAll(List.of(user));
    if (!kept.isEmpty()) {
      crossSigning.delete(user, EnumSet.allOf(KeyUsage.class));
      forgetSignatures(user, kept.stream().map(CrossSigningKey::publicKey).toList());
      changed(user);
    }
  }
}
