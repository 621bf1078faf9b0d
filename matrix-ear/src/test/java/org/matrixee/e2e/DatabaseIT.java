package org.matrixee.e2e;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must hold on either database whatever happens to the server: one server for each lives
 * through an ordinary restart, and then through one crash with all that may be under way.
 */
@ParameterizedClass
@ValueSource(strings = {"h2", "postgresql"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseIT {
  private static MatrixServer server;
  private static Crash crash;
  private static ProfileCrash profileCrash;
  private static long killed;

  /** What {@link #start} is told. */
  @Parameter String database;

  @BeforeParameterizedClassInvocation
  static void start(String database) {
    server = MatrixServer.start(ServerSettings.on(database, "database"));
    killed = 0;
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  /** Kills the server once for all tests that look at what it is then. */
  private static void kill() {
    if (killed > 0) {
      return;
    }
    profileCrash = new ProfileCrash(server);
    crash = new Crash(server);
    crash.begin();
    profileCrash.begin();
    server.kill();
    killed = System.currentTimeMillis();
    crash.awaitEnd();
    server.startAgain();
  }

  // The first: no error may have been logged.
  @Test
  @Order(1)
  @Row({"S-API-27", "S-STREAM-06", "S-GET-06"})
  void wholeConversation() {
    Conversation.hold(server);
  }

  @Test
  @Order(2)
  @Row({"S-API-23", "S-STREAM-06"})
  void killedServerKeepsEveryAcknowledgedEventOnce() {
    kill();
    crash.check();
  }

  @Test
  @Order(3)
  @Row({"S-PROF-14", "S-PROF-16"})
  void killedServerGoesOnWhereItWas() {
    kill();
    profileCrash.check(killed);
  }
}
