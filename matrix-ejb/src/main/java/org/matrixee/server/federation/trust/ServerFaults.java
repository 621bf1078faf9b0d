package org.matrixee.server.federation.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;

/**
 * Counts by server what has been refused, and shows it to administrators, who decide what to make
 * of it. Since this server's start, and for a bounded number of servers: whoever invents names
 * makes those forgotten that have done the least.
 *
 * <p>2014: threats, 10, trustworthiness of servers (S-THR-04).
 */
@ApplicationScoped
public class ServerFaults {
  private static final int MOST_SERVERS = 10_000;
  private static final int MOST_SHOWN = 1000;

  private final Cache<ServerName, Faults> records =
      Caffeine.newBuilder().maximumSize(MOST_SERVERS).build();

  private Clock clock;
  private long sinceTs;

  /** For the container's proxies. */
  protected ServerFaults() {}

  /** With the clock that begins to count. */
  @Inject
  public ServerFaults(Clock clock) {
    this.clock = clock;
    this.sinceTs = clock.millis();
  }

  /** What one server has done; guarded by itself. */
  private static final class Faults {
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private long lastTs;
    private String lastReason = "";

    synchronized void add(Fault fault, String reason, long now) {
      counts.merge(fault, 1L, Long::sum);
      lastTs = now;
      lastReason = reason;
    }

    synchronized Line line(ServerName server) {
      return new Line(server, counts, lastTs, lastReason);
    }
  }

  /**
   * What is known of one server.
   *
   * @param counts faults by kind; kinds without any are left out
   * @param lastTs when the last one was noted, ms since 1970
   * @param lastReason the sentence that it was refused with
   */
  public record Line(ServerName server, Map<Fault, Long> counts, long lastTs, String lastReason) {
    /** Copies the map. */
    public Line {
      counts = Map.copyOf(counts);
    }

    /** How often something was wrong. */
    public long count(Fault fault) {
      return counts.getOrDefault(fault, 0L);
    }

    private long all() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * The list and its beginning.
   *
   * @param sinceTs since when faults are counted, ms since 1970
   * @param lines the worst first
   */
  public record Report(long sinceTs, List<Line> lines) {
    /** Copies the list. */
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /** Notes that something of a server was refused. */
  public void note(ServerName server, Fault fault, String reason) {
    records.get(server, name -> new Faults()).add(fault, reason, clock.millis());
  }

  /**
   * What has been counted.
   *
   * @throws MatrixException M_FORBIDDEN if the requester is no administrator
   */
  public Report report(Requester requester) {
    if (!requester.admin()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "Only the server's administrators may do this.");
    }
    List<Line> lines =
        records.asMap().entrySet().stream()
            .map(entry -> entry.getValue().line(entry.getKey()))
            .sorted(
                Comparator.comparingLong(Line::all)
                    .reversed()
                    .thenComparing(line -> line.server().value()))
            .limit(MOST_SHOWN)
            .toList();
    return new Report(sinceTs, lines);
  }
}
