package org.matrixee.store.device.jpa;

import org.matrixee.store.KeyStores;
import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.device.OpenIdTokenStore;
import org.matrixee.store.device.RefreshTokenStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;

/** Opens this package's adapters to tests without a container. */
public final class DeviceAdapters {
  private DeviceAdapters() {}

  public static DeviceStore devices(Database database, NidAllocator nids) {
    return new JpaDeviceStore(database, nids);
  }

  public static RefreshTokenStore refreshTokens(Database database) {
    return new JpaRefreshTokenStore(database);
  }

  public static KeyStores keys(Database database, NidAllocator nids, KeyBackupStore backups) {
    return new KeyStores(
        new JpaToDeviceStore(database),
        new JpaDeviceKeyStore(database),
        new JpaOneTimeKeyStore(database, nids),
        new JpaCrossSigningStore(database),
        new JpaDeviceListStore(database),
        backups);
  }

  public static LoginTokenStore loginTokens(Database database) {
    return new JpaLoginTokenStore(database);
  }

  public static OpenIdTokenStore openIdTokens(Database database) {
    return new JpaOpenIdTokenStore(database);
  }
}
