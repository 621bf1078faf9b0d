package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.matrixee.web.federation.FromServer;

/** No resource is without a limit, unless its use case has one of its own. */
class LimitedTest {
  /** Their use cases count by address and by account; and pages that are made once. */
  private static final Set<String> BY_THEMSELVES =
      Set.of(
          "LoginResource",
          "RegisterResource",
          "LogoutResource",
          "LoginPageResource",
          "RegisterPageResource",
          "LoginReturnResource",
          "EmailLinkResource",
          "LandingPageResource");

  private static final List<Class<? extends Annotation>> METHODS =
      List.of(GET.class, POST.class, PUT.class, DELETE.class);

  @Test
  void everyResourceMethodIsLimited() throws Exception {
    List<String> unlimited = new ArrayList<>();
    List<Class<?>> resources = resources();
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        boolean served = METHODS.stream().anyMatch(method::isAnnotationPresent);
        boolean limited =
            method.isAnnotationPresent(Limited.class)
                || resource.isAnnotationPresent(Limited.class)
                || isFromServer(resource, method)
                || BY_THEMSELVES.contains(resource.getSimpleName());
        if (served && !limited) {
          unlimited.add(resource.getSimpleName() + "#" + method.getName());
        }
      }
    }
    assertThat(resources).hasSizeGreaterThan(15);
    assertThat(unlimited).as("methods that need @Limited(Action...)").isEmpty();
  }

  /** The check of a server's signature counts each of its requests, of whatever kind. */
  private static boolean isFromServer(Class<?> resource, Method method) {
    return resource.isAnnotationPresent(FromServer.class)
        || method.isAnnotationPresent(FromServer.class);
  }

  private static List<Class<?>> resources()
      throws IOException, URISyntaxException, ClassNotFoundException {
    java.nio.file.Path root =
        java.nio.file.Path.of(
            Limited.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> resources = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.walk(root)) {
      for (java.nio.file.Path file :
          files.filter(f -> f.toString().endsWith("Resource.class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
        Class<?> type =
            Class.forName(
                name.substring(0, name.length() - ".class".length()),
                false,
                LimitedTest.class.getClassLoader());
        if (type.isAnnotationPresent(Path.class)) {
          resources.add(type);
        }
      }
    }
    return resources;
  }
}
