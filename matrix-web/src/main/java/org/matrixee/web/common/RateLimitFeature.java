package org.matrixee.web.common;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.core.ResteasyContext;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/** Puts a filter before every {@link Limited} method, after authentication. */
@Provider
public class RateLimitFeature implements DynamicFeature {
  @Inject private RateLimits limits;

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    @Nullable Limited limited = resource.getResourceMethod().getAnnotation(Limited.class);
    if (limited == null) {
      limited = resource.getResourceClass().getAnnotation(Limited.class);
    }
    if (limited != null) {
      context.register(new Filter(limits, limited.value()), Priorities.AUTHORIZATION);
    }
  }

  private record Filter(RateLimits limits, Action action) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      @Nullable Requester requester = ResteasyContext.getContextData(Requester.class);
      limits.check(action, requester == null ? address() : requester.user().value());
    }
  }

  /** Where the running request comes from. */
  static String address() {
    return ResteasyContext.getRequiredContextData(HttpServletRequest.class).getRemoteAddr();
  }
}
