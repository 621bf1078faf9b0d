package org.matrixee.server.addressbook;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.addressbook.rules.Contact;
import org.matrixee.server.addressbook.rules.ContactForm;
import org.matrixee.server.addressbook.rules.ContactMerge;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.json.JsonReader;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.addressbook.AddressBookStore;

/** Users' address books: each for its owner alone (S-MISC-05). */
@Stateless
public class AddressBookService {
  private static final JsonProvider JSON = JsonProvider.provider();

  /** As much as one request can bring. */
  private static final int MAX_BYTES = 65_536;

  private AddressBookStore books;
  private AccountStore accounts;
  private MatrixConfig config;
  private Clock clock;

  /** For the container's proxies. */
  protected AddressBookService() {}

  /** With what it needs. */
  @Inject
  public AddressBookService(
      AddressBookStore books, AccountStore accounts, MatrixConfig config, Clock clock) {
    this.books = books;
    this.accounts = accounts;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The owner's contacts.
   *
   * @throws MatrixException M_FORBIDDEN for another user's, M_NOT_FOUND if this is switched off
   */
  public JsonObject get(Requester requester, UserId owner) {
    requireOwner(requester, owner);
    return enriched(books.find(owner).map(AddressBookService::parse).orElse(List.of()));
  }

  /**
   * Puts contacts in the place of all there were.
   *
   * @return the processed contacts
   * @throws MatrixException M_FORBIDDEN for another user's, M_NOT_FOUND if this is switched off,
   *     M_LIMIT_EXCEEDED, M_BAD_JSON
   */
  public JsonObject replace(Requester requester, UserId owner, JsonObject body) {
    requireOwner(requester, owner);
    return write(owner, List.of(), ContactForm.read(body));
  }

  /**
   * Adds contacts to those there are.
   *
   * @return all contacts, processed
   * @throws MatrixException as for {@link #replace}, and M_TOO_LARGE
   */
  public JsonObject add(Requester requester, UserId owner, JsonObject body) {
    requireOwner(requester, owner);
    List<Contact> added = ContactForm.read(body);
    JsonText all = books.change(owner, text -> merged(parse(text), added), clock.millis());
    return enriched(parse(all));
  }

  private JsonObject write(UserId owner, List<Contact> before, List<Contact> added) {
    JsonText all = books.change(owner, text -> merged(before, added), clock.millis());
    return enriched(parse(all));
  }

  private static JsonText merged(List<Contact> before, List<Contact> added) {
    List<Contact> all = ContactMerge.merge(Stream.concat(before.stream(), added.stream()).toList());
    JsonText text = JsonText.of(ContactForm.write(all).toString());
    if (text.length() > MAX_BYTES) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE, "An address book may be " + MAX_BYTES + " bytes long at most.");
    }
    return text;
  }

  private static List<Contact> parse(JsonText text) {
    return ContactForm.readKept(JsonReader.REQUEST.readObject(text.sharedBytes()));
  }

  /** Adds whether a contact's user ID is an account here, as far as this server can know it. */
  private JsonObject enriched(List<Contact> contacts) {
    Set<UserId> local =
        contacts.stream()
            .map(Contact::user)
            .filter(Objects::nonNull)
            .filter(this::isOurs)
            .collect(Collectors.toSet());
    Set<UserId> known = accounts.findAll(local).keySet();
    JsonArrayBuilder array = JSON.createArrayBuilder();
    for (Contact contact : contacts) {
      JsonObjectBuilder object = ContactForm.write(contact);
      UserId user = contact.user();
      if (user != null && isOurs(user)) {
        object.add("on_matrix", known.contains(user));
      }
      array.add(object);
    }
    return JSON.createObjectBuilder().add("contacts", array).build();
  }

  private boolean isOurs(UserId user) {
    return user.value().endsWith(":" + config.serverName().value());
  }

  private void requireOwner(Requester requester, UserId owner) {
    if (!config.people().addressBook()) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "This server keeps no address books.");
    }
    if (!requester.user().equals(owner)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's address book.");
    }
  }
}
