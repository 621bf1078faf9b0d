package org.matrixee.legacy;

import static org.matrixee.e2e.Client.path;

import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Users;

/** Without settings, nobody may do what {@link OfficeIT} lets administrators do. */
class AdminIT {
  private static String suspension(Client user) {
    return path("admin", "suspend", user.userId());
  }

  private static Reply suspend(Client admin, Client user, boolean suspended) {
    return admin.put(suspension(user), Json.of("suspended", suspended));
  }

  @Test
  void nobodyIsAnAdministratorByDefault() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    suspend(anna, bert, true).forbidden();
    suspend(anna, anna, true).forbidden();
    anna.get(suspension(bert)).forbidden();
    suspend(Users.nobody(), bert, true).forbidden();
    Room room = bert.createRoom();
    String id = room.say("mine");
    room.forbids(() -> room.as(anna).redact(id));
  }
}
