package org.matrixee.web.common;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.core.ResteasyContext;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.SessionService;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/** Turns the access token into the {@link Requester}, before the body is looked at. */
@Provider
@Authenticated
@Priority(Priorities.AUTHENTICATION)
public class AccessTokenFilter implements ContainerRequestFilter {
  @Inject private SessionService sessions;
  @Inject private RateLimits limits;

  @Override
  public void filter(ContainerRequestContext request) {
    Dialect dialect = Dialect.of(request.getUriInfo().getPath());
    AccessToken token = AccessToken.find(request).orElseThrow(dialect::missingToken);
    Requester requester = authenticate(dialect, token);
    // What a method asks for by @Context: costs a map entry, no proxy and no request scope.
    ResteasyContext.pushContext(Requester.class, requester);
    ResteasyContext.pushContext(AccessToken.class, token);
  }

  private Requester authenticate(Dialect dialect, AccessToken token) {
    SessionService.Answer answer;
    try {
      answer = sessions.authenticate(token.value(), RateLimitFeature.address());
    } catch (MatrixException refusal) {
      throw dialect.locked(refusal);
    }
    if (answer instanceof SessionService.Answer.Owner owner) {
      return owner.requester();
    }
    if (answer instanceof SessionService.Answer.Expired) {
      throw dialect.expiredToken();
    }
    throw unknown(dialect);
  }

  private MatrixException unknown(Dialect dialect) {
    limits.check(Action.UNKNOWN_TOKEN, RateLimitFeature.address());
    return dialect.unknownToken();
  }
}
