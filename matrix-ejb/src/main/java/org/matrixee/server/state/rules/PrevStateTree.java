package org.matrixee.server.state.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.PowerLevels;

/**
 * The part of a slot's tree of replacements that lies above the candidates' common ancestor.
 *
 * @param ancestor the nearest event from which all branches descend; null if there is none
 * @param branches one for each candidate that no other candidate replaces; unordered
 * @param missing events that branches lead to and that are not held
 */
record PrevStateTree(@Nullable StateLink ancestor, List<Branch> branches, Set<EventId> missing) {
  /** No slot of an honest room changes more often between two events that fork. */
  static final int MOST_LINKS = 10_000;

  /** Deepest first, since only from a deeper event can another one be reached. */
  private static final Comparator<StateLink> DEEPEST_FIRST =
      Comparator.comparingLong(StateLink::depth).reversed().thenComparing(e -> e.id().value());

  /**
   * Follows the links from all candidates, always from the deepest event, until they meet or end.
   *
   * <p>A link counts only if it leads to a lesser depth in the same slot of the same room: honest
   * servers write no others, and so no ring of links holds us up. Nor does a chain of many
   * thousand: after {@link #MOST_LINKS} the candidates have no common ancestor. How far that is
   * depends on the candidates and their links alone, so it is the same on every server.
   */
  static PrevStateTree climb(Collection<Event> candidates, StateHistory history) {
    TreeMap<StateLink, List<Branch>> open = new TreeMap<>(DEEPEST_FIRST);
    for (Event candidate : candidates) {
      StateLink link = history.find(candidate.id()).orElse(StateLink.claimedBy(candidate));
      open.put(link, List.of(new Branch(candidate, new ArrayList<>())));
    }
    List<Branch> ended = new ArrayList<>();
    Set<EventId> missing = new HashSet<>();
    int followed = 0;
    while (open.size() > 1 || (!ended.isEmpty() && !open.isEmpty())) {
      if (++followed > MOST_LINKS) {
        // Those that were not reached yet stand for themselves: a ban must not lose by being old.
        open.forEach((tip, there) -> there.forEach(branch -> branch.endAt(tip)));
        open.values().forEach(ended::addAll);
        return new PrevStateTree(null, ended, missing);
      }
      StateLink event = open.firstKey();
      List<Branch> branches = Objects.requireNonNull(open.remove(event));
      branches.forEach(branch -> branch.events().add(event));
      StateLink parent = parent(event, history, missing).orElse(null);
      if (parent == null) {
        ended.addAll(branches);
      } else {
        open.merge(parent, branches, PrevStateTree::meet);
      }
    }
    if (open.isEmpty()) {
      return new PrevStateTree(null, ended, missing);
    }
    StateLink ancestor = open.firstKey();
    return new PrevStateTree(ancestor, List.copyOf(open.get(ancestor)), missing);
  }

  /** Branches that meet in one event. A candidate on which others have come down is replaced. */
  private static List<Branch> meet(List<Branch> there, List<Branch> arriving) {
    List<Branch> all = new ArrayList<>(arriving);
    there.stream().filter(branch -> !branch.events().isEmpty()).forEach(all::add);
    return all;
  }

  private static Optional<StateLink> parent(
      StateLink event, StateHistory history, Set<EventId> missing) {
    EventId link = event.replaced();
    if (link == null) {
      return Optional.empty();
    }
    Optional<StateLink> parent = history.find(link);
    if (parent.isEmpty()) {
      missing.add(link);
    }
    return parent.filter(
        found -> found.depth() < event.depth() && found.slot().equals(event.slot()));
  }

  /**
   * A candidate and what it was built on.
   *
   * @param tip the candidate
   * @param events from the tip downwards, the common ancestor left out; empty until the climb has
   *     left the tip
   */
  record Branch(Event tip, List<StateLink> events) {
    private void endAt(StateLink last) {
      if (events.isEmpty()) {
        events.add(last);
      }
    }

    /** The highest level among the senders. */
    long level(PowerLevels levels) {
      return events.stream()
          .mapToLong(event -> levels.of(event.sender().folded()))
          .max()
          .orElse(Long.MIN_VALUE);
    }

    /** The last tie-break of 2014: {@code pdu_id} and {@code origin} of each event, hashed. */
    String sha1() {
      StringBuilder text = new StringBuilder();
      for (StateLink event : events) {
        // The event ID is both with an @ between them.
        String id = event.id().value();
        int at = id.lastIndexOf('@');
        text.append(id, 0, Math.max(at, 0)).append(id, at + 1, id.length());
      }
      try {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] digest = sha1.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-1", e);
      }
    }
  }
}
