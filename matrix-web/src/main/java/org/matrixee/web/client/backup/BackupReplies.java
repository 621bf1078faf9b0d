package org.matrixee.web.client.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.web.common.JsonOutput;

/** Answers about backups. */
final class BackupReplies {
  private BackupReplies() {}

  /**
   * The version that a request must name.
   *
   * @throws MatrixException M_MISSING_PARAM
   */
  static String require(@Nullable String version) {
    if (version == null) {
      throw new MatrixException(
          ErrorCode.M_MISSING_PARAM, "The parameter 'version' must be there.");
    }
    return version;
  }

  static byte[] version(String version) {
    return new JsonOutput().ascii("{\"version\":").string(version).ascii("}").toBytes();
  }

  static byte[] backup(KeyBackup backup) {
    JsonOutput out = new JsonOutput().ascii("{\"algorithm\":").string(backup.algorithm());
    out.ascii(",\"auth_data\":").utf8(backup.authData().sharedBytes()).ascii(",");
    state(out, backup);
    return out.ascii(",\"version\":\"").number(backup.version()).ascii("\"}").toBytes();
  }

  /** {@code count} and {@code etag}. */
  static byte[] state(KeyBackup backup) {
    JsonOutput out = new JsonOutput().ascii("{");
    state(out, backup);
    return out.ascii("}").toBytes();
  }

  private static void state(JsonOutput out, KeyBackup backup) {
    out.ascii("\"count\":").number(backup.count());
    out.ascii(",\"etag\":\"").number(backup.etag()).ascii("\"");
  }

  /**
   * One key.
   *
   * @throws MatrixException M_NOT_FOUND if it is not there
   */
  static byte[] one(List<BackedUpKey> keys) {
    if (keys.isEmpty()) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such key.");
    }
    JsonOutput out = new JsonOutput();
    key(out, keys.get(0));
    return out.toBytes();
  }

  static void key(JsonOutput out, BackedUpKey key) {
    KeyQuality quality = key.quality();
    out.ascii("{\"first_message_index\":").number(quality.firstMessageIndex());
    out.ascii(",\"forwarded_count\":").number(quality.forwardedCount());
    out.ascii(",\"is_verified\":").ascii(Boolean.toString(quality.verified()));
    out.ascii(",\"session_data\":").utf8(key.content().sharedBytes()).ascii("}");
  }
}
