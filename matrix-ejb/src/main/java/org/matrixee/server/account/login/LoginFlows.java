package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.LoginConfig;
import org.matrixee.server.config.MatrixConfig;

/**
 * The policy: which flows lead to a login and to an account, by the settings and by what is really
 * offered.
 *
 * <p>It is asked anew at each request of a session, so that a server that starts again with
 * stricter settings does not let old sessions go the old ways.
 */
@ApplicationScoped
public class LoginFlows {
  private static final String PASSWORD = "m.login.password";
  private static final String ELSEWHERE = "m.login.oauth2";

  private final Map<String, LoginStage> stages = new TreeMap<>();
  private final Map<LoginPurpose, List<LoginFlow>> flows = new EnumMap<>(LoginPurpose.class);

  /** For the container's proxies. */
  protected LoginFlows() {}

  /** With the stages that exist. */
  @Inject
  public LoginFlows(MatrixConfig config, @Any Instance<LoginStage> stages) {
    this(config, stages.stream().toList());
  }

  /**
   * With stages.
   *
   * @throws IllegalArgumentException with a sentence that names the setting, if that has a stage
   *     that does not exist or is not offered
   */
  public LoginFlows(MatrixConfig config, List<? extends LoginStage> stages) {
    stages.forEach(stage -> this.stages.put(stage.type(), stage));
    LoginConfig login = config.login();
    flows.put(LoginPurpose.LOGIN, flows("MATRIX_LOGIN_FLOWS", login.flows(), LoginPurpose.LOGIN));
    List<LoginFlow> registration =
        flows("MATRIX_REGISTRATION_FLOWS", login.registrationFlows(), LoginPurpose.REGISTER);
    flows.put(
        LoginPurpose.REGISTER, config.openRegistration() ? withTerms(registration) : List.of());
    // Who is proven elsewhere is asked for nothing more: it leads to a login by itself, or it is
    // the proof for one operation.
    @Nullable LoginStage elsewhere = this.stages.get(ELSEWHERE);
    flows.put(
        LoginPurpose.SIGN_ON,
        elsewhere != null && elsewhere.isOffered(LoginPurpose.LOGIN)
            ? List.of(new LoginFlow(List.of(ELSEWHERE)))
            : List.of());
  }

  /**
   * Whether a flow leads there that has this stage and no other.
   *
   * @param type of the stage
   */
  public boolean isEnough(LoginPurpose purpose, String type) {
    return flows(purpose).contains(new LoginFlow(List.of(type)));
  }

  /** Where there are terms, nobody registers without them; they come before the password. */
  private List<LoginFlow> withTerms(List<LoginFlow> registration) {
    @Nullable LoginStage terms = stages.get(TermsStage.TYPE);
    if (terms == null || !terms.isOffered(LoginPurpose.REGISTER)) {
      return registration;
    }
    return registration.stream().map(LoginFlows::withTerms).distinct().toList();
  }

  private static LoginFlow withTerms(LoginFlow flow) {
    List<String> types = new ArrayList<>(flow.stages());
    if (!types.contains(TermsStage.TYPE)) {
      boolean password = types.get(types.size() - 1).equals(PASSWORD);
      types.add(password ? types.size() - 1 : types.size(), TermsStage.TYPE);
    }
    return new LoginFlow(types);
  }

  private List<LoginFlow> flows(String setting, List<List<String>> wanted, LoginPurpose purpose) {
    for (List<String> flow : wanted) {
      for (String type : flow) {
        requireOffered(setting, type, purpose);
      }
    }
    return wanted.isEmpty() ? usual(purpose) : wanted.stream().map(LoginFlow::new).toList();
  }

  private void requireOffered(String setting, String type, LoginPurpose purpose) {
    @Nullable LoginStage stage = stages.get(type);
    if (stage == null) {
      throw new IllegalArgumentException(
          "The setting " + setting + " is wrong: there is no stage \"" + type + "\".");
    }
    if (!stage.isOffered(purpose)) {
      throw new IllegalArgumentException(
          "The setting " + setting + " is wrong: " + type + " " + stage.condition() + ".");
    }
  }

  /** Every offered stage, the password first; those that are not enough, before the password. */
  private List<LoginFlow> usual(LoginPurpose purpose) {
    boolean passwords = stages.containsKey(PASSWORD) && stage(PASSWORD).isOffered(purpose);
    return stages.values().stream()
        .filter(stage -> stage.isOffered(purpose))
        .filter(stage -> passwords || stage.isEnough(purpose))
        .sorted(Comparator.comparing((LoginStage stage) -> !stage.type().equals(PASSWORD)))
        .map(
            stage ->
                stage.isEnough(purpose)
                    ? new LoginFlow(List.of(stage.type()))
                    : new LoginFlow(List.of(stage.type(), PASSWORD)))
        .toList();
  }

  /** Checks the settings; called when the server starts, since this bean is made at first use. */
  public void check() {
    if (flows(LoginPurpose.LOGIN).isEmpty()) {
      throw new IllegalArgumentException("No way to log in is configured.");
    }
  }

  /** All flows that a client can complete; none for registration if that is closed. */
  public List<LoginFlow> flows(LoginPurpose purpose) {
    return Objects.requireNonNullElse(flows.get(purpose), List.of());
  }

  /** The types that may follow these stages, the first of each flow first; empty if none does. */
  List<String> next(LoginPurpose purpose, List<String> done) {
    return flows(purpose).stream()
        .filter(flow -> flow.goesOnAfter(done))
        .map(flow -> flow.stages().get(done.size()))
        .distinct()
        .toList();
  }

  /** Whether these stages are a whole flow. */
  boolean isComplete(LoginPurpose purpose, List<String> done) {
    return flows(purpose).contains(new LoginFlow(done));
  }

  /**
   * The stage of a type that some flow has.
   *
   * @throws MatrixException M_UNKNOWN if none has it
   */
  LoginStage require(LoginPurpose purpose, String type) {
    if (flows(purpose).stream().noneMatch(flow -> flow.stages().contains(type))) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, 400, "This server does not offer this type of login.", Map.of());
    }
    return stage(type);
  }

  private LoginStage stage(String type) {
    return Objects.requireNonNull(stages.get(type), type);
  }
}
