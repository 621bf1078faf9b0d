package org.matrixee.model.room;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which authorization rules a room lives by. */
public sealed interface AuthRules {
  /** The rules of October 2014 (authorization-v1): levels in several events, no auth events. */
  record Levels2014() implements AuthRules {}

  /**
   * The rules of room versions 1 to 12: each event names the events that allow it.
   *
   * @param features what sets the version apart
   * @param levels how levels may be written
   */
  record EventGraph(Set<AuthFeature> features, LevelSyntax levels) implements AuthRules {
    /** Copies the set. */
    public EventGraph {
      features = Set.copyOf(features);
    }

    /** Whether the version has a feature. */
    public boolean has(AuthFeature feature) {
      return features.contains(feature);
    }

    EventGraph with(AuthFeature... more) {
      Set<AuthFeature> all = new LinkedHashSet<>(features);
      all.addAll(Arrays.asList(more));
      return new EventGraph(all, levels);
    }

    EventGraph without(AuthFeature... less) {
      Set<AuthFeature> rest = new LinkedHashSet<>(features);
      rest.removeAll(List.of(less));
      return new EventGraph(rest, levels);
    }

    EventGraph with(LevelSyntax syntax) {
      return new EventGraph(features, syntax);
    }
  }
}
