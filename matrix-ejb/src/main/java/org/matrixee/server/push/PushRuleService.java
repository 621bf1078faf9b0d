package org.matrixee.server.push;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsDesk;
import org.matrixee.server.push.rules.PushRule;
import org.matrixee.server.push.rules.PushRuleKind;
import org.matrixee.server.push.rules.PushRuleSet;
import org.matrixee.store.personal.AccountDataStore;

/**
 * Users read and set their push rules.
 *
 * <p>v1.19: client-server, "Push rules".
 */
@Stateless
public class PushRuleService {
  /** Each event of each room is judged by all of them. */
  private static final int MOST_RULES = 1000;

  private PushRuleSets rules;
  private AccountDataStore data;
  private NewsDesk news;

  /** For the container's proxies. */
  protected PushRuleService() {}

  /** With what it needs. */
  @Inject
  public PushRuleService(PushRuleSets rules, AccountDataStore data, NewsDesk news) {
    this.rules = rules;
    this.data = data;
    this.news = news;
  }

  /** All rules of the caller. */
  public PushRuleSet get(Requester requester) {
    return rules.of(requester.user());
  }

  /**
   * One rule of the caller.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  public PushRule get(Requester requester, PushRuleKind kind, String id) {
    return require(get(requester), kind, id);
  }

  /**
   * Makes a rule, or changes the one with its ID, which stays on or off.
   *
   * @param before the rule that it goes just before; null to not say so
   * @param after the rule that it goes just after; null to not say so
   * @throws MatrixException M_UNKNOWN if there is no such rule to go beside, M_INVALID_PARAM if
   *     that is a predefined one, or there are too many rules
   */
  public void put(
      Requester requester,
      PushRuleKind kind,
      PushRule rule,
      @Nullable String before,
      @Nullable String after) {
    change(
        requester.user(),
        set -> {
          requireOwn(set, kind, before);
          requireOwn(set, kind, after);
          boolean on = set.find(kind, rule.id()).map(PushRule::enabled).orElse(true);
          PushRuleSet changed = set.with(kind, rule.enabled(on), before, after);
          long all = changed.rules().values().stream().mapToLong(List::size).sum();
          if (all > MOST_RULES) {
            throw new MatrixException(ErrorCode.M_INVALID_PARAM, "You have too many push rules.");
          }
          return changed;
        });
  }

  private static void requireOwn(PushRuleSet set, PushRuleKind kind, @Nullable String id) {
    if (id == null) {
      return;
    }
    PushRule beside =
        set.find(kind, id)
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_UNKNOWN,
                        400,
                        "There is no rule of this kind to put it before or after.",
                        Map.of()));
    if (beside.predefined()) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "A rule cannot be put before or after a predefined one.");
    }
  }

  /**
   * Takes one of the caller's own rules away.
   *
   * @throws MatrixException M_NOT_FOUND; M_INVALID_PARAM for a predefined rule
   */
  public void delete(Requester requester, PushRuleKind kind, String id) {
    change(
        requester.user(),
        set -> {
          if (require(set, kind, id).predefined()) {
            throw new MatrixException(
                ErrorCode.M_INVALID_PARAM,
                "A predefined rule cannot be deleted; it can be switched off.");
          }
          return set.without(kind, id);
        });
  }

  /**
   * Switches a rule on or off.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  public void enable(Requester requester, PushRuleKind kind, String id, boolean on) {
    change(requester.user(), kind, id, rule -> rule.enabled(on));
  }

  /**
   * Changes what a rule does.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  public void act(Requester requester, PushRuleKind kind, String id, JsonArray actions) {
    change(requester.user(), kind, id, rule -> rule.acting(actions));
  }

  private void change(UserId user, PushRuleKind kind, String id, UnaryOperator<PushRule> change) {
    change(
        user,
        set -> {
          require(set, kind, id);
          return set.change(kind, id, change);
        });
  }

  private void change(UserId user, UnaryOperator<PushRuleSet> change) {
    AccountDatum kept =
        data.findForChange(user, AccountDatum.GLOBAL, PushRuleSets.TYPE).orElse(null);
    PushRuleSet changed = change.apply(PushRuleSets.parse(user, kept));
    long place = news.place(new News.PushRules(user));
    data.put(
        user,
        new AccountDatum(
            AccountDatum.GLOBAL, PushRuleSets.TYPE, place, PushRuleSets.content(changed)));
  }

  private static PushRule require(PushRuleSet set, PushRuleKind kind, String id) {
    return set.find(kind, id)
        .orElseThrow(
            () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such push rule."));
  }
}
