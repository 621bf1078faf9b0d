package org.matrixee.store;

import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.device.DeviceKeyStore;
import org.matrixee.store.device.DeviceListStore;
import org.matrixee.store.device.OneTimeKeyStore;
import org.matrixee.store.device.ToDeviceStore;

/** The stores of end-to-end encryption. */
public record KeyStores(
    ToDeviceStore toDevice,
    DeviceKeyStore deviceKeys,
    OneTimeKeyStore oneTimeKeys,
    CrossSigningStore crossSigning,
    DeviceListStore deviceLists,
    KeyBackupStore backups) {}
