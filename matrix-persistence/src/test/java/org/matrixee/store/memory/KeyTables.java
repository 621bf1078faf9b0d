package org.matrixee.store.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/** The rows of end-to-end encryption in memory; changed only through the journal. */
final class KeyTables {
  final Map<MessageKey, ToDeviceMessage> toDevice = new HashMap<>();
  final Map<OfDevice, JsonText> deviceKeys = new HashMap<>();
  final NavigableMap<Long, OneTimeRow> oneTimeKeys = new TreeMap<>();
  final Map<WantedKey, FallbackRow> fallbacks = new HashMap<>();
  final Map<UsageKey, CrossSigningKey> crossSigning = new HashMap<>();
  final Map<SignatureKey, SignatureRow> signatures = new HashMap<>();
  final Map<UserId, Long> deviceLists = new HashMap<>();
  final Map<BackupKey, BackupRow> backups = new HashMap<>();
  final Map<BackedUpId, BackedUpKey> backedUp = new HashMap<>();

  record OfDevice(UserId user, DeviceId device) {}

  record MessageKey(OfDevice device, long position) {}

  record OneTimeRow(OfDevice device, OneTimeKey key, long claimedTs) {}

  record FallbackRow(OneTimeKey key, boolean used) {}

  record UsageKey(UserId user, KeyUsage usage) {}

  record SignatureKey(UserId user, String keyId, UserId signer, String signerKey) {}

  record SignatureRow(KeySignature signature, long position) {}

  record BackupKey(UserId user, long version) {}

  record BackupRow(KeyBackup backup, boolean deleted) {}

  record BackedUpId(BackupKey backup, String room, String session) {}

  void clear() {
    toDevice.clear();
    deviceKeys.clear();
    oneTimeKeys.clear();
    fallbacks.clear();
    crossSigning.clear();
    signatures.clear();
    deviceLists.clear();
    backups.clear();
    backedUp.clear();
  }
}
