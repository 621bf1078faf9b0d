package org.matrixee.server.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsCommitted;
import org.matrixee.server.push.rules.PushRuleSet;
import org.matrixee.store.personal.AccountDataStore;

/** The push rules of users, which are account data. Needs a running transaction. */
@ApplicationScoped
public class PushRuleSets {
  /** The type of account data that they are. */
  public static final String TYPE = "m.push_rules";

  private static final String GLOBAL = "global";
  private static final JsonProvider JSON = JsonProvider.provider();

  private final Cache<UserId, PushRuleSet> known =
      Caffeine.newBuilder().maximumSize(10_000).build();

  private AccountDataStore data;

  /** For the container's proxies. */
  protected PushRuleSets() {}

  /** With what it needs. */
  @Inject
  public PushRuleSets(AccountDataStore data) {
    this.data = data;
  }

  /** The rules of a user. */
  public PushRuleSet of(UserId user) {
    return known.get(
        user, reader -> parse(reader, data.find(reader, AccountDatum.GLOBAL, TYPE).orElse(null)));
  }

  /** The rules that a piece of account data holds; the predefined ones if there is none. */
  static PushRuleSet parse(UserId user, @Nullable AccountDatum datum) {
    if (datum == null) {
      return PushRuleSet.of(user);
    }
    JsonObject content = JsonReader.REQUEST.readObject(datum.content().sharedBytes());
    return PushRuleSet.of(user, content.getJsonObject(GLOBAL));
  }

  /** Rules as the account data that clients see. */
  public static JsonText content(PushRuleSet rules) {
    return JsonText.of(JSON.createObjectBuilder().add(GLOBAL, rules.toJson()).build().toString());
  }

  /** Forgets rules that may have changed, before the change can be read. */
  void onNews(@Observes NewsCommitted committed) {
    for (News news : committed.news()) {
      if (news instanceof News.PushRules changed) {
        known.invalidate(changed.user());
      }
    }
  }
}
