package org.matrixee.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This server's certificate. The container reads the key store; it is opened here at start, so that
 * a wrong one stops the start with a sentence and not the first connection.
 *
 * @param keyStore the PKCS12 file; null outside a container if none is set
 * @param password what opens it
 */
public record TlsConfig(@Nullable Path keyStore, String password) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS = Set.of("MATRIX_TLS_KEYSTORE", "MATRIX_TLS_PASSWORD");

  private static final String USUAL_PASSWORD = "changeit";

  /**
   * Reads and checks.
   *
   * @param dataFolder the container's folder for data; null outside a container
   */
  static TlsConfig read(Settings settings, @Nullable String dataFolder) {
    String given = settings.find("MATRIX_TLS_PASSWORD");
    String password = given == null ? USUAL_PASSWORD : given;
    String usual = dataFolder == null ? "" : dataFolder + "/matrix.p12";
    return new TlsConfig(
        settings.read("MATRIX_TLS_KEYSTORE", usual, path -> checked(path, password)), password);
  }

  private static @Nullable Path checked(String text, String password) {
    if (text.isEmpty()) {
      return null;
    }
    Path path = Path.of(text).toAbsolutePath();
    if (!Files.exists(path)) {
      return path; // the container makes one
    }
    read(path, password);
    return path;
  }

  /**
   * The certificate that goes with the private key, as the file has it now.
   *
   * @throws IllegalArgumentException if there is none
   */
  public X509Certificate certificate() {
    if (keyStore == null) {
      throw new IllegalArgumentException("there is no key store");
    }
    return read(keyStore, password);
  }

  private static X509Certificate read(Path path, String password) {
    try (InputStream in = Files.newInputStream(path)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)
            && store.getKey(alias, password.toCharArray()) != null
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          return certificate;
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "is no PKCS12 key store that opens with the password in MATRIX_TLS_PASSWORD", e);
    }
    throw new IllegalArgumentException("holds no private key with a certificate");
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "TlsConfig[keyStore=" + keyStore + "]";
  }
}
