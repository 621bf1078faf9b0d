package org.matrixee.server.relation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.CurrentReadService;
import org.matrixee.server.history.Reader;
import org.matrixee.server.history.Readers;
import org.matrixee.server.history.VisibleEvents;
import org.matrixee.server.relation.rules.ThreadRules;
import org.matrixee.server.sync.Timelines;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RelationQuery;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.event.RelationStore.ThreadRoot;

/**
 * Finds events by what they relate to.
 *
 * <p>v1.19: client-server, "Relationships API", "Querying threads in a room".
 */
@Stateless
public class RelationService {
  /** How deep is looked; as deep as the specification asks for. */
  public static final int MAX_DEPTH = 3;

  /** The most events on the way down whose children are looked at. */
  private static final int MOST_PARENTS = 1000;

  private CurrentReadService reads;
  private Readers readers;
  private VisibleEvents visible;
  private Timelines timelines;
  private RelationStore relations;
  private EventStore events;

  /** For the container's proxies. */
  protected RelationService() {}

  /** With what it needs. */
  @Inject
  public RelationService(
      CurrentReadService reads,
      Readers readers,
      VisibleEvents visible,
      Timelines timelines,
      RelationStore relations,
      EventStore events) {
    this.reads = reads;
    this.readers = readers;
    this.visible = visible;
    this.timelines = timelines;
    this.relations = relations;
    this.events = events;
  }

  /**
   * Refuses what begins a thread where none can begin.
   *
   * @param relation what somebody wants to send
   * @throws MatrixException M_UNKNOWN
   */
  public void requireSendable(Requester requester, RoomId room, Relation relation) {
    // Who is not in the room hears from its rules that nothing can be sent.
    if (relation.is(Relation.THREAD) && readers.find(requester, room).isJoined()) {
      Optional<String> problem =
          events
              .find(relation.parent())
              .filter(root -> root.room().equals(room))
              .flatMap(root -> ThreadRules.findProblem(EventReader.decode(root)));
      if (problem.isPresent()) {
        throw new MatrixException(ErrorCode.M_UNKNOWN, problem.get());
      }
    }
  }

  /**
   * A page of the events that relate to one.
   *
   * @throws MatrixException M_NOT_FOUND if there is no such event that the caller may see
   */
  public RelatedEvents page(Requester requester, RoomId room, RelationRequest request) {
    StoredEvent parent = reads.event(requester, room, request.parent());
    Reader reader = readers.require(requester, room);
    long upTo = upTo(reader);
    Set<EventId> parents =
        request.recurse() ? descend(reader, parent.id(), upTo) : Set.of(parent.id());
    RelationQuery query =
        new RelationQuery(
            reader.room().nid(),
            parents,
            request.relType(),
            request.type(),
            gap(reader, request.from()),
            gap(reader, request.to()),
            request.backwards(),
            upTo,
            request.limit() + 1);
    List<StoredEvent> found = relations.page(query);
    if (found.size() <= request.limit()) {
      return new RelatedEvents(visible.filter(reader, found), null);
    }
    List<StoredEvent> page = found.subList(0, request.limit());
    StoredEvent last = page.get(page.size() - 1);
    return new RelatedEvents(
        visible.filter(reader, page), Timelines.beside(last, request.backwards()));
  }

  private @Nullable TimelinePosition gap(Reader reader, @Nullable StreamToken token) {
    return token == null ? null : timelines.gap(reader.room(), token);
  }

  private long upTo(Reader reader) {
    return Math.min(timelines.now().position(), reader.readsUpTo());
  }

  /** An event and those below it whose children count; no deeper, and no more, than is bearable. */
  private Set<EventId> descend(Reader reader, EventId from, long upTo) {
    Set<EventId> all = new HashSet<>(Set.of(from));
    Set<EventId> level = Set.of(from);
    for (int depth = 1; depth < MAX_DEPTH && !level.isEmpty(); depth++) {
      Set<EventId> below =
          new HashSet<>(relations.children(reader.room().nid(), level, upTo, MOST_PARENTS));
      // In old room versions an event's ID is its server's choice: there may be rings.
      below.removeAll(all);
      all.addAll(below);
      level = below;
    }
    return all;
  }

  /**
   * A page of the threads of a room, those with the newest events first.
   *
   * @param participated whether only threads are wanted that the caller takes part in
   * @param before where to begin, as {@link ThreadPage#next}; null at the newest
   * @throws MatrixException M_FORBIDDEN
   */
  public ThreadPage threads(
      Requester requester, RoomId room, boolean participated, @Nullable Long before, int limit) {
    Reader reader = readers.require(requester, room);
    List<ThreadRoot> found =
        relations.threadRoots(
            reader.room().nid(),
            participated ? reader.user() : null,
            before == null ? Long.MAX_VALUE : before,
            upTo(reader),
            limit + 1);
    boolean more = found.size() > limit;
    List<ThreadRoot> page = more ? found.subList(0, limit) : found;
    Map<EventId, StoredEvent> stored = events.findAll(page.stream().map(ThreadRoot::root).toList());
    List<StoredEvent> roots = new ArrayList<>();
    for (ThreadRoot thread : page) {
      StoredEvent root = stored.get(thread.root());
      if (root != null && isRoot(reader, root)) {
        roots.add(root);
      }
    }
    return new ThreadPage(
        visible.filter(reader, roots), more ? page.get(page.size() - 1).latestPosition() : null);
  }

  private static boolean isRoot(Reader reader, StoredEvent event) {
    return event.roomNid() == reader.room().nid()
        && event.status() == EventStatus.ACCEPTED
        && ThreadRules.findProblem(EventReader.decode(event)).isEmpty();
  }
}
