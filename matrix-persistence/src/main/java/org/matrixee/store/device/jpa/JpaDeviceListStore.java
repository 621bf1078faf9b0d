package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.DeviceListStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.TableWriter;

/** Changes of lists of devices in the table {@code device_list_change}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaDeviceListStore implements DeviceListStore {
  private static final TableWriter CHANGES =
      TableWriter.replacing(
          "device_list_change", 1, Column.text("user_id"), Column.bigint("stream_pos"));

  private static final String IN_ROOMS_OF =
      "select distinct o.user_id from membership m join membership o on o.room_nid = m.room_nid"
          + " and o.user_id <> m.user_id where m.user_id = ? and ";

  private static final String MET =
      IN_ROOMS_OF
          + "m.membership = 'join' and o.membership = 'join'"
          + " and ((o.stream_pos > ? and o.stream_pos <= ?)"
          + " or (m.stream_pos > ? and m.stream_pos <= ?))";

  /** Of those who left before the user did, only who left since is told: the others were told. */
  private static final String PARTED =
      IN_ROOMS_OF
          + "((m.membership = 'join' and o.membership in ('leave', 'ban')"
          + " and o.stream_pos > ? and o.stream_pos <= ?)"
          + " or (m.membership in ('leave', 'ban') and m.stream_pos > ? and m.stream_pos <= ?"
          + " and (o.membership = 'join'"
          + " or (o.membership in ('leave', 'ban') and o.stream_pos > ?))))";

  private Database database;

  @Inject
  JpaDeviceListStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaDeviceListStore() {}

  @Override
  public void note(UserId user, long position) {
    @Nullable Object[] row = {user.value(), position};
    CHANGES.write(database, List.<@Nullable Object[]>of(row));
  }

  @Override
  public Set<UserId> changed(long afterPos, long uptoPos, Collection<UserId> among) {
    return users(
        "select user_id from device_list_change where user_id = any(?)"
            + " and stream_pos > ? and stream_pos <= ?",
        among,
        afterPos,
        uptoPos);
  }

  @Override
  public Set<UserId> changed(long afterPos, long uptoPos) {
    return users(
        "select user_id from device_list_change where stream_pos > ? and stream_pos <= ?",
        afterPos,
        uptoPos);
  }

  @Override
  public Set<UserId> met(UserId user, long afterPos, long uptoPos) {
    return users(MET, user.value(), afterPos, uptoPos, afterPos, uptoPos);
  }

  @Override
  public Set<UserId> parted(UserId user, long afterPos, long uptoPos) {
    return users(PARTED, user.value(), afterPos, uptoPos, afterPos, uptoPos, afterPos);
  }

  private Set<UserId> users(String query, Object... parameters) {
    return new HashSet<>(
        PlainSql.rows(database, query, row -> new UserId(row.getString(1)), parameters));
  }
}
