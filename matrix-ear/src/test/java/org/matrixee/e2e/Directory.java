package org.matrixee.e2e;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.util.LDAPSDKException;

/** An LDAP directory with people in two units below {@code ou=people}, as companies have them. */
final class Directory implements AutoCloseable {
  private static final String BASE = "dc=example,dc=org";
  private static final String READER = "cn=matrix," + BASE;
  private static final String READER_PASSWORD = "reader's secret";

  private final int port = FreePorts.one();
  private final InMemoryDirectoryServer server;

  private Directory() throws LDAPSDKException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("ldap", port));
    config.addAdditionalBindCredentials(READER, READER_PASSWORD);
    // Whoever has not logged in may not search.
    config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH, OperationType.COMPARE);
    config.setSchema(null);
    server = new InMemoryDirectoryServer(config);
    server.add("dn: " + BASE, "objectClass: domain", "dc: example");
    server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
    server.add("dn: ou=labs,ou=people," + BASE, "objectClass: organizationalUnit", "ou: labs");
  }

  static Directory start() {
    try {
      Directory directory = new Directory();
      directory.open();
      return directory;
    } catch (LDAPSDKException e) {
      throw new IllegalStateException(e);
    }
  }

  void open() {
    try {
      server.startListening();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It does not answer any more; its people stay. */
  void shut() {
    server.shutDown(true);
  }

  @Override
  public void close() {
    shut();
  }

  Directory person(String uid, String name, String password) {
    try {
      server.add(
          "dn: cn=" + name + ",ou=labs,ou=people," + BASE,
          "objectClass: inetOrgPerson",
          "uid: " + uid,
          "cn: " + name,
          "sn: " + name,
          "userPassword: " + password);
      return this;
    } catch (LDAPSDKException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The settings that make a server ask it. */
  ServerSettings in(ServerSettings settings) {
    return settings
        .with("MATRIX_PASSWORD_BACKEND", "MatrixLdap")
        .with("MATRIX_LDAP_URL", "ldap://127.0.0.1:" + port)
        .with("MATRIX_LDAP_BIND_DN", READER)
        .with("MATRIX_LDAP_BIND_PASSWORD", READER_PASSWORD)
        .with("MATRIX_LDAP_SEARCH_BASE", "ou=people," + BASE);
  }
}
