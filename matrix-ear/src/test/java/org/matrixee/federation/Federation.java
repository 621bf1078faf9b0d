package org.matrixee.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/**
 * Servers of ours that can talk to each other and to scripted peers: named {@code localhost:} and
 * their TLS port, each with a certificate of its own that the others trust, and allowed to contact
 * loopback addresses.
 */
public final class Federation implements AutoCloseable {
  /** A word that the policy of the {@link #shared} server does not want. */
  static final String UNWANTED_WORD = "unwantedword";

  private final List<MatrixServer> servers;

  private static final class Holder {
    static final MatrixServer SERVER =
        of(ServerSettings.h2("federation")
                .with("MATRIX_ADMINS", "@root:localhost:{tls}")
                .with("MATRIX_POLICY_WORDS", UNWANTED_WORD))
            .get(0);
    static final Client ROOT = Client.register(SERVER.url(), "root", Users.PASSWORD);
  }

  private static final class PairHolder {
    static final Federation PAIR =
        of(
            ServerSettings.h2("pair-a").with("MATRIX_REJECT_INVITES", "on"),
            ServerSettings.h2("pair-b").with("MATRIX_REJECT_INVITES", "on"));
  }

  private Federation(List<MatrixServer> servers) {
    this.servers = servers;
  }

  /** Two servers that tests share: embedded databases; they run until this JVM ends. */
  static Federation pair() {
    return PairHolder.PAIR;
  }

  /** Starts servers side by side, such as {@code Federation.of(ServerSettings.h2("a"), ...)}. */
  public static Federation of(ServerSettings... settings) {
    Identity.trust();
    List<ServerSettings> whole = new ArrayList<>();
    for (int i = 0; i < settings.length; i++) {
      whole.add(settings(settings[i], i));
    }
    return ofWhole(whole);
  }

  /** The same with settings to which nothing is added. */
  static Federation ofWhole(List<ServerSettings> settings) {
    List<CompletableFuture<MatrixServer>> starts =
        settings.stream().map(each -> AtOnce.start(() -> MatrixServer.start(each))).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0]));
    try {
      all.join();
    } catch (RuntimeException e) {
      starts.stream()
          .filter(start -> !start.isCompletedExceptionally())
          .forEach(start -> start.join().close());
      throw e;
    }
    return new Federation(starts.stream().map(CompletableFuture::join).toList());
  }

  /**
   * The server that tests with scripted peers share, unless they need one of their own: nobody
   * stops it, and it runs until this JVM ends.
   */
  static MatrixServer shared() {
    return Holder.SERVER;
  }

  /** An administrator of the shared server. */
  static Client root() {
    return Holder.ROOT;
  }

  /** As many as wanted on embedded databases, and nothing special. */
  static Federation ofH2(String... ids) {
    return of(Stream.of(ids).map(ServerSettings::h2).toArray(ServerSettings[]::new));
  }

  /** The settings of the n-th server of a federation. */
  static ServerSettings settings(ServerSettings base, int number) {
    ServerSettings whole = base;
    for (String[] each :
        new String[][] {
          {"MATRIX_SERVER_NAME", "localhost:{tls}"},
          {"MATRIX_TLS_KEYSTORE", Identity.server(number).keyStore().toString()},
          {"MATRIX_TLS_PASSWORD", Identity.PASSWORD},
          {"MATRIX_FEDERATION_TRUST", Identity.trust().toString()},
          {"MATRIX_FEDERATION_ALLOW_NETWORKS", "127.0.0.0/8,::1"}
        }) {
      if (!base.environment().containsKey(each[0]) || each[0].equals("MATRIX_SERVER_NAME")) {
        whole = whole.with(each[0], each[1]);
      }
    }
    return whole;
  }

  /** The n-th server, from 0 on. */
  public MatrixServer get(int number) {
    return servers.get(number);
  }

  @Override
  public void close() {
    servers.forEach(MatrixServer::close);
  }
}
