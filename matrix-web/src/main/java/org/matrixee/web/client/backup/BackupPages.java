package org.matrixee.web.client.backup;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.id.RoomId;
import org.matrixee.web.common.JsonOutput;

/** Keys of a backup, written page by page: there may be more than fit into memory. */
final class BackupPages implements StreamingOutput {
  private final Supplier<List<BackedUpKey>> pages;
  private final boolean byRoom;

  private BackupPages(Supplier<List<BackedUpKey>> pages, boolean byRoom) {
    this.pages = pages;
    this.byRoom = byRoom;
  }

  /** Keys, which come in the order of rooms, by room and session. */
  static BackupPages rooms(Supplier<List<BackedUpKey>> pages) {
    return new BackupPages(pages, true);
  }

  /** Keys of one room by session. */
  static BackupPages room(Supplier<List<BackedUpKey>> pages) {
    return new BackupPages(pages, false);
  }

  @Override
  public void write(OutputStream out) throws IOException {
    JsonOutput begin = new JsonOutput().ascii(byRoom ? "{\"rooms\":{" : "{\"sessions\":{");
    begin.write(out);
    @Nullable RoomId room = null;
    boolean first = true;
    for (List<BackedUpKey> page = pages.get(); !page.isEmpty(); page = pages.get()) {
      JsonOutput text = new JsonOutput();
      for (BackedUpKey key : page) {
        if (byRoom && !key.id().room().equals(room)) {
          text.ascii(room == null ? "" : "}},").string(key.id().room().value());
          text.ascii(":{\"sessions\":{");
          room = key.id().room();
          first = true;
        }
        text.ascii(first ? "" : ",").string(key.id().session()).ascii(":");
        BackupReplies.key(text, key);
        first = false;
      }
      text.write(out);
    }
    new JsonOutput().ascii(room == null ? "}}" : "}}}}").write(out);
  }
}
