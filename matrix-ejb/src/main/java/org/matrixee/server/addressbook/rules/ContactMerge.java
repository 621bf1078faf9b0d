package org.matrixee.server.addressbook.rules;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes one contact of those that share an address, also through a third one.
 *
 * <p>2014: threats, 7, "processing".
 */
public final class ContactMerge {
  private final List<Group> groups = new ArrayList<>();
  private int made;

  /** Groups by address; two people with a common address are both listed. */
  private final Map<String, Set<Group>> byAddress = new HashMap<>();

  private ContactMerge() {}

  /** A contact that grows. */
  private static final class Group {
    final int order;
    Contact contact;

    Group(int order, Contact contact) {
      this.order = order;
      this.contact = contact;
    }
  }

  /** The contacts without doubles, in the order in which each first came. */
  public static List<Contact> merge(List<Contact> contacts) {
    ContactMerge merge = new ContactMerge();
    contacts.forEach(merge::add);
    return merge.groups.stream().map(group -> group.contact).toList();
  }

  private void add(Contact contact) {
    Set<Group> related = new TreeSet<>(comparing(group -> group.order));
    for (String address : contact.addresses()) {
      related.addAll(byAddress.getOrDefault(address, Set.of()));
    }
    Group target = null;
    for (Group group : related) {
      if (target == null) {
        if (group.contact.fits(contact)) {
          target = group;
          target.contact = target.contact.with(contact);
        }
      } else if (group.contact.fits(target.contact)) {
        target.contact = target.contact.with(group.contact);
        remove(group);
      }
    }
    if (target == null) {
      target = new Group(made++, contact);
      groups.add(target);
    }
    for (String address : target.contact.addresses()) {
      byAddress.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(target);
    }
  }

  private void remove(Group group) {
    groups.remove(group);
    group.contact.addresses().forEach(a -> byAddress.getOrDefault(a, Set.of()).remove(group));
  }
}
