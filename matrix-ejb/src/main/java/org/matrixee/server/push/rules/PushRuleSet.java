package org.matrixee.server.push.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * The push rules of a user: those of the specification as the user has set them, and the user's
 * own, which come before them.
 *
 * <p>v1.19: client-server, "Push rules".
 *
 * @param rules by kind, in the order in which they are asked
 */
public record PushRuleSet(Map<PushRuleKind, List<PushRule>> rules) {
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Copies the map. */
  public PushRuleSet {
    Map<PushRuleKind, List<PushRule>> copy = new EnumMap<>(PushRuleKind.class);
    for (PushRuleKind kind : PushRuleKind.values()) {
      copy.put(kind, List.copyOf(rules.getOrDefault(kind, List.of())));
    }
    rules = copy;
  }

  /** The rules of a user who has changed nothing. */
  public static PushRuleSet of(UserId user) {
    return new PushRuleSet(PredefinedRules.of(user));
  }

  /**
   * The rules of a user.
   *
   * @param kept what {@link #toJson} gave. Predefined rules that it does not know are there, too,
   *     and those that the specification has given up are not
   */
  public static PushRuleSet of(UserId user, JsonObject kept) {
    Map<PushRuleKind, List<PushRule>> rules = new EnumMap<>(PushRuleKind.class);
    PushRuleSet predefined = of(user);
    for (PushRuleKind kind : PushRuleKind.values()) {
      List<PushRule> own = new ArrayList<>();
      Map<String, PushRule> changed = new HashMap<>();
      if (kept.get(kind.word()) instanceof JsonArray some) {
        for (JsonObject json : some.getValuesAs(JsonObject.class)) {
          PushRule rule = PushRule.of(json);
          if (rule.predefined()) {
            changed.put(rule.id(), rule);
          } else {
            own.add(rule);
          }
        }
      }
      rules.put(kind, merged(own, predefined.of(kind), changed));
    }
    return new PushRuleSet(rules);
  }

  private static List<PushRule> merged(
      List<PushRule> own, List<PushRule> predefined, Map<String, PushRule> changed) {
    List<PushRule> all = new ArrayList<>();
    for (PushRule rule : predefined) {
      PushRule set = changed.get(rule.id());
      PushRule merged = set == null ? rule : rule.enabled(set.enabled()).acting(set.actions());
      if (rule.id().equals(PredefinedRules.MASTER)) {
        all.add(0, merged);
        all.addAll(own);
      } else {
        all.add(merged);
      }
    }
    if (predefined.isEmpty() || !predefined.get(0).id().equals(PredefinedRules.MASTER)) {
      all.addAll(0, own);
    }
    return all;
  }

  /** The rules of a kind. */
  public List<PushRule> of(PushRuleKind kind) {
    return rules.getOrDefault(kind, List.of());
  }

  /** A rule. */
  public Optional<PushRule> find(PushRuleKind kind, String id) {
    return of(kind).stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** By kind, as clients see them. */
  public JsonObject toJson() {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    for (PushRuleKind kind : PushRuleKind.values()) {
      JsonArrayBuilder all = JSON.createArrayBuilder();
      of(kind).forEach(rule -> all.add(rule.toJson(kind)));
      json.add(kind.word(), all);
    }
    return json.build();
  }

  /** With a rule changed; as it is if there is no such rule. */
  public PushRuleSet change(PushRuleKind kind, String id, UnaryOperator<PushRule> change) {
    return with(
        kind,
        of(kind).stream().map(rule -> rule.id().equals(id) ? change.apply(rule) : rule).toList());
  }

  /** Without one of the user's own rules. */
  public PushRuleSet without(PushRuleKind kind, String id) {
    return with(
        kind,
        of(kind).stream().filter(rule -> rule.predefined() || !rule.id().equals(id)).toList());
  }

  /**
   * With one of the user's own rules, which takes the place of the one with its ID. It stands first
   * among the user's own, unless it is said where.
   *
   * @param before the rule that it goes just before; null to not say so
   * @param after the rule that it goes just after; null to not say so
   */
  public PushRuleSet with(
      PushRuleKind kind, PushRule rule, @Nullable String before, @Nullable String after) {
    List<PushRule> all = new ArrayList<>(of(kind));
    int old = indexOf(all, rule.id());
    if (old >= 0) {
      all.remove(old);
    }
    if (before != null) {
      all.add(Math.max(0, indexOf(all, before)), rule);
    } else if (after != null) {
      all.add(indexOf(all, after) + 1, rule);
    } else if (old >= 0) {
      all.add(old, rule);
    } else {
      boolean master = !all.isEmpty() && all.get(0).id().equals(PredefinedRules.MASTER);
      all.add(master ? 1 : 0, rule);
    }
    return with(kind, all);
  }

  private static int indexOf(List<PushRule> all, String id) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private PushRuleSet with(PushRuleKind kind, List<PushRule> all) {
    Map<PushRuleKind, List<PushRule>> changed = new EnumMap<>(rules);
    changed.put(kind, all);
    return new PushRuleSet(changed);
  }
}
