package org.matrixee.server.federation.out;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.CanonicalJson;

/** EDUs on their way out: in memory, or in the database if somebody would miss them. */
@ApplicationScoped
public class EduOutbox implements OutgoingEdus {
  /** They are told once and change who may watch whom. */
  private static final Set<String> KEPT =
      Set.of("m.presence_invite", "m.presence_accept", "m.presence_deny");

  private MatrixConfig config;
  private FederationSender sender;
  private DestinationBell bell;
  private OutboxTransactions transactions;
  private Clock clock;

  /** For the container's proxies. */
  protected EduOutbox() {}

  /** With what it needs. */
  @Inject
  public EduOutbox(
      MatrixConfig config,
      FederationSender sender,
      DestinationBell bell,
      OutboxTransactions transactions,
      Clock clock) {
    this.config = config;
    this.sender = sender;
    this.bell = bell;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void send(
      ServerName destination, String eduType, JsonObject content, @Nullable String replaceKey) {
    if (destination.equals(config.serverName())) {
      return;
    }
    if (KEPT.contains(eduType)) {
      transactions.keep(destination, eduType, JsonText.ofOwned(CanonicalJson.write(content)));
      return;
    }
    sender
        .lane(destination)
        .add(new WaitingEdus.Item(eduType, content, replaceKey, clock.millis()));
    bell.ring(destination);
  }
}
