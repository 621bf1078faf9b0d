package org.matrixee.slice;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;

/**
 * Gives Arquillian a server with its own ports and data, from before the first slice test until
 * after the last. Without slice tests there is none.
 */
public final class SliceServer implements LoadableExtension {
  private static final int MANAGEMENT = 9990;

  /** In milliseconds; the default of five seconds is short for a busy machine. */
  private static final String PATIENCE = "60000";

  /** Later than whoever still talks to the server. */
  private static final int LAST = -100;

  private MatrixServer server;

  /** The EAR as it was built, and beside its WAR one with the tests. */
  static EnterpriseArchive earWith(Class<?>... tests) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "slice.war")
            .addClasses(tests)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
            .addAsLibrary(jarOf(Assertions.class));
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, "slice.ear")
            .importFrom(MatrixServer.ear().toFile())
            .as(EnterpriseArchive.class);
    // It names the product's modules only; without it the server looks for itself.
    ear.delete("META-INF/application.xml");
    return ear.addAsModule(Testable.archiveToTest(war));
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(SliceServer.class);
  }

  /** Arquillian finds this server running and so starts none, which would know no settings. */
  void start(@Observes ContainerRegistry containers) {
    server = MatrixServer.startWithoutEar(ServerSettings.h2("slice"));
    for (Container<?> container : containers.getContainers()) {
      container
          .getContainerConfiguration()
          .overrideProperty("jbossHome", MatrixServer.home().toString())
          .overrideProperty("managementPort", String.valueOf(server.port(MANAGEMENT)))
          .overrideProperty("connectionTimeout", PATIENCE)
          .overrideProperty("allowConnectingToRunningServer", "true");
    }
  }

  void stop(@Observes(precedence = LAST) AfterSuite event) {
    server.close();
  }
}
