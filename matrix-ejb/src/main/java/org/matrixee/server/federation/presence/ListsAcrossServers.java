package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.out.OutgoingEdus.Lasting;
import org.matrixee.server.federation.presence.rules.WatchRequest;
import org.matrixee.server.presence.PresenceAcrossServers;
import org.matrixee.store.presence.PresenceListStore;

/**
 * What presence lists say to other servers: by EDUs that are kept until they are taken, in the
 * caller's transaction.
 */
@ApplicationScoped
public class ListsAcrossServers implements PresenceAcrossServers {
  private MatrixConfig config;
  private PresenceListStore lists;
  private OutgoingEdus edus;
  private Event<Unwatched> unwatched;

  /** For the container's proxies. */
  protected ListsAcrossServers() {}

  /** With what it needs. */
  @Inject
  public ListsAcrossServers(
      MatrixConfig config, PresenceListStore lists, OutgoingEdus edus, Event<Unwatched> unwatched) {
    this.config = config;
    this.lists = lists;
    this.edus = edus;
    this.unwatched = unwatched;
  }

  @Override
  public boolean reaches(UserId user) {
    return config.presence().acrossServers() && config.federation().allows(user.server());
  }

  @Override
  public void invite(UserId observer, Collection<UserId> observed) {
    keep(
        observed.stream().map(user -> lasting(user.server(), WatchRequest.INVITE, observer, user)));
  }

  @Override
  public void accept(Collection<UserId> observers, UserId observed) {
    keep(
        observers.stream()
            .map(user -> lasting(user.server(), WatchRequest.ACCEPT, user, observed)));
  }

  /** Tells an observer on another server that it may not be. */
  void deny(WatchRequest request) {
    UserId observer = request.observer();
    keep(Stream.of(lasting(observer.server(), WatchRequest.DENY, observer, request.observed())));
  }

  private static Lasting lasting(
      ServerName destination, String type, UserId observer, UserId observed) {
    return new Lasting(destination, type, new WatchRequest(observer, observed).content());
  }

  private void keep(Stream<Lasting> all) {
    edus.keep(all.filter(edu -> config.federation().allows(edu.destination())).toList());
  }

  @Override
  public void drop(UserId observer, Collection<UserId> observed) {
    Set<UserId> still = lists.observedAmong(observed);
    Set<UserId> gone =
        observed.stream().filter(user -> !still.contains(user)).collect(Collectors.toSet());
    if (!gone.isEmpty()) {
      unwatched.fire(new Unwatched(gone));
    }
  }
}
