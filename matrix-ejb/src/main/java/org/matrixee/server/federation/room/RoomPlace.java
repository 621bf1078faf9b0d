package org.matrixee.server.federation.room;

import org.matrixee.model.event.StateMap;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.event.RoomHead;

/**
 * Where a membership event would be attached now.
 *
 * @param state the slots that its judgement needs
 */
record RoomPlace(RoomRef room, RoomHead head, StateMap state) {}
