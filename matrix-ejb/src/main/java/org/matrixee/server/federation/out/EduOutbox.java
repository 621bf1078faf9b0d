package org.matrixee.server.federation.out;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.store.federation.OutboxStore.NewEdu;

/** EDUs on their way out: in memory, or in the database if somebody would miss them. */
@ApplicationScoped
public class EduOutbox implements OutgoingEdus {
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
      ServerName destination,
      String eduType,
      LongFunction<JsonObject> content,
      @Nullable String replaceKey) {
    if (destination.equals(config.serverName())) {
      return;
    }
    sender
        .lane(destination)
        .add(new WaitingEdus.Item(eduType, content, replaceKey, clock.millis()));
    bell.ring(destination);
  }

  @Override
  public void keep(List<Lasting> edus) {
    transactions.keep(
        edus.stream()
            .filter(edu -> !edu.destination().equals(config.serverName()))
            .map(
                edu ->
                    new NewEdu(
                        edu.destination(),
                        edu.eduType(),
                        JsonText.ofOwned(CanonicalJson.write(edu.content()))))
            .toList());
  }

  @Override
  public int kept(ServerName destination, int most) {
    return transactions.kept(destination, most);
  }

  @Override
  public boolean isFailing(ServerName destination) {
    return sender.lane(destination).isWaiting();
  }

  @Override
  public long lastHeardTs(ServerName server) {
    return sender.lane(server).lastHeardTs();
  }
}
