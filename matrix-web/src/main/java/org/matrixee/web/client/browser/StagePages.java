package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.email.EmailProofStage;
import org.matrixee.server.account.login.RegistrationTokenStage;
import org.matrixee.server.account.login.TermsStage;
import org.matrixee.server.account.uia.PasswordProof;
import org.matrixee.server.account.uia.rules.AuthSession;
import org.matrixee.web.page.Page;
import org.matrixee.web.page.TermsList;

/** The pages of stages: what people read, and what they fill in. */
@ApplicationScoped
public class StagePages {
  /** How an operation's name begins, and what people are told that it does. */
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "POST /account/password", "choose a new password for your account",
          "POST /account/deactivate", "give up your account for good",
          "POST /account/3pid/add", "add an address to your account",
          "POST /login/get_token", "let another device log in to your account",
          "end devices", "end sessions of yours",
          "replace keys", "replace the keys by which your devices trust each other");

  private Pages pages;
  private TermsStage terms;

  /** For the container's proxies. */
  protected StagePages() {}

  /** With what it needs. */
  @Inject
  public StagePages(Pages pages, TermsStage terms) {
    this.pages = pages;
    this.terms = terms;
  }

  /**
   * The page of a stage that has a form.
   *
   * @param error why the last try was refused; empty if there was none
   * @throws MatrixException M_NOT_FOUND if there is no such page
   */
  Page of(String stage, String error) {
    return switch (stage) {
      case TermsStage.TYPE -> terms();
      case RegistrationTokenStage.TYPE ->
          field("You need an invitation", "Registration token", "token", "text", error);
      case EmailProofStage.TYPE ->
          field("Which is your address?", "E-mail address", "email", "email", error);
      case PasswordProof.TYPE ->
          field("Prove that it is you", "Password", "password", "password", error);
      default -> throw none();
    };
  }

  /** The refusal of a stage that has no page. */
  static MatrixException none() {
    return new MatrixException(
        ErrorCode.M_NOT_FOUND, "There is no page for this type of authentication.");
  }

  /**
   * The page while a mail is on its way.
   *
   * @param error why the last try was refused; empty if there was none
   */
  Page mailed(String sid, String secret, String error) {
    return pages.of(
        "mailed", "Look at your mail", Map.of("sid", sid, "secret", secret, "error", error));
  }

  private Page field(String title, String label, String name, String type, String error) {
    return pages.of(
        "field", title, Map.of("label", label, "name", name, "type", type, "error", error));
  }

  private Page terms() {
    return pages
        .of("terms", "Terms", Map.of())
        .repeat("policies", TermsList.entries(terms.policies()));
  }

  /**
   * The page that leads to where the owner of an account proves himself.
   *
   * @param where the browser goes
   */
  Page prove(AuthSession session, String where) {
    @Nullable UserId user = session.user();
    return pages.of(
        "prove",
        "Is it you?",
        Map.of(
            "user", Objects.requireNonNull(user, "nobody's operation").value(),
            "what", what(session.operation()),
            "uri", where));
  }

  private static String what(String operation) {
    return OPERATIONS.entrySet().stream()
        .filter(entry -> operation.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("change something in your account");
  }
}
