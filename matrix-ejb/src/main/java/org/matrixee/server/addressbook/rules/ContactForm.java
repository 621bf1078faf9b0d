package org.matrixee.server.addressbook.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/** Contacts as JSON: {@code {"contacts": [{"name", "email", "phone", "user_id", "groups"}]}}. */
public final class ContactForm {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int MAX_CONTACTS = 1000;
  private static final int MAX_ADDRESSES = 50;
  private static final int MAX_TEXT = 255;
  private static final List<String> ADDRESSES = List.of("email", "phone", "groups");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,15}");

  /** What people write between digits. */
  private static final Pattern BETWEEN = Pattern.compile("[\\s()./-]");

  private ContactForm() {}

  /**
   * Reads and tidies contacts; unknown keys are left out.
   *
   * @throws MatrixException M_BAD_JSON with a sentence that says what is wrong
   */
  public static List<Contact> read(JsonObject body) {
    if (!(body.get("contacts") instanceof JsonArray array)) {
      throw bad("The key 'contacts' must hold a list.");
    }
    checkSize(array);
    for (JsonValue entry : array) {
      if (entry instanceof JsonObject object) {
        ADDRESSES.forEach(key -> checkCount(object, key));
      }
    }
    return contacts(array);
  }

  /** Reads contacts as they are kept: those merged of many may have many addresses. */
  public static List<Contact> readKept(JsonObject kept) {
    return kept.isEmpty() ? List.of() : contacts(kept.getJsonArray("contacts"));
  }

  /**
   * Contacts as they are kept.
   *
   * @throws MatrixException M_BAD_JSON if they are too many
   */
  public static JsonObject write(List<Contact> contacts) {
    JsonArrayBuilder builder = JSON.createArrayBuilder();
    contacts.forEach(contact -> builder.add(write(contact)));
    JsonArray array = builder.build();
    checkSize(array);
    return JSON.createObjectBuilder().add("contacts", array).build();
  }

  private static void checkSize(JsonArray contacts) {
    if (contacts.size() > MAX_CONTACTS) {
      throw bad("An address book holds " + MAX_CONTACTS + " contacts at most.");
    }
  }

  private static void checkCount(JsonObject contact, String key) {
    if (contact.get(key) instanceof JsonArray array && array.size() > MAX_ADDRESSES) {
      throw bad("The key '" + key + "' must hold " + MAX_ADDRESSES + " entries at most.");
    }
  }

  private static List<Contact> contacts(JsonArray array) {
    List<Contact> contacts = new ArrayList<>(array.size());
    for (JsonValue entry : array) {
      if (!(entry instanceof JsonObject object)) {
        throw bad("Each contact must be an object.");
      }
      contacts.add(contact(object));
    }
    return contacts;
  }

  private static Contact contact(JsonObject object) {
    @Nullable String user = text(object, "user_id");
    Contact contact =
        new Contact(
            text(object, "name"),
            texts(object, "email", ContactForm::email),
            texts(object, "phone", ContactForm::phone),
            user == null ? null : new UserId(user).folded(),
            texts(object, "groups", UnaryOperator.identity()));
    if (contact.name() == null && contact.addresses().isEmpty()) {
      throw bad("Each contact needs a name or an address.");
    }
    return contact;
  }

  private static String email(String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(folded).matches()) {
      throw bad("The key 'email' must hold email addresses.");
    }
    return folded;
  }

  private static String phone(String text) {
    String digits = BETWEEN.matcher(text).replaceAll("");
    String number = digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    if (!PHONE.matcher(number).matches()) {
      throw bad("The key 'phone' must hold telephone numbers.");
    }
    return number;
  }

  private static @Nullable String text(JsonObject object, String key) {
    JsonValue value = object.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return null;
    }
    String text = tidy(value, key);
    return text.isEmpty() ? null : text;
  }

  private static List<String> texts(JsonObject object, String key, UnaryOperator<String> tidy) {
    JsonValue value = object.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw bad("The key '" + key + "' must hold a list.");
    }
    return array.stream()
        .map(entry -> tidy(entry, key))
        .filter(text -> !text.isEmpty())
        .map(tidy)
        .distinct()
        .toList();
  }

  private static String tidy(JsonValue value, String key) {
    if (!(value instanceof JsonString string) || string.getString().length() > MAX_TEXT) {
      throw bad("The key '" + key + "' must hold text of " + MAX_TEXT + " characters at most.");
    }
    return string.getString().strip();
  }

  /** One contact; what is not known is left out. */
  public static JsonObjectBuilder write(Contact contact) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    if (contact.name() != null) {
      object.add("name", contact.name());
    }
    object.add("email", JSON.createArrayBuilder(contact.emails()));
    object.add("phone", JSON.createArrayBuilder(contact.phones()));
    if (contact.user() != null) {
      object.add("user_id", contact.user().value());
    }
    return object.add("groups", JSON.createArrayBuilder(contact.groups()));
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }
}
