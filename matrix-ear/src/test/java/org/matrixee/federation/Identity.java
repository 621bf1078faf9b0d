package org.matrixee.federation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A TLS key with its self-signed certificate, in a PKCS12 file.
 *
 * @param keyStore the file
 * @param certificate the certificate
 */
record Identity(Path keyStore, X509Certificate certificate) {
  static final String PASSWORD = "test-store";

  private static final int POOL = 3;

  /** Made once for all tests of this JVM: each costs a process. */
  private static final class Pool {
    static final Path FOLDER = folder();
    static final List<Identity> ALL =
        Stream.of("server-0", "server-1", "server-2", "peer", "stranger")
            .map(name -> make(FOLDER.resolve(name + ".p12"), "dns:localhost,ip:127.0.0.1"))
            .toList();
    static final Path TRUST = trust(FOLDER.resolve("trust.pem"), ALL.subList(0, POOL + 1));

    private static Path folder() {
      try {
        return Files.createTempDirectory("matrix-identities");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** That of the n-th server of a test; valid for localhost and trusted by all servers. */
  static Identity server(int number) {
    return Pool.ALL.get(number % POOL);
  }

  /** That of scripted peers, trusted as well. */
  static Identity peer() {
    return Pool.ALL.get(POOL);
  }

  /** One for localhost that nobody trusts. */
  static Identity stranger() {
    return Pool.ALL.get(POOL + 1);
  }

  /** The PEM file for {@code MATRIX_FEDERATION_TRUST}. */
  static Path trust() {
    return Pool.TRUST;
  }

  /** Writes certificates into a PEM file. */
  static Path trust(Path file, List<Identity> trusted) {
    StringBuilder pem = new StringBuilder();
    try {
      for (Identity each : trusted) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(each.certificate().getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
      return Files.writeString(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes a new one.
   *
   * @param names as keytool wants them, such as {@code dns:localhost,ip:127.0.0.1}
   */
  static Identity make(Path file, String names) {
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "matrix",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=" + file.getFileName(),
                  "-ext",
                  "san=" + names,
                  "-validity",
                  "30",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return new Identity(file, (X509Certificate) load(file).getCertificate("matrix"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** TLS that shows this certificate. */
  SSLContext context() {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(load(keyStore), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
