package org.matrixee.slice;

import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;

/**
 * Gives Arquillian a server with its own ports and data, from before the first slice test until
 * after the last. Without slice tests there is none.
 */
public final class SliceServer implements LoadableExtension {
  private static final int MANAGEMENT = 9990;

  /** Later than whoever still talks to the server. */
  private static final int LAST = -100;

  private MatrixServer server;

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(SliceServer.class);
  }

  void start(@Observes ContainerRegistry containers) {
    server = MatrixServer.startWithoutEar(ServerSettings.h2("slice"));
    for (Container<?> container : containers.getContainers()) {
      container
          .getContainerConfiguration()
          .overrideProperty("jbossHome", MatrixServer.home().toString())
          .overrideProperty("managementPort", String.valueOf(server.port(MANAGEMENT)))
          .overrideProperty("allowConnectingToRunningServer", "true");
    }
  }

  void stop(@Observes(precedence = LAST) AfterSuite event) {
    server.close();
  }
}
