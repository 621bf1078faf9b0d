package org.matrixee.server.addressbook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.Texts;

class ContactsTest {
  private static Contact email(String... emails) {
    return new Contact(null, List.of(emails), List.of(), null, List.of());
  }

  private static List<Contact> read(String contacts) {
    return ContactForm.read(Texts.object("{'contacts':[" + contacts + "]}"));
  }

  @Test
  void addressesAreTidied() {
    Contact contact =
        read("{'name':' Kim ','email':['A@B.Org',' a@b.org '],'phone':['+49 (30)"
                + " 1-2/3.4','0049301'],"
                + "'user_id':'@Kim:X.org','groups':['work','','work'],'other':1}")
            .get(0);
    assertThat(contact)
        .isEqualTo(
            new Contact(
                "Kim",
                List.of("a@b.org"),
                List.of("+49301234", "+49301"),
                new UserId("@kim:x.org"),
                List.of("work")));
    assertThat(ContactForm.readKept(ContactForm.write(List.of(contact)))).containsExactly(contact);
    assertThat(ContactForm.readKept(Texts.object("{}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "7",
        "{'name':''}",
        "{'name':[]}",
        "{'email':'a@b'}",
        "{'email':['ab']}",
        "{'email':['a@b@c']}",
        "{'email':[7]}",
        "{'phone':['12']}",
        "{'phone':['1234567890123456']}",
        "{'phone':['+']}",
        "{'user_id':'kim'}",
        "{'groups':['x']}"
      })
  void whatIsNoContactIsRefused(String contact) {
    assertThatThrownBy(() -> read(contact)).isInstanceOf(MatrixException.class);
  }

  @Test
  void contactsThatShareAnAddressBecomeOneAlsoThroughAThird() {
    assertThat(ContactMerge.merge(List.of(email("a"), email("b"), email("c"), email("b", "a"))))
        .containsExactly(email("a", "b"), email("c"));
  }

  @Test
  void twoUsersAreNeverOne() {
    Contact one = new Contact("1", List.of("h"), List.of(), new UserId("@a:x"), List.of());
    Contact two = new Contact("2", List.of("h"), List.of(), new UserId("@b:x"), List.of());
    List<Contact> merged = ContactMerge.merge(List.of(one, two, email("h", "i")));
    assertThat(merged).hasSize(2);
    assertThat(merged.get(0).emails()).containsExactly("h", "i");
    assertThat(merged.get(1)).isEqualTo(two);
  }

  @Test
  void mergingLosesNoAddressAndIsFinishedAfterOnce() {
    Random random = new Random(7);
    for (int run = 0; run < 300; run++) {
      List<Contact> contacts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        contacts.add(email("e" + random.nextInt(15), "e" + random.nextInt(15)));
      }
      List<Contact> merged = ContactMerge.merge(contacts);
      Set<String> all = new HashSet<>();
      contacts.forEach(contact -> all.addAll(contact.emails()));
      List<String> kept = merged.stream().flatMap(c -> c.emails().stream()).toList();
      assertThat(kept).containsExactlyInAnyOrderElementsOf(all);
      assertThat(ContactMerge.merge(merged)).isEqualTo(merged);
      Collections.shuffle(contacts, random);
      assertThat(ContactMerge.merge(contacts)).hasSameSizeAs(merged);
    }
  }
}
