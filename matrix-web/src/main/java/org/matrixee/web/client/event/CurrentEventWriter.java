package org.matrixee.web.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RecentAnswers;
import org.matrixee.server.levels.LevelViews;
import org.matrixee.server.relation.Aggregation;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.event.EventTexts;
import org.matrixee.web.event.RenderedEvent;

/** Writes stored events as clients of today see them. */
@ApplicationScoped
public class CurrentEventWriter {
  private static final String FORM = "current";

  private final EventTexts texts = new EventTexts();

  private Clock clock;
  private RecentAnswers recent;
  private LevelViews levels;

  /** For the container. */
  public CurrentEventWriter() {}

  /** With the clock that ages are told by, the newest requests, and the levels of older rooms. */
  @Inject
  public CurrentEventWriter(Clock clock, RecentAnswers recent, LevelViews levels) {
    this.clock = clock;
    this.recent = recent;
    this.levels = levels;
  }

  /** The content of an event. */
  JsonObject content(StoredEvent event) {
    return LevelViews.isOf2014(event) ? levels.today(event) : EventReader.decode(event).content();
  }

  /** Appends an array of a room's state. */
  public JsonOutput state(List<StoredEvent> state, JsonOutput out) {
    return array(LevelViews.withoutOlder(state), out);
  }

  /** Appends one event. */
  public JsonOutput one(StoredEvent event, JsonOutput out) {
    return one(event, Map.of(), out);
  }

  /**
   * Appends one event with what is told of its children.
   *
   * @param told by the IDs of events
   */
  public JsonOutput one(StoredEvent event, Map<EventId, Aggregation> told, JsonOutput out) {
    write(event, told.get(event.id()), clock.millis(), out);
    return out;
  }

  /** Appends an array of events. */
  public JsonOutput array(List<StoredEvent> events, JsonOutput out) {
    return array(events, Map.of(), out);
  }

  /**
   * Appends an array of events with what is told of their children.
   *
   * @param told by the IDs of events
   */
  public JsonOutput array(
      List<StoredEvent> events, Map<EventId, Aggregation> told, JsonOutput out) {
    long now = clock.millis();
    out.ascii("[");
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.ascii(",");
      }
      StoredEvent event = events.get(i);
      write(event, told.get(event.id()), now, out);
    }
    return out.ascii("]");
  }

  private void write(StoredEvent event, @Nullable Aggregation told, long now, JsonOutput out) {
    rendered(event).writeTo(out, now);
    if (told != null) {
      relations(told, now, out);
    }
    CurrentEventFormat.close(event.room(), out);
  }

  /**
   * Appends an array of events of one room, which the client knows.
   *
   * @param told by the IDs of events
   * @param deviceNid the device that asks: it is told which of its requests made an event
   */
  public JsonOutput ofRoom(
      List<StoredEvent> events, Map<EventId, Aggregation> told, long deviceNid, JsonOutput out) {
    long now = clock.millis();
    out.ascii("[");
    String separator = "";
    for (StoredEvent event : events) {
      rendered(event).writeTo(out.ascii(separator), now);
      String transaction = recent.transactionOf(event.id(), deviceNid);
      if (transaction != null) {
        out.ascii(",\"transaction_id\":").string(transaction);
      }
      Aggregation children = told.get(event.id());
      if (children != null) {
        relations(children, now, out);
      }
      CurrentEventFormat.close(null, out);
      separator = ",";
    }
    return out.ascii("]");
  }

  /** Appends an array of events as servers send them. */
  public JsonOutput ofServers(List<StoredEvent> events, JsonOutput out) {
    out.ascii("[");
    String separator = "";
    for (StoredEvent event : events) {
      out.ascii(separator).utf8(event.json().sharedBytes());
      separator = ",";
    }
    return out.ascii("]");
  }

  /**
   * Appends an array of what those outside of a room are told of its state.
   *
   * <p>v1.19: client-server, "Stripped state".
   */
  public JsonOutput stripped(List<StoredEvent> state, JsonOutput out) {
    out.ascii("[");
    String separator = "";
    for (StoredEvent stored : state) {
      Event event = EventReader.decode(stored);
      out.ascii(separator).ascii("{\"type\":").string(event.type());
      out.ascii(",\"state_key\":").string(Objects.requireNonNullElse(event.stateKey(), ""));
      out.ascii(",\"sender\":").string(event.sender().value());
      out.ascii(",\"content\":").value(event.content()).ascii("}");
      separator = ",";
    }
    return out.ascii("]");
  }

  /** Appends {@code m.relations} to the open {@code unsigned}. */
  private void relations(Aggregation told, long now, JsonOutput out) {
    out.ascii(",\"m.relations\":");
    String separator = "{";
    StoredEvent edit = told.edit();
    if (edit != null) {
      write(edit, null, now, out.ascii(separator).string(Relation.REPLACE).ascii(":"));
      separator = ",";
    }
    Aggregation.ThreadBundle thread = told.thread();
    if (thread != null) {
      out.ascii(separator).string(Relation.THREAD).ascii(":{\"latest_event\":");
      write(thread.latest(), thread.ofLatest(), now, out);
      out.ascii(",\"count\":").number(thread.count());
      out.ascii(",\"current_user_participated\":");
      out.ascii(Boolean.toString(thread.participated())).ascii("}");
      separator = ",";
    }
    if (!told.references().isEmpty()) {
      out.ascii(separator).string(Relation.REFERENCE).ascii(":{\"chunk\":");
      String between = "[";
      for (EventId id : told.references()) {
        out.ascii(between).ascii("{\"event_id\":").string(id.value()).ascii("}");
        between = ",";
      }
      out.ascii("]}");
    }
    out.ascii("}");
  }

  private RenderedEvent rendered(StoredEvent event) {
    return texts.get(event, FORM, () -> render(event));
  }

  private RenderedEvent render(StoredEvent stored) {
    boolean old = LevelViews.isOf2014(stored);
    Event event = EventReader.decode(stored);
    if (old) {
      event = event.shownAs(EventType.POWER_LEVELS, levels.today(stored));
    }
    StoredEvent.@Nullable Related redaction = stored.redactedBy();
    if (redaction != null) {
      return CurrentEventFormat.redacted(event, EventReader.decode(stored, redaction));
    }
    StoredEvent.@Nullable Related replaced = stored.replaced();
    // What the older event stood for would have to be asked of the state before it.
    return CurrentEventFormat.whole(
        event, replaced == null || old ? null : EventReader.decode(stored, replaced));
  }
}
