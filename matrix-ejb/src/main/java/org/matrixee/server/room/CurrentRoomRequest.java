package org.matrixee.server.room;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;

/**
 * The room of today that a user asks for.
 *
 * <p>Spec: client-server, {@code POST createRoom}.
 *
 * @param version one of the specification's
 * @param listed whether it is in the public list
 * @param aliasName the local part of an alias to make; null for none
 * @param name null for none
 * @param topic null for none
 * @param invite who is invited
 * @param direct whether it is a room for the creator and those invited only
 * @param creationContent further content of {@code m.room.create}
 * @param initialState state to begin with, in order
 * @param levels what to change of the first levels; empty for nothing
 */
public record CurrentRoomRequest(
    RoomVersion version,
    boolean listed,
    RoomPreset preset,
    @Nullable String aliasName,
    @Nullable String name,
    @Nullable String topic,
    List<UserId> invite,
    boolean direct,
    JsonObject creationContent,
    List<InitialState> initialState,
    JsonObject levels) {
  /** Copies the lists. */
  public CurrentRoomRequest {
    invite = List.copyOf(invite);
    initialState = List.copyOf(initialState);
  }

  /** A state event to begin with. */
  public record InitialState(String type, String stateKey, JsonObject content) {}

  /** The same with other people invited. */
  CurrentRoomRequest inviting(List<UserId> others) {
    return new CurrentRoomRequest(
        version,
        listed,
        preset,
        aliasName,
        name,
        topic,
        others,
        direct,
        creationContent,
        initialState,
        levels);
  }
}
