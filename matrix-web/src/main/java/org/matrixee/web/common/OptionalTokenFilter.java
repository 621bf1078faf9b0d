package org.matrixee.web.common;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.core.ResteasyContext;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;

/** Turns the access token into the {@link Requester}, if there is one. */
@Provider
@MaybeAuthenticated
@Priority(Priorities.AUTHENTICATION)
public class OptionalTokenFilter extends AccessTokenFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    if (AccessToken.find(request).isPresent()) {
      super.filter(request);
    }
  }

  /** Who makes the running request; null if nobody is logged in. */
  public static @Nullable Requester caller() {
    return ResteasyContext.getContextData(Requester.class);
  }
}
