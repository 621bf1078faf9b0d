package org.matrixee.server.config;

import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * What users, and some users, may do beside chatting.
 *
 * @param admins the server administrators; none by default
 * @param addressBook whether users may keep their contacts here
 */
public record PeopleConfig(Set<UserId> admins, boolean addressBook) {
  /** Copies the set. */
  public PeopleConfig {
    admins = Set.copyOf(admins);
  }

  static PeopleConfig read(Settings settings) {
    return new PeopleConfig(
        Set.copyOf(settings.list("MATRIX_ADMINS", Settings::userId)),
        settings.choice("MATRIX_ADDRESS_BOOK", "on", "off"));
  }

  /** Whether a user is a server administrator. */
  public boolean isAdmin(UserId user) {
    return admins.contains(user);
  }
}
