package org.matrixee.store.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.TestRoom;
import org.matrixee.store.TestRoom.Draft;
import org.matrixee.store.TestRoom.Prepared;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.jpa.JpaStores;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.TestDatabases;

/**
 * Measures the event store on PostgreSQL with durable commits, or on H2 ({@code h2}). Not a test:
 * run it by hand, and compare figures of one machine only.
 */
public final class StoreBench {
  private static final PrintStream OUT = System.out;
  private static final long SECOND = 1_000_000_000L;
  private static final String BODY =
      "{\"content\":{\"body\":\"%s\",\"msgtype\":\"m.text\"}}".formatted("abcdefgh".repeat(80));

  private final JpaStores stores;

  /** The server process of the one connection that we use; H2 is our own. */
  private final ProcessHandle databaseProcess;

  private StoreBench(JpaStores stores) {
    this.stores = stores;
    this.databaseProcess =
        stores.inTransaction(
            () ->
                stores.database().dialect() == SqlDialect.H2
                    ? ProcessHandle.current()
                    : ProcessHandle.of(stores.database().sql(StoreBench::backendPid))
                        .orElseThrow());
  }

  private static long backendPid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("h2")) {
      new StoreBench(new JpaStores(TestDatabases.h2())).run();
      return;
    }
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start()) {
      DataSource database = TestDatabases.postgres(server);
      new StoreBench(new JpaStores(database)).run();
    }
  }

  private void run() {
    List<TestRoom> rooms = new ArrayList<>();
    stores.run(
        () -> {
          for (int i = 0; i < 100; i++) {
            rooms.add(TestRoom.create(stores));
          }
        });
    for (int round = 0; round < 2; round++) {
      appends("1 room x 1 event", rooms.subList(0, 1), 1);
      appends("1 room x 8 events", rooms.subList(0, 1), 8);
      appends("1 room x 32 events", rooms.subList(0, 1), 32);
      appends("1 room x 256 events", rooms.subList(0, 1), 256);
      appends("32 rooms x 1 event", rooms.subList(0, 32), 1);
      appends("32 rooms x 8 events", rooms.subList(0, 32), 8);
    }
    stores.execute("analyze");
    TestRoom paged = rooms.get(99);
    fill(paged, 10_000);
    for (int round = 0; round < 3; round++) {
      page(paged, 100);
      page(paged, 1000);
      recent(rooms);
    }
    joins(rooms.get(98), 2_000);
  }

  /** One writer, one transaction after the other, as the sequencer does it with a known head. */
  private void appends(String name, List<TestRoom> rooms, int events) {
    Map<Long, RoomHead> heads = new HashMap<>();
    stores.run(() -> rooms.forEach(room -> heads.put(room.nid(), room.head())));
    List<Draft> drafts =
        Collections.nCopies(events, TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, BODY));
    long ourCpu = cpu(ProcessHandle.current());
    long databaseCpu = cpu(databaseProcess);
    long start = System.nanoTime();
    long written = 0;
    int transactions = 0;
    while (System.nanoTime() - start < 4 * SECOND) {
      stores.run(
          () -> {
            List<RoomAppend> appends = new ArrayList<>();
            Map<TransactionKey, RoomOutcome> outcomes = new HashMap<>();
            for (TestRoom room : rooms) {
              RoomHead head = heads.get(room.nid());
              RoomLock lock =
                  stores.events().suppose(room.nid(), room.id(), RoomVersion.V2014, head);
              Prepared prepared = room.prepare(head, drafts);
              heads.put(room.nid(), prepared.head());
              appends.add(new RoomAppend(lock, prepared.events(), prepared.head(), List.of()));
              prepared
                  .events()
                  .forEach(
                      event ->
                          outcomes.put(
                              new TransactionKey(event.nid() % 32, "/send", "m" + event.nid()),
                              new RoomOutcome(room.id(), event.event().id(), null)));
            }
            stores.events().append(appends, new RequestAnswers(outcomes, 1));
          });
      written += (long) rooms.size() * events;
      transactions++;
    }
    double seconds = (System.nanoTime() - start) / (double) SECOND;
    OUT.printf(
        "append %-20s %8.0f events/s %6.0f transactions/s; CPU per event: %5.1f us ours, %5.1f us"
            + " the database's%n",
        name,
        written / seconds,
        transactions / seconds,
        (cpu(ProcessHandle.current()) - ourCpu) / 1e3 / written,
        (cpu(databaseProcess) - databaseCpu) / 1e3 / written);
  }

  /** CPU time in nanoseconds: the sturdiest figure on a machine that others use too. */
  private static long cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  private void fill(TestRoom room, int events) {
    List<Draft> drafts =
        Collections.nCopies(100, TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, BODY));
    for (int i = 0; i < events; i += drafts.size()) {
      stores.run(() -> room.append(drafts));
    }
  }

  private void page(TestRoom room, int limit) {
    long start = System.nanoTime();
    int read = 0;
    TimelinePosition from = null;
    while (true) {
      TimelinePosition gap = from;
      List<StoredEvent> page =
          stores.inTransaction(
              () ->
                  stores
                      .events()
                      .page(new TimelineQuery(room.nid(), gap, null, true, Long.MAX_VALUE, limit)));
      if (page.isEmpty()) {
        break;
      }
      read += page.size();
      StoredEvent last = page.get(page.size() - 1);
      from = new TimelinePosition(last.depth(), last.position() - 1);
    }
    OUT.printf(
        "page   %-20s %8.0f events/s%n",
        "limit " + limit, read * (double) SECOND / (System.nanoTime() - start));
  }

  private void recent(List<TestRoom> rooms) {
    List<Long> nids = rooms.stream().map(TestRoom::nid).toList();
    long start = System.nanoTime();
    int read =
        stores.inTransaction(
            () ->
                stores.events().recentMessages(nids, 20, Long.MAX_VALUE).values().stream()
                    .mapToInt(List::size)
                    .sum());
    OUT.printf(
        "recent %d rooms, %d events: %.1f ms%n",
        nids.size(), read, (System.nanoTime() - start) / 1e6);
  }

  private void joins(TestRoom room, int users) {
    long start = System.nanoTime();
    for (int i = 0; i < users; i += 32) {
      List<Draft> drafts = new ArrayList<>();
      for (int j = 0; j < 32; j++) {
        drafts.add(
            TestRoom.draft(EventType.MEMBER, "@user" + (i + j) + ":a.example", TestRoom.ALICE, BODY)
                .with(Membership.JOIN));
      }
      stores.run(() -> room.append(drafts));
    }
    OUT.printf(
        "joins  %-20s %8.0f events/s%n",
        "32 a transaction", users * (double) SECOND / (System.nanoTime() - start));
  }
}
