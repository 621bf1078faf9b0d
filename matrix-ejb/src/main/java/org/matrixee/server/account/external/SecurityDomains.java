package org.matrixee.server.account.external;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.msc.service.LifecycleEvent;
import org.jboss.msc.service.LifecycleListener;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * The container's security domains, by name. Elytron itself tells a deployment only of the one that
 * guards it, so the container's services are asked; it hands them over before the application
 * starts.
 */
public final class SecurityDomains implements ServiceActivator {
  private static final ServiceName DOMAINS =
      ServiceName.of("org", "wildfly", "security", "security-domain");

  private static final int LIMIT_SECONDS = 60;

  /** Of this deployment: its class loader goes with it. */
  private static volatile @Nullable ServiceRegistry services;

  private static void remember(ServiceRegistry registry) {
    services = registry;
  }

  @Override
  public void activate(ServiceActivatorContext context) {
    remember(context.getServiceRegistry());
  }

  /**
   * A domain; empty if the container has none of that name. Waits for it while the server starts.
   */
  static Optional<SecurityDomain> find(String name) {
    ServiceRegistry registry = services;
    if (registry == null) {
      throw new IllegalStateException("the container has not handed over its services");
    }
    ServiceController<?> controller = registry.getService(DOMAINS.append(name));
    if (controller == null) {
      return Optional.empty();
    }
    CompletableFuture<SecurityDomain> up = new CompletableFuture<>();
    // Called at once if it is up already.
    LifecycleListener listener =
        (service, event) -> {
          if (event == LifecycleEvent.UP) {
            up.complete((SecurityDomain) value(service));
          }
        };
    controller.addListener(listener);
    // Domains are lazy: the container starts one when a service of its own needs it, and so do we.
    controller.setMode(ServiceController.Mode.ACTIVE);
    try {
      return Optional.of(up.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } finally {
      controller.removeListener(listener);
    }
  }

  /**
   * Deprecated for services that can name what they need when they are made; the settings name it.
   */
  @SuppressWarnings("deprecation")
  private static Object value(ServiceController<?> service) {
    return service.getValue();
  }
}
