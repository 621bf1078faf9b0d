package org.matrixee.store.event;

import java.util.Optional;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.Relation;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;

/**
 * What makes two annotations the same one.
 *
 * <p>v1.19: client-server, "Avoiding duplicate annotations": the same event, type and key, by the
 * same user.
 *
 * @param parent the event that is annotated
 * @param type the annotation's own type
 * @param key what it says
 */
public record AnnotationKey(long roomNid, EventId parent, UserId sender, String type, String key) {
  /**
   * Of what a user wants to send; empty if it is no annotation, or is state, which replaces itself.
   */
  public static Optional<AnnotationKey> of(long roomNid, EventDraft draft) {
    if (draft.stateKey() != null || !draft.content().containsKey(Relation.RELATES_TO)) {
      return Optional.empty();
    }
    return Relation.of(draft.content())
        .flatMap(
            relation ->
                Optional.ofNullable(relation.key())
                    .map(
                        key ->
                            new AnnotationKey(
                                roomNid, relation.parent(), draft.sender(), draft.type(), key)));
  }
}
