package org.matrixee.web.client.sync;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.id.UserId;
import org.matrixee.server.clientsync.DeviceNews;
import org.matrixee.web.common.JsonOutput;

/**
 * Writes what a device is told for end-to-end encryption.
 *
 * <p>v1.19: client-server, "Extensions to /sync".
 */
final class DeviceNewsWriter {
  /** Clients make more of these when they are told that none is left. */
  private static final String SIGNED = "signed_curve25519";

  private DeviceNewsWriter() {}

  static void write(DeviceNews news, JsonOutput out) {
    if (!news.messages().isEmpty()) {
      String separator = ",\"to_device\":{\"events\":[";
      for (ToDeviceMessage message : news.messages()) {
        out.ascii(separator).ascii("{\"type\":").string(message.type());
        out.ascii(",\"sender\":").string(message.sender().value());
        out.ascii(",\"content\":").utf8(message.content().sharedBytes()).ascii("}");
        separator = ",";
      }
      out.ascii("]}");
    }
    if (!news.changed().isEmpty() || !news.left().isEmpty()) {
      users(news.changed(), out.ascii(",\"device_lists\":{\"changed\":["));
      users(news.left(), out.ascii("],\"left\":["));
      out.ascii("]}");
    }
    KeysLeft keys = news.keys();
    if (keys != null) {
      keys(keys, out);
    }
  }

  private static void users(Set<UserId> users, JsonOutput out) {
    String separator = "";
    for (UserId user : users) {
      out.ascii(separator).string(user.value());
      separator = ",";
    }
  }

  private static void keys(KeysLeft keys, JsonOutput out) {
    Map<String, Integer> counts = new TreeMap<>(keys.oneTimeKeys());
    counts.putIfAbsent(SIGNED, 0);
    String separator = ",\"device_one_time_keys_count\":{";
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      out.ascii(separator).string(count.getKey()).ascii(":").number(count.getValue());
      separator = ",";
    }
    separator = "},\"device_unused_fallback_key_types\":[";
    for (String algorithm : keys.unusedFallbacks()) {
      out.ascii(separator).string(algorithm);
      separator = ",";
    }
    out.ascii(keys.unusedFallbacks().isEmpty() ? "},\"device_unused_fallback_key_types\":[]" : "]");
  }
}
