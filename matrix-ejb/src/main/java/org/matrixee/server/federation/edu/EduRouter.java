package org.matrixee.server.federation.edu;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;

/**
 * Hands each EDU to the handler of its type. 2014: federation-v1, 2.2 step 6: the sender is the
 * authenticated origin, unknown types are ignored, and one that makes no sense harms no other.
 */
@ApplicationScoped
public class EduRouter {
  private static final Logger LOG = Logger.getLogger(EduRouter.class);

  private final Map<String, EduHandler> handlers = new HashMap<>();

  /** For the container's proxies. */
  protected EduRouter() {}

  /** With all handlers there are. */
  @Inject
  public EduRouter(@Any Instance<EduHandler> all) {
    all.forEach(handler -> handlers.put(handler.type(), handler));
  }

  /** Takes one EDU of a transaction. Never fails; never call it in a transaction. */
  public void route(Origin origin, JsonObject edu) {
    if (!(edu.get("edu_type") instanceof JsonString type)
        || !(edu.get("content") instanceof JsonObject content)) {
      LOG.debugf("An EDU of %s has no type or content", origin.server());
      return;
    }
    EduHandler handler = handlers.get(type.getString());
    if (handler == null) {
      return;
    }
    try {
      handler.handle(origin, content);
    } catch (MatrixException refusal) {
      LOG.debugf("An EDU of %s is refused: %s", origin.server(), refusal.sentence());
    } catch (RuntimeException bug) {
      LOG.errorf(bug, "An EDU of %s cannot be handled", origin.server());
    }
  }
}
