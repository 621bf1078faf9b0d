package org.matrixee.server.ignore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsCommitted;
import org.matrixee.store.personal.AccountDataStore;

/**
 * Whom users ignore: what these say is not told, what they do to rooms is. Needs a running
 * transaction.
 *
 * <p>v1.19: client-server, "Ignoring users".
 */
@ApplicationScoped
public class IgnoredUsers {
  /** The type of the account data in which a user says it. */
  public static final String TYPE = "m.ignored_user_list";

  private static final String USERS = "ignored_users";

  private final Cache<UserId, Set<String>> known =
      Caffeine.newBuilder().maximumSize(10_000).build();

  private AccountDataStore data;

  /** For the container's proxies. */
  protected IgnoredUsers() {}

  /** With what it needs. */
  @Inject
  public IgnoredUsers(AccountDataStore data) {
    this.data = data;
  }

  /** The IDs of those whom a user ignores. */
  public Set<String> of(UserId user) {
    return known.get(
        user,
        reader ->
            data.find(reader, AccountDatum.GLOBAL, TYPE)
                .map(datum -> JsonReader.REQUEST.readObject(datum.content().sharedBytes()))
                .map(content -> parse(reader, content))
                .orElse(Set.of()));
  }

  /** Those whom a list names; clients may write anything there. Nobody ignores himself. */
  static Set<String> parse(UserId reader, JsonObject content) {
    if (!(content.get(USERS) instanceof JsonObject users)) {
      return Set.of();
    }
    Set<String> others = new HashSet<>(users.keySet());
    others.remove(reader.value());
    return Set.copyOf(others);
  }

  /** Whether an event is not to be told: those of the state always are. */
  public static boolean hides(Set<String> ignored, StoredEvent event) {
    return !event.isState() && ignored.contains(event.sender().value());
  }

  /** The events that are to be told. */
  public static List<StoredEvent> filter(Set<String> ignored, List<StoredEvent> events) {
    return ignored.isEmpty()
        ? events
        : events.stream().filter(event -> !hides(ignored, event)).toList();
  }

  /** Forgets lists that may have changed, before the change can be read. */
  void onNews(@Observes NewsCommitted committed) {
    for (News news : committed.news()) {
      if (news instanceof News.IgnoredUsers changed) {
        known.invalidate(changed.user());
      }
    }
  }
}
