package org.matrixee.server.addressbook.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * Somebody in an address book, tidied.
 *
 * @param name null if unknown
 * @param emails in lower case
 * @param phones digits, with a plus sign before a country's code
 * @param user null if unknown
 * @param groups the owner's own words
 */
public record Contact(
    @Nullable String name,
    List<String> emails,
    List<String> phones,
    @Nullable UserId user,
    List<String> groups) {

  /** Copies the lists, without repeats. */
  public Contact {
    emails = emails.stream().distinct().toList();
    phones = phones.stream().distinct().toList();
    groups = groups.stream().distinct().toList();
  }

  /** What makes another contact the same person: an address that both have. */
  Set<String> addresses() {
    Set<String> addresses = new LinkedHashSet<>();
    emails.forEach(email -> addresses.add("email " + email));
    phones.forEach(phone -> addresses.add("phone " + phone));
    if (user != null) {
      addresses.add("user " + user);
    }
    return addresses;
  }

  /** Whether another contact can be the same person: two user IDs are two. */
  boolean fits(Contact other) {
    return user == null || other.user == null || user.equals(other.user);
  }

  /** Both in one; the first name stays. */
  Contact with(Contact other) {
    return new Contact(
        name == null ? other.name : name,
        both(emails, other.emails),
        both(phones, other.phones),
        user == null ? other.user : user,
        both(groups, other.groups));
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
